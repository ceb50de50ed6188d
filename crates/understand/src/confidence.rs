//! How probable it is that a decided value is right: a small logistic model over what spoke for the value.
//!
//! Its weights stand in `confidence.json` and are fitted by `cargo run -p perigee-understand --example
//! fit_confidence`; docs/adr/0021 tells on what and how well calibrated it is.

use std::sync::LazyLock;

use perigee_model::Confidence;
use serde::{Deserialize, Serialize};

use crate::pick::Pick;

/// How many numbers describe a pick.
pub const FEATURES: usize = 13;
/// Mean word confidence of a page from which on downwards nothing more is expected of it.
///
/// Half of the development photographs of receipts lie below, and they are read half as well as given words.
const POOR_PAGE: f32 = 0.85;
/// Their names, in order, for the printed table of weights.
pub const FEATURE_NAMES: [&str; FEATURES] = [
    "label score",
    "margin",
    "supported by arithmetic",
    "check digits and shape",
    "read from a labelled place",
    "weakest word",
    "words of the page",
    "identifier",
    "date",
    "amount",
    "party",
    "code of a bank or tax office",
    "recognised text",
];

/// Weights of the logistic model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// One per feature.
    pub weights: [f32; FEATURES],
    /// The log-odds of a pick for which all features are 0.
    pub bias: f32,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    serde_json::from_str(include_str!("confidence.json")).expect("a test reads these embedded weights")
});

/// What speaks for a pick, as numbers from 0 to about 1: more is surer, but for the groups at the end.
pub(crate) fn features(
    pick: &Pick,
    word_confidence: f32,
    page_confidence: f32,
    is_ocr: bool,
) -> [f32; FEATURES] {
    let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
    let group = group(&pick.data_point);
    [
        pick.score.clamp(0.0, 1.3),
        pick.margin().clamp(0.0, 1.0),
        flag(pick.is_supported),
        flag(pick.is_sound),
        flag(!pick.is_fallback),
        word_confidence,
        ((page_confidence - POOR_PAGE) / (1.0 - POOR_PAGE)).clamp(0.0, 1.0),
        flag(group == Group::Identifier),
        flag(group == Group::Date),
        flag(group == Group::Amount),
        flag(group == Group::Party),
        flag(group == Group::Code),
        flag(is_ocr),
    ]
}

/// The probability that a pick with these features is right.
pub fn of(features: &[f32; FEATURES]) -> Confidence {
    Confidence::new(probability(&MODEL, features))
}

/// The logistic function of the weighted features.
pub fn probability(model: &Model, features: &[f32; FEATURES]) -> f32 {
    let log_odds: f32 = model.bias + model.weights.iter().zip(features).map(|(w, f)| w * f).sum::<f32>();
    1.0 / (1.0 + (-log_odds).exp())
}

/// Data points that err alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Identifier,
    Date,
    Amount,
    Party,
    Code,
    Other,
}

fn group(data_point: &str) -> Group {
    match data_point {
        "iban" | "bic" | "currency" | "document_type" => Group::Code,
        name if name.contains("vat_id") || name.contains("tax_") && !name.ends_with("total") => Group::Code,
        "date" => Group::Date,
        name if name.contains("date") || name.starts_with("service_") && name != "service_charge" => {
            Group::Date
        }
        "company" | "address" => Group::Party,
        name if name.ends_with("_name") || name.ends_with("_address") => Group::Party,
        "total" | "subtotal" | "paid" | "change" | "tip" | "rounding" | "amount_due" | "service_charge" => {
            Group::Amount
        }
        name if name.ends_with("_total") || name.ends_with("_amount") => Group::Amount,
        name if name.ends_with("_number") || name.ends_with("_reference") => Group::Identifier,
        _ => Group::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick(score: f32) -> Pick {
        Pick::token("gross_total", 0, "1,00", score)
    }

    #[test]
    fn the_embedded_weights_read_and_more_evidence_is_surer() {
        let weak = of(&features(&pick(0.2), 1.0, 1.0, false));
        let mut supported = pick(1.1);
        supported.is_supported = true;
        let strong = of(&features(&supported, 1.0, 1.0, false));
        assert!(strong > weak, "{strong:?} {weak:?}");
        assert!(strong.get() < 1.0 && weak.get() > 0.0);
    }

    #[test]
    fn no_feature_that_means_surer_lowers_the_confidence() {
        for (name, weight) in FEATURE_NAMES.iter().zip(MODEL.weights).take(7) {
            assert!(weight >= 0.0, "{name}: {weight}");
        }
    }
}
