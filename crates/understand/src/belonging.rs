//! How probable it is that a paper is of the kind that its process reads: a small logistic model over what speaks for it.
//!
//! People send letters, forms and contracts to a process of invoices. What is found on them was announced by a label of an
//! invoice all the same, so a value is as sure as it is *and* the paper is one. Its weights stand in `belonging.json` and
//! are fitted by `cargo run -p perigee-understand --example fit_belonging`; docs/adr/0095 tells on what.

use std::sync::LazyLock;

use perigee_model::{Confidence, DataPoint, Extraction, ProcessType, ValueType, process_type};
use serde::{Deserialize, Serialize};

use crate::analysis::Analysis;
use crate::pick::Pick;
use crate::splitting::votes::{self, Votes};
use crate::title::{self, Paper};

/// How many numbers describe how a paper stands to a type.
pub const SIGNS: usize = 8;
/// Their names, in order.
pub const SIGN_NAMES: [&str; SIGNS] = [
    "words that name the type",
    "no words that name another",
    "share of these words that name the type",
    "its title rather than another's",
    "data points that labels announce",
    "mandatory ones among them",
    "no running text",
    "values that prove each other",
];
/// Score from which on a label announces a value.
const ANNOUNCED: f32 = 0.5;
/// Announced data points of which four fifths of what many say is said.
const SOME: f32 = 4.0;
/// Words from which on a line is running text, as for classes (docs/adr/0068).
const PROSE: usize = 8;
/// Pages whose words may name the type: it is said on the first few.
const MAX_PAGES: usize = 4;
/// Votes of a heading, two labels and a few words: more say nothing more.
const MANY_VOTES: f32 = 8.0;
/// The sign of the title where there is none.
const NEITHER: f32 = 0.5;
/// Added to all votes of which a share is taken, as for classes (docs/adr/0068): one word alone says little.
const FEW_VOTES: f32 = 1.5;
/// Log-odds that a paper sent to a process is of its kind before anything is looked at: 19 of 20 are.
const PRIOR: f32 = 2.944;

/// How a paper stands to a type: each from 0 to 1, more speaks for it.
pub type Signs = [f32; SIGNS];

/// Weights of the logistic model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// One per sign.
    pub weights: [f32; SIGNS],
    /// Log-odds of a paper that nothing speaks for, where as many papers are of the kind as are not.
    pub bias: f32,
}

/// The weights of papers that err alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Invoices, bills and orders.
    pub letters: Weights,
    /// Receipts.
    pub receipts: Weights,
    /// Passports, licences and certificates.
    pub cards: Weights,
}

/// Papers that share their weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Invoices, bills and orders.
    Letters,
    /// Receipts.
    Receipts,
    /// Passports, licences and certificates.
    Cards,
}

impl Family {
    /// The family of a process type's short name; `None` for custom types, which find nothing without their own labels.
    pub fn of(short_name: &str) -> Option<Self> {
        match short_name {
            "invoices" | "utility_bills" | "purchase_orders" => Some(Self::Letters),
            "receipts" => Some(Self::Receipts),
            "passports" | "driving_licenses" | "birth_certificates" => Some(Self::Cards),
            _ => None,
        }
    }
}

impl Model {
    fn of(&self, family: Family) -> &Weights {
        match family {
            Family::Letters => &self.letters,
            Family::Receipts => &self.receipts,
            Family::Cards => &self.cards,
        }
    }
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    serde_json::from_str(include_str!("belonging.json")).expect("a test reads these embedded weights")
});

/// Whether papers of one type are also of the other: a bill is an invoice.
pub fn are_relatives(a: &str, b: &str) -> bool {
    let is_invoice = |name: &str| matches!(name, "invoices" | "utility_bills");
    a == b || is_invoice(a) && is_invoice(b)
}

/// How a paper stands to a type, by what the rules of that type decided; `None` where its type has no weights.
pub(crate) fn signs(analysis: &Analysis<'_, '_>, kind: &ProcessType, picks: &[Pick]) -> Option<Signs> {
    Family::of(&kind.short_name)?;
    let known = process_type::find_by_short_name(&kind.short_name)?;
    let votes = votes_of(analysis);
    let (mut own, mut other) = (0.0_f32, 0.0_f32);
    for (at, vote) in votes.iter().enumerate() {
        match votes::short_name(at) {
            name if name == kind.short_name => own = *vote,
            name if are_relatives(name, &kind.short_name) => {}
            _ => other = other.max(*vote),
        }
    }
    let announced: Vec<&DataPoint> =
        known.data_points.iter().filter(|point| is_announced(point, picks)).collect();
    let mandatory = known.data_points.iter().filter(|point| point.mandatory).count().max(1);
    let found = announced.iter().filter(|point| point.mandatory).count();
    Some([
        said(own),
        1.0 - said(other),
        own / (own + other + FEW_VOTES),
        title(analysis, kind),
        1.0 - (-(announced.len() as f32) / SOME).exp(),
        found as f32 / mandatory as f32,
        1.0 - prose(analysis),
        if picks.iter().any(|pick| pick.is_supported) { 1.0 } else { 0.0 },
    ])
}

/// Votes as a number from 0 to 1; the first ones say most.
fn said(votes: f32) -> f32 {
    (votes.ln_1p() / MANY_VOTES.ln_1p()).min(1.0)
}

/// How much larger the title of the type is printed than that of another kind of letter; one half where there is none.
fn title(analysis: &Analysis<'_, '_>, kind: &ProcessType) -> f32 {
    let (own, other) = match kind.short_name.as_str() {
        "invoices" | "utility_bills" => (Paper::Invoice, Paper::Order),
        "purchase_orders" => (Paper::Order, Paper::Invoice),
        _ => return NEITHER,
    };
    let area = |paper: Paper| {
        let title = title::find(analysis, paper).kind;
        title.map_or(0.0, |(_, span)| analysis.sheet.bbox(span).height().powi(2))
    };
    let (own, other) = (area(own), area(other));
    if own + other > 0.0 { own / (own + other) } else { NEITHER }
}

/// The same signs for a paper whose words name no type.
pub fn nameless(signs: &Signs) -> Signs {
    let [_, _, _, _, rest @ ..] = *signs;
    let [announced, mandatory, prose, proven] = rest;
    [0.0, 1.0, 0.0, NEITHER, announced, mandatory, prose, proven]
}

/// How strongly the words of the first pages speak for each type.
fn votes_of(analysis: &Analysis<'_, '_>) -> Votes {
    let sheet = &analysis.sheet;
    let mut all = Votes::default();
    for page in sheet.pages.iter().take(MAX_PAGES) {
        let mut own = Votes::default();
        for line in sheet.lines.get(page.lines.clone()).unwrap_or(&[]) {
            let tokens = sheet.tokens.get(line.tokens.clone()).unwrap_or(&[]);
            let words: Vec<&str> = tokens.iter().map(|token| token.text).collect();
            votes::add_line(&words, line.bbox.y0 / page.height.max(1.0), &mut own);
        }
        votes::add_page(&mut all, &own);
    }
    all
}

/// Whether a label of the type announces a value of a data point; what is told by its shape alone, any paper prints.
fn is_announced(point: &DataPoint, picks: &[Pick]) -> bool {
    let by_shape = matches!(
        point.value_type,
        ValueType::Iban
            | ValueType::Bic
            | ValueType::Email
            | ValueType::Phone
            | ValueType::Url
            | ValueType::Currency
    );
    let announces =
        |pick: &Pick| pick.data_point == point.name && !pick.is_fallback && pick.score >= ANNOUNCED;
    !by_shape && picks.iter().any(announces)
}

/// Share of the words of the first page that stand in running text.
fn prose(analysis: &Analysis<'_, '_>) -> f32 {
    let sheet = &analysis.sheet;
    let Some(first) = sheet.pages.first() else { return 0.0 };
    let lines = sheet.lines.get(first.lines.clone()).unwrap_or(&[]);
    let segments = lines.iter().flat_map(|line| sheet.segments.get(line.segments.clone()).unwrap_or(&[]));
    let (mut running, mut all) = (0, 0);
    for segment in segments {
        all += segment.tokens.len();
        running += if segment.tokens.len() >= PROSE { segment.tokens.len() } else { 0 };
    }
    running as f32 / all.max(1) as f32
}

/// The probability that a paper is of the kind of its process, by what the rules of the type decided.
///
/// A zone whose check digits are right is on no paper that has no such zone.
pub(crate) fn of(analysis: &Analysis<'_, '_>, kind: &ProcessType, picks: &[Pick]) -> f32 {
    if picks.iter().any(|pick| pick.data_point == "mrz" && pick.is_supported) {
        return 1.0;
    }
    let Some((signs, family)) = signs(analysis, kind, picks).zip(Family::of(&kind.short_name)) else {
        return 1.0;
    };
    logistic(log_odds(MODEL.of(family), &signs) + PRIOR)
}

/// The weighted signs.
pub fn log_odds(weights: &Weights, signs: &Signs) -> f32 {
    weights.bias + weights.weights.iter().zip(signs).map(|(weight, sign)| weight * sign).sum::<f32>()
}

/// Log-odds as a probability.
pub fn logistic(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The same, where a process has confirmed documents: one that looks like it is the best evidence of the kind.
pub(crate) fn beside_confirmed(belongs: f32, closeness: f32) -> f32 {
    belongs + (1.0 - belongs) * closeness
}

/// What was found on a paper, each value as sure as it is and the paper is of the kind.
///
/// An IBAN whose check digits are right is one on any paper.
pub(crate) fn lessen(mut found: Extraction, kind: &ProcessType, belongs: f32) -> Extraction {
    let both = |sure: Confidence| Confidence::new(sure.get() * belongs);
    let is_proven = |name: &str, fault: &Option<String>| {
        let value_type = kind.find_data_point(name).map(|point| point.value_type);
        value_type == Some(ValueType::Iban) && fault.is_none()
    };
    for reading in &mut found.readings {
        if !is_proven(&reading.data_point, &reading.fault) {
            reading.confidence = both(reading.confidence);
            for other in &mut reading.alternatives {
                other.confidence = both(other.confidence);
            }
        }
    }
    for table in &mut found.tables {
        table.confidence = both(table.confidence);
        for cell in table.rows.iter_mut().flat_map(|row| row.values_mut()) {
            cell.confidence = both(cell.confidence);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_weights_read_and_no_sign_speaks_against_its_type() {
        for family in [&MODEL.letters, &MODEL.receipts, &MODEL.cards] {
            assert!(family.weights.iter().all(|weight| *weight >= 0.0), "{family:?}");
            let (nothing, everything) = (log_odds(family, &[0.0; SIGNS]), log_odds(family, &[1.0; SIGNS]));
            assert!(logistic(nothing + PRIOR) < 0.1 && logistic(everything + PRIOR) > 0.98, "{family:?}");
        }
    }

    #[test]
    fn every_type_with_rules_of_its_own_has_a_family() {
        for kind in process_type::list() {
            assert_eq!(
                Family::of(&kind.short_name).is_none(),
                kind.short_name == "custom",
                "{}",
                kind.short_name
            );
        }
    }

    #[test]
    fn a_confirmed_paper_of_the_same_form_settles_it() {
        assert_eq!(beside_confirmed(0.1, 1.0), 1.0);
        assert_eq!(beside_confirmed(0.1, 0.0), 0.1);
        assert!(beside_confirmed(0.1, 0.5) > 0.5);
    }
}
