//! An e-invoice beside its page: its values win, each is sought on the page, and contradictions are told.
//!
//! `places` finds values on the page, `tables` does so for rows. Reading XML is left to `perigee-render`.

mod places;
mod tables;

use perigee_model::{
    Alternative, Confidence, DataPoint, EInvoice, Extraction, Finding, Occurrence, ProcessType, Reading,
    Source, TableReading, ValueType,
};
use perigee_values::{Context, checks, convert, fault};

use crate::analysis::Analysis;
use crate::reading::{MAX_VALUES, spoken};
use places::Places;

/// Code of the finding that XML and page say different things.
pub const DIFFERS: &str = "einvoice_differs_from_page";

/// Code of the finding that the file carries an e-invoice which cannot be read.
pub const UNREADABLE: &str = "einvoice_unreadable";

/// Data points that must be the same in XML and on the page: who is paid how much, and which invoice it is.
const COMPARED: [&str; 12] = [
    "invoice_number",
    "issue_date",
    "due_date",
    "delivery_date",
    "seller_vat_id",
    "buyer_vat_id",
    "iban",
    "net_total",
    "tax_total",
    "gross_total",
    "prepaid_total",
    "amount_due",
];

/// A value of the page must be at least this probable to contradict the XML (docs/adr/0052: on the development
/// invoices every contradiction above it is real).
const CONTRADICTING: f32 = 0.5;

/// How probable a value of an e-invoice is right (docs/adr/0052): the page says the same, it stands somewhere on
/// the page, it does not, or the page says something else.
const AGREED: f32 = 0.995;
const SEEN: f32 = 0.99;
const UNSEEN: f32 = 0.97;
const CONTRADICTED: f32 = 0.5;

/// Whether documents of a type are invoices, whatever the type is called.
pub fn applies_to(kind: &ProcessType) -> bool {
    ["invoice_number", "gross_total"].iter().all(|name| kind.find_data_point(name).is_some())
}

/// What is to be told of an invoice whose XML cannot be read: nothing compares its page with what machines are told.
pub fn unreadable(kind: &ProcessType) -> Option<Finding> {
    applies_to(kind).then(|| Finding {
        code: UNREADABLE.to_owned(),
        message: "the e-invoice in the file cannot be read; the values are those of its page alone"
            .to_owned(),
        data_points: Vec::new(),
    })
}

/// What was read from the page, with the values of the e-invoice in front.
pub fn beside(
    analysis: &Analysis<'_, '_>,
    kind: &ProcessType,
    page: Extraction,
    invoice: &EInvoice,
) -> Extraction {
    let places = Places::new(analysis);
    let mut readings = Vec::new();
    let mut findings = Vec::new();
    for point in kind.data_points.iter().filter(|point| point.value_type != ValueType::Table) {
        let printed: Vec<&Reading> = page.readings.iter().filter(|r| r.data_point == point.name).collect();
        let stated = invoice.values.get(&point.name).map_or(&[][..], Vec::as_slice);
        if stated.is_empty() {
            readings.extend(printed.into_iter().cloned());
            continue;
        }
        let limit = if point.occurrence == Occurrence::One { 1 } else { MAX_VALUES };
        let own: Vec<Reading> =
            stated.iter().take(limit).map(|raw| reading(&places, point, raw, &printed)).collect();
        findings.extend(difference(&places, point, &own, &printed));
        readings.extend(own);
    }
    for finding in &findings {
        doubt(&mut readings, finding, &page.readings);
    }
    let value_of =
        |name: &str| readings.iter().find(|r| r.data_point == name).and_then(|r| r.value.as_deref());
    findings.extend(checks::between(value_of));
    let tables = kind.data_points.iter().filter(|point| point.value_type == ValueType::Table);
    let tables: Vec<TableReading> =
        tables.filter_map(|point| table(&places, point, invoice, &page.tables)).collect();
    Extraction { readings, tables, findings, ..page }
}

/// A value of the XML as a reading, with its place where the page shows it.
fn reading(places: &Places<'_>, point: &DataPoint, raw: &str, printed: &[&Reading]) -> Reading {
    let value = converted(point.value_type, raw, &point.literals);
    // Where the page was read to say the same, its words are the place.
    let same = printed.iter().find(|reading| reading.value.is_some() && reading.value == value);
    let evidence = match same {
        Some(reading) => reading.evidence.clone(),
        None => places.find(point, raw, value.as_deref()),
    };
    let confidence = match (same, evidence.is_empty()) {
        (Some(_), _) => AGREED,
        (None, false) => SEEN,
        (None, true) => UNSEEN,
    };
    stated(&point.name, point.value_type, raw, value, evidence, Confidence::new(confidence))
}

fn converted(value_type: ValueType, raw: &str, literals: &[String]) -> Option<String> {
    // XML writes the decimal point.
    let context = Context { decimal_mark: Some('.'), literals, ..Context::default() };
    convert(value_type, raw, &context)
}

fn stated(
    name: &str,
    value_type: ValueType,
    raw: &str,
    value: Option<String>,
    evidence: Vec<perigee_model::Evidence>,
    confidence: Confidence,
) -> Reading {
    let fault = match &value {
        Some(value) => fault(value_type, value),
        None => Some(format!("{raw} cannot be read as {}", spoken(value_type))),
    };
    Reading {
        data_point: name.to_owned(),
        raw_value: raw.to_owned(),
        value,
        fault,
        confidence,
        source: Source::Einvoice,
        evidence,
        alternatives: Vec::new(),
    }
}

/// What contradicts: the page shows a value, and none of those that the XML states.
fn difference(
    places: &Places<'_>,
    point: &DataPoint,
    stated: &[Reading],
    printed: &[&Reading],
) -> Option<Finding> {
    if !COMPARED.contains(&point.name.as_str()) || stated.iter().any(|reading| !reading.evidence.is_empty()) {
        return None;
    }
    let first = stated.first()?;
    if printed.iter().any(|other| is_same(point.value_type, first, other)) {
        return None;
    }
    let other = printed.first().filter(|other| other.confidence.get() >= CONTRADICTING);
    let but = match other {
        Some(other) => format!("but the page shows {}", shown(other)),
        None if places.must_show(&point.name) => "which the page does not show".to_owned(),
        None => return None,
    };
    Some(Finding {
        code: DIFFERS.to_owned(),
        message: format!("the e-invoice says {} {}, {but}", point.label, shown(first)),
        data_points: vec![point.name.clone()],
    })
}

fn shown(reading: &Reading) -> &str {
    reading.value.as_deref().unwrap_or(&reading.raw_value)
}

/// Equal but for the sign of credit notes and the spelling of codes.
fn is_same(value_type: ValueType, stated: &Reading, printed: &Reading) -> bool {
    let (stated, printed) = (shown(stated), shown(printed));
    match value_type {
        ValueType::Amount => places::amount(stated).is_some_and(|own| places::amount(printed) == Some(own)),
        _ => perigee_values::fold(stated) == perigee_values::fold(printed),
    }
}

/// Lowers the confidence of contradicted values and tells what the page shows instead.
fn doubt(readings: &mut [Reading], finding: &Finding, printed: &[Reading]) {
    for reading in readings.iter_mut().filter(|reading| finding.data_points.contains(&reading.data_point)) {
        reading.confidence = Confidence::new(CONTRADICTED);
        let others = printed.iter().filter(|other| other.data_point == reading.data_point);
        reading.alternatives = others
            .map(|other| Alternative {
                raw_value: other.raw_value.clone(),
                value: other.value.clone(),
                confidence: Confidence::new(other.confidence.get() * (1.0 - CONTRADICTED)),
                evidence: other.evidence.clone(),
            })
            .collect();
    }
}

/// The rows of the XML, or those of the page where it has none.
fn table(
    places: &Places<'_>,
    point: &DataPoint,
    invoice: &EInvoice,
    printed: &[TableReading],
) -> Option<TableReading> {
    let rows = match point.name.as_str() {
        "items" => &invoice.items,
        "taxes" => &invoice.taxes,
        _ => &Vec::new(),
    };
    if rows.is_empty() {
        return printed.iter().find(|table| table.data_point == point.name).cloned();
    }
    Some(tables::reading(places, point, rows))
}
