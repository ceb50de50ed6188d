//! Process types without rules of their own: a data point is announced by its own label.
//!
//! What people call a data point is rarely printed letter for letter: `phrasing` says how else it may be.

use perigee_model::{DataPoint, Occurrence, ProcessType, ValueType, process_type};

use crate::analysis::{Analysis, Choice};
use crate::candidates::Kind;
use crate::lexicon::Lexicon;
use crate::pick::Pick;
use crate::{dates, form, phrasing, texts};

/// Labels weaker than this are not believed.
const MIN_SCORE: f32 = 0.3;

/// A lexicon in which each data point is announced by its label and its name.
pub fn lexicon(kind: &ProcessType) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for point in &kind.data_points {
        let kinds = announced(point);
        for phrase in phrasing::of(point) {
            lexicon.add_class(&point.name, &kinds, &phrase);
        }
    }
    // The two ends of a period are often announced together: `Flight dates 01/02/20 - 29/02/20`.
    for (start, end) in phrasing::pairs(kind) {
        let name = range_class(&start.name, &end.name);
        for phrase in phrasing::of_range(&start.name) {
            lexicon.add_class(&name, &[Kind::Date], &phrase);
        }
    }
    lexicon
}

/// The data points of a process that its type does not have ready-made: somebody added them.
pub fn added(kind: &ProcessType) -> Vec<DataPoint> {
    let ready_made = process_type::find_by_short_name(&kind.short_name);
    let is_added =
        |point: &&DataPoint| ready_made.is_none_or(|known| known.find_data_point(&point.name).is_none());
    kind.data_points.iter().filter(is_added).cloned().collect()
}

/// The lexicon of a type with what the process says itself: labels of added data points, synonyms of all; `None`
/// where it says nothing.
pub fn extended(kind: &ProcessType, shipped: &Lexicon) -> Option<Lexicon> {
    let added = added(kind);
    let has_synonyms = kind.data_points.iter().any(|point| !point.synonyms.is_empty());
    if added.is_empty() && !has_synonyms {
        return None;
    }
    let mut lexicon = shipped.clone();
    for point in &kind.data_points {
        let kinds = announced(point);
        let phrases = if added.contains(point) { phrasing::of(point) } else { point.synonyms.clone() };
        for phrase in phrases {
            lexicon.add_class(&point.name, &kinds, &phrase);
        }
    }
    Some(lexicon)
}

fn range_class(start: &str, end: &str) -> String {
    format!("-{start}-{end}")
}

/// The candidates that the labels of a data point announce; codes are texts whose values are numbers.
fn announced(point: &DataPoint) -> Vec<Kind> {
    if point.value_type == ValueType::Text && is_number_like(&point.name) {
        return vec![Kind::Number];
    }
    kinds(point.value_type)
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
        let kinds = announced(point);
        if kinds.is_empty() {
            picks.extend(text(analysis, point));
            continue;
        }
        let mut choices = analysis.ranked(&point.name, &kinds);
        choices.retain(|choice| choice.score > MIN_SCORE);
        picks.extend(Pick::first(analysis, &point.name, &choices));
        if point.occurrence == Occurrence::Many {
            picks.extend(choices.iter().skip(1).take(9).filter_map(|c| Pick::of(analysis, &point.name, *c)));
        }
    }
    for (start, end) in phrasing::pairs(kind) {
        periods(analysis, &start.name, &end.name, &mut picks);
    }
    picks
}

/// A text behind its label, else in the next column or below.
fn text(analysis: &Analysis<'_, '_>, point: &DataPoint) -> Option<Pick> {
    if point.value_type == ValueType::Address {
        return form::field(analysis, &point.name, point.value_type, &|_, label| !label.in_table_head);
    }
    texts::labelled(analysis, &point.name, false).or_else(|| {
        form::field(analysis, &point.name, ValueType::Text, &|_, label| !label.in_table_head)
            .filter(|pick| pick.score > MIN_SCORE)
    })
}

/// Start and end of a period that is announced as a whole, where more speaks for it than for what was found.
fn periods(analysis: &Analysis<'_, '_>, start: &str, end: &str, picks: &mut Vec<Pick>) {
    let class = |name: &str| analysis.labels.lexicon.class_of(name);
    let classes = [class(&range_class(start, end)), class(start)];
    let score =
        |at: usize| classes.iter().flatten().map(|class| analysis.score(at, *class)).fold(0.0, f32::max);
    let best = dates::ranges(analysis)
        .into_iter()
        .map(|(first, last)| (first, last, score(first)))
        .filter(|(.., score)| *score > MIN_SCORE)
        .max_by(|a, b| a.2.total_cmp(&b.2).then(b.0.cmp(&a.0)));
    let Some((first, last, score)) = best else { return };
    let known = |name: &str| picks.iter().find(|pick| pick.data_point == name).map_or(0.0, |pick| pick.score);
    if known(start).min(known(end)) > score {
        return;
    }
    picks.retain(|pick| pick.data_point != start && pick.data_point != end);
    for (name, candidate) in [(start, first), (end, last)] {
        picks.extend(Pick::of(analysis, name, Choice { candidate, score }));
    }
}

/// Whether a text data point holds a code.
pub fn is_number_like(name: &str) -> bool {
    ["_number", "_num", "_no", "_nr", "_id", "_code", "_ref", "_reference"]
        .iter()
        .any(|ending| name.ends_with(ending))
}
