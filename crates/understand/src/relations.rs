//! How a label stands to a candidate: to its left in the row, or above it; nearer labels shadow farther ones.
//!
//! The numbers are those of `research/extraction.md` 8.7.

use crate::candidates::{Candidate, Kind};
use crate::labels::{Label, Labels};
use crate::sheet::Sheet;

/// Row heights over which the score of a label to the left falls by 1/e.
const RIGHT_REACH: f32 = 40.0;
/// The same where nothing else stands in the row: a label at one edge of A4 paper still announces an amount at the other
/// (50 heights leave two thirds).
const RIGHT_REACH_ALONE: f32 = 120.0;
/// Labels to the left that are looked at; more are shadowed to nothing.
const MAX_LEFT: usize = 6;
/// Line heights that a value may stand below its label.
const BELOW: f32 = 4.0;
/// Lines above that are looked at: four line heights hold no more, but drawn text may overlap.
const MAX_LINES_ABOVE: usize = 12;
/// Labels of one line above that are looked at.
const MAX_ABOVE: usize = 200;
/// What a nearer label leaves of a farther one's score.
const SHADOW: f32 = 0.45;
/// What a label to the left leaves of one above.
const LEFT_SHADOWS_ABOVE: f32 = 0.6;
/// Below a label that ends in a colon the value rarely stands.
const COLON_ABOVE: f32 = 0.5;
/// Below a column head stand the cells of a table, not the value of the document.
const HEAD_ABOVE: f32 = 0.3;

/// What speaks for a candidate being the value of a class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Support {
    /// Index of the class in the lexicon.
    pub class: usize,
    /// From 0 to about 1.2.
    pub score: f32,
}

/// The classes that the labels around a candidate announce, each with its best score.
pub fn support(sheet: &Sheet<'_>, labels: &Labels<'_>, candidates: &[Candidate], at: usize) -> Vec<Support> {
    let Some(candidate) = candidates.get(at) else { return Vec::new() };
    let mut support = Vec::new();
    let left = left_of(sheet, labels, candidate);
    let mut shadow = 1.0;
    for (label, mut score) in left.iter().copied() {
        score *= between(candidates, at, label);
        add(&mut support, labels, label, candidate.kind, score * shadow);
        shadow *= SHADOW;
    }
    let mut shadow = if left.is_empty() { 1.0 } else { LEFT_SHADOWS_ABOVE };
    for (label, score) in above(sheet, labels, candidate) {
        add(&mut support, labels, label, candidate.kind, score * shadow);
        shadow *= SHADOW;
    }
    support
}

fn add(support: &mut Vec<Support>, labels: &Labels<'_>, label: &Label<'_>, kind: Kind, relation: f32) {
    for meaning in label.meanings {
        if !labels.lexicon.classes.get(meaning.class).is_some_and(|class| class.kinds.contains(&kind)) {
            continue;
        }
        let score = relation * meaning.weight * label.factor;
        match support.iter_mut().find(|known| known.class == meaning.class) {
            Some(known) => known.score = known.score.max(score),
            None => support.push(Support { class: meaning.class, score }),
        }
    }
}

/// The labels to the left in the candidate's row, nearest first.
fn left_of<'s, 'l>(
    sheet: &Sheet<'_>,
    labels: &'s Labels<'l>,
    candidate: &Candidate,
) -> Vec<(&'s Label<'l>, f32)> {
    let unit = sheet.unit(candidate.page);
    labels
        .on_line(candidate.line)
        .iter()
        .rev()
        .filter(|label| label.span.end <= candidate.span.start && labels.announces(label, candidate.kind))
        .take(MAX_LEFT)
        .map(|label| {
            let gap = (candidate.bbox.x0 - label.bbox.x1).max(0.0) / unit;
            let reach = if is_alone_with(sheet, label, candidate) { RIGHT_REACH_ALONE } else { RIGHT_REACH };
            let colon = if label.has_colon { 1.05 } else { 1.0 };
            (label, (-gap / reach).exp() * colon * words_between(sheet, label, candidate))
        })
        .collect()
}

/// Whether a row holds nothing but a label at its start and an amount at its end: rows of totals reach over the page.
fn is_alone_with(sheet: &Sheet<'_>, label: &Label<'_>, candidate: &Candidate) -> bool {
    let Some(line) = sheet.lines.get(candidate.line) else { return false };
    let is_mark = |at: usize| {
        sheet.tokens.get(at).is_some_and(|token| {
            !token.text.chars().any(|c| c.is_ascii_digit()) && token.text.chars().count() <= 3
        })
    };
    candidate.kind == Kind::Amount
        && label.span.start == line.tokens.start
        && (label.span.end..candidate.span.start).all(is_mark)
        && (candidate.span.end..line.tokens.end).all(is_mark)
}

/// Other words between a label and its value make the relation doubtful, most of all for codes.
fn words_between(sheet: &Sheet<'_>, label: &Label<'_>, candidate: &Candidate) -> f32 {
    let words = sheet
        .tokens
        .get(label.span.end..candidate.span.start)
        .unwrap_or(&[])
        .iter()
        .filter(|token| token.text.chars().filter(|c| c.is_alphabetic()).count() > 2)
        .count()
        .min(8);
    let each: f32 = if candidate.kind == Kind::Amount { 0.95 } else { 0.85 };
    each.powi(i32::try_from(words).unwrap_or(8))
}

/// Other values of the same kind between a label and the candidate are more likely its value.
fn between(candidates: &[Candidate], at: usize, label: &Label<'_>) -> f32 {
    let Some(candidate) = candidates.get(at) else { return 1.0 };
    let nearer = candidates
        .get(..at)
        .unwrap_or(&[])
        .iter()
        .rev()
        .take_while(|other| other.line == candidate.line && other.span.start >= label.span.end)
        .filter(|other| other.kind == candidate.kind)
        .take(4)
        .count();
    // The amounts of a row of totals go net, tax, gross: the farthest is as likely as the nearest.
    let each: f32 = if candidate.kind == Kind::Amount { 0.9 } else { 0.5 };
    each.powi(i32::try_from(nearer).unwrap_or(4))
}

/// The labels above the candidate that share its column, nearest first.
fn above<'s, 'l>(
    sheet: &Sheet<'_>,
    labels: &'s Labels<'l>,
    candidate: &Candidate,
) -> Vec<(&'s Label<'l>, f32)> {
    let unit = sheet.unit(candidate.page);
    let first = sheet.pages.get(candidate.page).map_or(0, |page| page.lines.start);
    let mut found: Vec<(&Label<'_>, f32, f32)> = Vec::new();
    for line in (first..candidate.line).rev().take(MAX_LINES_ABOVE) {
        let Some(place) = sheet.lines.get(line) else { break };
        if (candidate.bbox.y0 - place.bbox.y1) / unit > BELOW {
            break;
        }
        for label in labels.on_line(line).iter().take(MAX_ABOVE) {
            if let Some((distance, score)) = above_score(label, candidate, unit)
                && labels.announces(label, candidate.kind)
            {
                found.push((label, distance, score));
            }
        }
    }
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    found.into_iter().map(|(label, _, score)| (label, score)).collect()
}

fn above_score(label: &Label<'_>, candidate: &Candidate, unit: f32) -> Option<(f32, f32)> {
    let (label_box, value_box) = (label.bbox, candidate.bbox);
    let dy = (value_box.y0 - label_box.y1) / unit;
    if !(-0.3..=BELOW).contains(&dy) {
        return None;
    }
    let overlap = label_box.x1.min(value_box.x1) - label_box.x0.max(value_box.x0);
    let off = [
        (value_box.x0 - label_box.x0).abs(),
        (value_box.x1 - label_box.x1).abs(),
        (value_box.center_x() - label_box.center_x()).abs(),
    ]
    .into_iter()
    .fold(f32::INFINITY, f32::min)
        / unit;
    if overlap <= 0.0 && off > 1.0 {
        return None;
    }
    let mut score = 0.85 * (-dy.max(0.0) / 2.5).exp() * (-off / 6.0).exp();
    if label.has_colon {
        score *= COLON_ABOVE;
    }
    if label.in_table_head {
        score *= HEAD_ABOVE;
    }
    // A label that is followed by other words in its segment announces those.
    if !label.fills_segment {
        score *= 0.6;
    }
    Some((dy.max(0.0) + off / 6.0, score))
}
