//! Picks to readings: converted, checked, with evidence, confidence and alternatives.

use perigee_model::{
    Alternative, Confidence, DataPoint, Extraction, Occurrence, ProcessType, Reading, Source, TableReading,
    ValueType,
};
use perigee_values::{Context, checks, convert, fault};

use crate::analysis::Analysis;
use crate::confidence;
use crate::items;
use crate::pick::Pick;

/// Name and version of what made an extraction.
pub const MODEL: &str = concat!("zero-shot@", env!("CARGO_PKG_VERSION"));
/// Values of one data point that are kept.
pub const MAX_VALUES: usize = 20;

/// Everything decided about a document, as an extraction.
pub fn extraction(
    analysis: &Analysis<'_, '_>,
    kind: &ProcessType,
    picks: &[Pick],
    tables: Vec<TableReading>,
) -> Extraction {
    let mut readings = Vec::new();
    for point in kind.data_points.iter().filter(|point| point.value_type != ValueType::Table) {
        let limit = if point.occurrence == Occurrence::One { 1 } else { MAX_VALUES };
        let own = picks.iter().filter(|pick| pick.data_point == point.name).take(limit);
        readings.extend(own.filter_map(|pick| reading(analysis, point, pick)));
    }
    let value_of =
        |name: &str| readings.iter().find(|r| r.data_point == name).and_then(|r| r.value.as_deref());
    let mut findings = checks::between(value_of);
    findings.extend(items::findings(analysis, &tables, &readings));
    Extraction {
        document_class: kind.document_class.clone(),
        model: MODEL.to_owned(),
        readings,
        tables,
        findings,
    }
}

/// A pick as a reading; `None` when nothing printed is left of it.
fn reading(analysis: &Analysis<'_, '_>, point: &DataPoint, pick: &Pick) -> Option<Reading> {
    let context = Context { date_order: analysis.date_order, decimal_mark: None, literals: &point.literals };
    let raw_value = perigee_values::text::canonical(&pick.raw)?;
    let value = match &pick.value {
        // The candidate was converted with what the document knows; only its form is completed.
        Some(value) => convert(point.value_type, value, &context)
            .or_else(|| convert(point.value_type, &raw_value, &context)),
        None => convert(point.value_type, &raw_value, &context),
    };
    let is_ocr = is_recognised(analysis, pick);
    let reading_fault = match &value {
        Some(value) => fault(point.value_type, value),
        None => Some(format!("{raw_value} cannot be read as {}", spoken(point.value_type))),
    };
    let sure = pick.sure.unwrap_or_else(|| confidence::of(&features(analysis, pick)));
    Some(Reading {
        data_point: point.name.clone(),
        raw_value,
        fault: reading_fault,
        confidence: sure,
        source: pick.source.unwrap_or(if is_ocr { Source::Ocr } else { Source::Text }),
        evidence: analysis.sheet.evidence(&pick.spans),
        alternatives: alternatives(analysis, point, pick, sure, &context),
        value,
    })
}

/// What the confidence model sees of a pick.
pub fn features(analysis: &Analysis<'_, '_>, pick: &Pick) -> [f32; confidence::FEATURES] {
    let word = analysis.sheet.reading_confidence(&pick.spans);
    let page = analysis.sheet.page_confidence(&pick.spans);
    confidence::features(pick, word, page, is_recognised(analysis, pick))
}

fn is_recognised(analysis: &Analysis<'_, '_>, pick: &Pick) -> bool {
    let first = |span: &std::ops::Range<usize>| analysis.sheet.tokens.get(span.start);
    pick.spans.iter().filter_map(first).any(|token| analysis.sheet.is_ocr(token.page))
}

/// The values that were not chosen; what the first leaves of the probability is theirs by score.
fn alternatives(
    analysis: &Analysis<'_, '_>,
    point: &DataPoint,
    pick: &Pick,
    chosen: Confidence,
    context: &Context<'_>,
) -> Vec<Alternative> {
    let total: f32 = pick.score + pick.rivals.iter().map(|rival| rival.score).sum::<f32>();
    pick.rivals
        .iter()
        .map(|rival| {
            let raw_value = perigee_values::text::canonical(&rival.raw).unwrap_or_default();
            let printed = rival.value.as_deref().unwrap_or(&raw_value);
            let share = if total > 0.0 { rival.score / total } else { 0.0 };
            Alternative {
                value: convert(point.value_type, printed, context),
                confidence: Confidence::new((1.0 - chosen.get()) * share),
                evidence: analysis.sheet.evidence(&rival.spans),
                raw_value,
            }
        })
        .collect()
}

/// A type in words, to stand after "cannot be read as".
pub fn spoken(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::Date => "a date",
        ValueType::Time => "a time",
        ValueType::Amount => "an amount",
        ValueType::Number => "a number",
        ValueType::Percent => "a percentage",
        ValueType::Currency => "a currency",
        ValueType::Country => "a country",
        ValueType::Iban => "an IBAN",
        ValueType::Bic => "a BIC",
        ValueType::VatId => "a VAT id",
        ValueType::Email => "an e-mail address",
        ValueType::Phone => "a telephone number",
        ValueType::Url => "a web address",
        ValueType::Enum => "one of the allowed values",
        ValueType::Bool => "yes or no",
        ValueType::Text | ValueType::Address | ValueType::Table => "a text",
    }
}
