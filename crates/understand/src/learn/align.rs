//! Where a confirmed value stands on the page: what training learns from.

use std::ops::Range;

use perigee_model::{DataPoint, ValueType};
use perigee_values::fold;
use rapidfuzz::fuzz;

use super::hash::Name;
use super::scene::{Scene, Spans};
use crate::candidates::{Candidate, Kind};
use crate::evaluation::score::comparable_loosely;
use crate::generic;

/// Likeness of letters and digits from which printed words are taken for a confirmed text.
///
/// `research/extraction.md` 8.3; below it lie other texts, above it punctuation and single misread letters.
const LIKE: f64 = 0.8;
/// Tokens from which a text that is only similar may begin.
const MAX_STARTS: usize = 1_500;

/// A number that two readings of one value share; `None` where a value says nothing.
pub fn key(point: &DataPoint, value: &str) -> Option<Name> {
    named(&comparable_loosely(point, value))
}

fn named(comparable: &str) -> Option<Name> {
    (!comparable.is_empty()).then(|| Name::new("value").text(comparable))
}

/// [`key`] of words of the page.
pub fn key_of_words(scene: &Scene<'_, '_>, spans: &[Range<usize>]) -> Option<Name> {
    let words = || scene.words_of(spans);
    words().any(|word| !word.is_empty()).then(|| Name::new("value").texts(words()))
}

/// [`key`] of a typed candidate, for the commonest types without converting it once more.
pub fn key_of_candidate(point: &DataPoint, candidate: &Candidate) -> Option<Name> {
    match (point.value_type, candidate.kind, candidate.amount) {
        (ValueType::Amount, Kind::Amount, Some(amount)) => named(&amount.value.normalize().to_string()),
        (ValueType::Date, Kind::Date, _) => named(&candidate.value),
        _ => key(point, &candidate.value),
    }
}

/// Whether values of a data point are read as they are printed, and may so be any words of the page.
pub fn is_text(point: &DataPoint) -> bool {
    generic::kinds(point.value_type).is_empty()
}

/// Which candidates can be values of a data point; `wide` adds bare numbers to dates and amounts.
pub fn kinds(point: &DataPoint, wide: bool) -> Vec<Kind> {
    let mut kinds = generic::kinds(point.value_type);
    let with_bare = matches!(point.value_type, ValueType::Amount | ValueType::Date | ValueType::Percent);
    if wide && with_bare {
        kinds.push(Kind::Number);
    }
    if point.value_type == ValueType::Phone {
        kinds.push(Kind::Number);
    }
    kinds
}

/// All places of a confirmed value; none where the page does not show it.
pub fn places(scene: &Scene<'_, '_>, point: &DataPoint, value: &str) -> Vec<Spans> {
    if is_text(point) {
        return text_places(scene, value);
    }
    let Some(key) = key(point, value) else { return Vec::new() };
    let of_kinds = |wide: bool| -> Vec<Spans> {
        let kinds = kinds(point, wide);
        scene
            .analysis
            .candidates
            .iter()
            .filter(|candidate| kinds.contains(&candidate.kind))
            .filter(|candidate| key_of_candidate(point, candidate) == Some(key))
            .map(|candidate| vec![candidate.span.clone()])
            .collect()
    };
    let typed = of_kinds(false);
    let found = if typed.is_empty() { of_kinds(true) } else { typed };
    if found.is_empty() { exact(scene, &fold(value)) } else { found }
}

/// Whether a typed value stands on the page only as a bare number.
pub fn needs_wide(scene: &Scene<'_, '_>, point: &DataPoint, value: &str) -> bool {
    let key = key(point, value);
    let has = |wide: bool| {
        let kinds = kinds(point, wide);
        let of_kind = |kind: &Kind| kinds.contains(kind);
        scene.analysis.candidates.iter().any(|c| of_kind(&c.kind) && key_of_candidate(point, c) == key)
    };
    !has(false) && has(true)
}

fn text_places(scene: &Scene<'_, '_>, value: &str) -> Vec<Spans> {
    let folded = fold(value);
    let exact = exact(scene, &folded);
    if !exact.is_empty() || folded.chars().count() < 4 {
        return exact;
    }
    similar(scene, &folded).into_iter().collect()
}

/// The runs of words whose letters and digits are exactly these, down the column or along the rows.
fn exact(scene: &Scene<'_, '_>, folded: &str) -> Vec<Spans> {
    if folded.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Spans> = Vec::new();
    let mut next_free = 0;
    for &start in &scene.words {
        let word = &scene.sheet().folded[start];
        if start < next_free || word.is_empty() || !folded.starts_with(word.as_str()) {
            continue;
        }
        let run =
            [Order::Column, Order::Rows].into_iter().find_map(|order| run_of(scene, start, folded, order));
        if let Some(run) = run {
            next_free = run.first().map_or(start + 1, |span| span.end);
            found.push(run);
        }
    }
    found
}

/// How a text goes on at the end of a segment.
#[derive(Clone, Copy, PartialEq)]
enum Order {
    /// In the segment below.
    Column,
    /// In the next segment of the row, then in the next row.
    Rows,
}

fn next(scene: &Scene<'_, '_>, at: usize, order: Order) -> Option<usize> {
    let sheet = scene.sheet();
    let token = sheet.tokens.get(at)?;
    let segment = sheet.segments.get(token.segment)?;
    if at + 1 < segment.tokens.end || order == Order::Rows {
        return (at + 1 < sheet.tokens.len()).then_some(at + 1);
    }
    let below = scene.below.get(token.segment).copied().flatten()?;
    Some(sheet.segments.get(below)?.tokens.start)
}

fn run_of(scene: &Scene<'_, '_>, start: usize, folded: &str, order: Order) -> Option<Spans> {
    let (mut rest, mut at, mut spans) = (folded, start, Spans::new());
    loop {
        rest = rest.strip_prefix(scene.sheet().folded.get(at)?.as_str())?;
        push(scene, &mut spans, at);
        if rest.is_empty() {
            return Some(spans);
        }
        at = next(scene, at, order)?;
    }
}

/// Adds a token to a run; a new line begins a new span.
fn push(scene: &Scene<'_, '_>, spans: &mut Spans, at: usize) {
    let tokens = &scene.sheet().tokens;
    match spans.last_mut() {
        Some(span) if span.end == at && tokens[at].line == tokens[span.start].line => span.end = at + 1,
        _ => spans.push(at..at + 1),
    }
}

/// The run of words that is most like a text, if any is like enough.
fn similar(scene: &Scene<'_, '_>, folded: &str) -> Option<Spans> {
    let length = folded.len();
    let comparator = fuzz::RatioBatchComparator::new(folded.chars());
    let mut best: Option<(f64, Spans)> = None;
    for &start in scene.words.iter().take(MAX_STARTS) {
        // A similar text shares its beginning or its end; others are too many to be compared.
        for order in [Order::Column, Order::Rows] {
            let (mut text, mut spans, mut at) = (String::new(), Spans::new(), Some(start));
            while let Some(token) = at.filter(|_| text.len() <= length + length / 4) {
                text.push_str(&scene.sheet().folded[token]);
                push(scene, &mut spans, token);
                let is_near = text.len() + length / 4 >= length;
                if is_near && shares_an_end(&text, folded) {
                    let like = comparator.similarity(text.chars());
                    if like >= LIKE && best.as_ref().is_none_or(|(known, _)| like > *known) {
                        best = Some((like, spans.clone()));
                    }
                }
                at = next(scene, token, order);
            }
        }
    }
    best.map(|(_, spans)| spans)
}

fn shares_an_end(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let common_end = a.bytes().rev().zip(b.bytes().rev()).take_while(|(a, b)| a == b).count();
    common >= 3 || common_end >= 3
}
