//! Process types without rules of their own: a data point is announced by its own label.
//!
//! A first version: it finds what stands behind or below a printed label that says what the data point is called.

use perigee_model::{Occurrence, ProcessType, ValueType};

use crate::analysis::Analysis;
use crate::candidates::Kind;
use crate::lexicon::Lexicon;
use crate::pick::Pick;
use crate::texts;

/// Labels weaker than this are not believed.
const MIN_SCORE: f32 = 0.3;

/// A lexicon in which each data point is announced by its label and its name.
pub fn lexicon(kind: &ProcessType) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for point in &kind.data_points {
        let kinds = kinds(point.value_type);
        for phrase in [point.label.clone(), point.name.replace('_', " "), shortened(&point.label)] {
            lexicon.add_class(&point.name, &kinds, &phrase);
        }
    }
    lexicon
}

/// `Contract number` is printed as `Contract no` more often than not.
fn shortened(label: &str) -> String {
    let lower = label.to_lowercase();
    lower
        .strip_suffix(" number")
        .or_else(|| lower.strip_suffix(" num"))
        .map_or(lower.clone(), |stem| format!("{stem} no"))
}

/// Which candidates can be values of a type; none for texts, which are read off the page as they stand.
pub fn kinds(value_type: ValueType) -> Vec<Kind> {
    match value_type {
        ValueType::Amount => vec![Kind::Amount],
        ValueType::Date => vec![Kind::Date],
        ValueType::Time => vec![Kind::Time],
        ValueType::Number => vec![Kind::Number, Kind::Amount],
        ValueType::Percent => vec![Kind::Percent],
        ValueType::Iban => vec![Kind::Iban],
        ValueType::Bic => vec![Kind::Bic],
        ValueType::VatId => vec![Kind::VatId, Kind::Number],
        ValueType::Email => vec![Kind::Email],
        ValueType::Phone => vec![Kind::Phone],
        ValueType::Url => vec![Kind::Url],
        ValueType::Text
        | ValueType::Address
        | ValueType::Currency
        | ValueType::Country
        | ValueType::Enum
        | ValueType::Bool
        | ValueType::Table => Vec::new(),
    }
}

/// Decides the data points of a type by their labels alone.
pub fn decide(analysis: &Analysis<'_, '_>, kind: &ProcessType) -> Vec<Pick> {
    let mut picks = Vec::new();
    for point in kind.data_points.iter().filter(|point| point.value_type != ValueType::Table) {
        let kinds = kinds(point.value_type);
        if kinds.is_empty() {
            let number = || is_number_like(&point.name).then(|| numbered(analysis, &point.name))?;
            picks.extend(number().or_else(|| texts::labelled(analysis, &point.name, false)));
            continue;
        }
        let mut choices = analysis.ranked(&point.name, &kinds);
        choices.retain(|choice| choice.score > MIN_SCORE);
        picks.extend(Pick::first(analysis, &point.name, &choices));
        if point.occurrence == Occurrence::Many {
            picks.extend(choices.iter().skip(1).take(9).filter_map(|c| Pick::of(analysis, &point.name, *c)));
        }
    }
    picks
}

/// Whether a text data point holds a code.
fn is_number_like(name: &str) -> bool {
    name.ends_with("_number") || name.ends_with("_num") || name.ends_with("_no") || name.ends_with("_id")
}

/// A code behind or below its label.
fn numbered(analysis: &Analysis<'_, '_>, name: &str) -> Option<Pick> {
    analysis.labels.of(name).find_map(|label| {
        let text = texts::behind(analysis, label)?;
        let code = analysis.candidates.iter().enumerate().find(|(_, candidate)| {
            matches!(candidate.kind, Kind::Number | Kind::Amount | Kind::Phone)
                && text.contains(&candidate.span.start)
        })?;
        let score = if label.has_colon { 0.8 } else { 0.6 };
        Pick::of(analysis, name, crate::analysis::Choice { candidate: code.0, score })
    })
}
