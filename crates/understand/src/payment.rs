//! The QR code of a bill beside its text: it fills what the text leaves open, and contradictions are told.

use perigee_model::{
    Confidence, Evidence, Extraction, Finding, Page, ProcessType, Reading, Source, ValueType,
};
use perigee_values::payment_code::{self, PaymentCode};
use perigee_values::{Context, amount, convert, fault};

/// Code of the finding that QR code and text say different things.
pub const DIFFERS: &str = "payment_code_differs_from_page";

/// How probable a value of a payment code is right, by whether the text says the same, says nothing, or says something
/// else. A code is made by a program and has check digits; chosen, not measured, as too few development documents have one.
const AGREED: f32 = 0.995;
const ALONE: f32 = 0.98;
const CONTRADICTED: f32 = 0.5;

/// What was read from the text, with what a payment code on the pages says.
pub fn beside(pages: &[Page], kind: &ProcessType, mut found: Extraction) -> Extraction {
    let Some((code, place)) = first(pages) else { return found };
    for (name, said) in said(kind, &code) {
        let Some(point) = kind.find_data_point(name) else { continue };
        let Some(value) =
            convert(point.value_type, &said, &Context { decimal_mark: Some('.'), ..Context::default() })
        else {
            continue;
        };
        let mut printed: Vec<&mut Reading> =
            found.readings.iter_mut().filter(|reading| reading.data_point == name).collect();
        if printed.is_empty() {
            found.readings.push(read(name, point.value_type, said, value, &place));
        } else if let Some(same) = printed.iter_mut().find(|reading| reading.value.as_ref() == Some(&value)) {
            same.confidence = Confidence::new(same.confidence.get().max(AGREED));
        } else if is_contradiction(point.value_type) {
            found.findings.push(differs(name, &said, &printed));
            for reading in printed {
                reading.confidence = Confidence::new(reading.confidence.get().min(CONTRADICTED));
            }
        }
    }
    let position = |name: &str| kind.data_points.iter().position(|point| point.name == name);
    found.readings.sort_by_key(|reading| position(&reading.data_point));
    found
}

/// The first payment code, and where it stands.
fn first(pages: &[Page]) -> Option<(PaymentCode, Evidence)> {
    let codes =
        pages.iter().zip(0..).flat_map(|(page, number)| page.graphics.codes.iter().map(move |c| (c, number)));
    codes.into_iter().find_map(|(code, page)| {
        let place = Evidence { page, bbox: code.bbox, words: Vec::new() };
        Some((payment_code::parse(&code.text)?, place))
    })
}

/// The data points that a code knows, as it writes them.
fn said(kind: &ProcessType, code: &PaymentCode) -> Vec<(&'static str, String)> {
    // What is to be paid now, where the type tells it from the total.
    let sum = ["amount_due", "gross_total"].into_iter().find(|name| kind.find_data_point(name).is_some());
    let mut said = vec![("iban", code.iban.clone())];
    said.extend(code.bic.clone().map(|bic| ("bic", bic)));
    said.extend(sum.zip(code.amount.map(amount::canonical)));
    said.extend(code.currency.clone().map(|currency| ("currency", currency)));
    said.extend(code.reference.clone().or(code.message.clone()).map(|text| ("payment_reference", text)));
    said
}

/// Whether another value in the text contradicts the code: texts and banks are written in many ways.
fn is_contradiction(value_type: ValueType) -> bool {
    matches!(value_type, ValueType::Iban | ValueType::Amount)
}

fn read(name: &str, value_type: ValueType, raw_value: String, value: String, place: &Evidence) -> Reading {
    Reading {
        data_point: name.to_owned(),
        raw_value,
        fault: fault(value_type, &value),
        value: Some(value),
        confidence: Confidence::new(ALONE),
        source: Source::Barcode,
        evidence: vec![place.clone()],
        alternatives: Vec::new(),
    }
}

fn differs(name: &str, said: &str, printed: &[&mut Reading]) -> Finding {
    let texts: Vec<&str> = printed.iter().map(|reading| reading.raw_value.as_str()).collect();
    Finding {
        code: DIFFERS.to_owned(),
        message: format!("the QR code says {said}, the text {}", texts.join(", ")),
        data_points: vec![name.to_owned()],
    }
}
