//! Layout memory: confirmed documents, remembered by where their values stand among constant words.
//!
//! One document is enough, and inserting is the learning (`research/extraction.md` 8.5). Distances are in line
//! heights, so that a scan of another resolution is the same page.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::hash::Name;
use super::proposals::Proposal;
use super::scene::{Scene, Spans};
use super::words::shape;
use crate::candidates::Kind;

/// Confirmed pages that vote.
const NEAREST: usize = 5;
/// Share of common words under which two pages are of no common layout.
///
/// Set by hand: pages of different layouts share their labels only, those of one form most of their words.
pub const ALIKE: f32 = 0.2;
/// Words beside a value that are remembered.
const ANCHORS: usize = 30;
/// Words that a page prints more often than this mark no place.
const MAX_PRINTS: usize = 3;
/// Line heights over which an anchor's vote falls by 1/e: 5 pt of the recipe, at 8 pt type.
const REACH_Y: f32 = 0.6;
/// The same along the row: 12 pt of the recipe.
const REACH_X: f32 = 1.5;
/// Added to an anchor's distance, in line heights, before it is inverted: 20 pt of the recipe.
const NEAR: f32 = 2.5;
/// What two equal words to the left say.
const SAME_LEFT: f32 = 0.5;
/// What equal words above say.
const SAME_ABOVE: f32 = 0.3;
/// What the same place among the dates of a row says.
const SAME_ORDER: f32 = 0.3;
/// What the same form says.
const SAME_SHAPE: f32 = 0.2;
/// Places of one value that are remembered.
const MAX_PLACES: usize = 3;
/// Words of a first page that are remembered.
const MAX_PAGE_WORDS: usize = 600;

/// All confirmed documents of a process.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    documents: Vec<Remembered>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Remembered {
    /// Words without digits of the first page, sorted.
    words: Vec<u32>,
    contexts: Vec<Context>,
}

/// Where a confirmed value stood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Context {
    field: u8,
    anchors: Vec<Anchor>,
    left: [u32; 2],
    above: u32,
    order: u8,
    shape: u32,
}

/// A word, and how far the value stands from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Anchor {
    word: u32,
    /// From its left edge to that of the value.
    left: f32,
    /// From its left edge to the right edge of the value.
    right: f32,
    /// From its middle to that of the value's first line.
    down: f32,
}

impl Anchor {
    fn distance(&self) -> f32 {
        ((self.left / 2.0).powi(2) + self.down.powi(2)).sqrt()
    }
}

/// A document as the memory sees it, prepared once.
#[derive(Debug)]
pub struct Landmarks {
    words: Vec<u32>,
    /// Page and word → left edges and middles of its prints, in line heights.
    prints: HashMap<(usize, u32), Vec<(f32, f32)>>,
}

impl Landmarks {
    /// Prepares a document.
    pub fn of(scene: &Scene<'_, '_>) -> Self {
        let sheet = scene.sheet();
        let mut words = Vec::new();
        let mut prints: HashMap<(usize, u32), Vec<(f32, f32)>> = HashMap::new();
        for &at in &scene.words {
            let (token, folded) = (&sheet.tokens[at], &scene.folded[at]);
            if folded.chars().count() < 2 || folded.contains(|c: char| c.is_numeric()) {
                continue;
            }
            let word = Name::new("landmark").text(folded).id();
            if token.page == 0 {
                words.push(word);
            }
            let unit = sheet.unit(token.page);
            let place = (token.bbox.x0 / unit, token.bbox.center_y() / unit);
            prints.entry((token.page, word)).or_default().push(place);
        }
        words.sort_unstable();
        words.dedup();
        words.truncate(MAX_PAGE_WORDS);
        prints.retain(|_, places| places.len() <= MAX_PRINTS);
        Self { words, prints }
    }
}

/// The confirmed pages most like a document.
#[derive(Debug, Default)]
pub struct Nearest {
    /// Which, and how alike, most alike first.
    pages: Vec<(usize, f32)>,
}

impl Nearest {
    /// How alike the most similar confirmed page is, from 0 to 1.
    pub fn similarity(&self) -> f32 {
        self.pages.first().map_or(0.0, |(_, alike)| *alike)
    }
}

impl Memory {
    /// Remembers a document with the places of its confirmed values, each with its data point's position.
    pub fn insert(&mut self, scene: &Scene<'_, '_>, landmarks: &Landmarks, values: &[(usize, Vec<Spans>)]) {
        let contexts = values
            .iter()
            .flat_map(|(field, places)| places.iter().take(MAX_PLACES).map(move |spans| (*field, spans)))
            .filter_map(|(field, spans)| context(scene, landmarks, field, spans))
            .collect();
        self.documents.push(Remembered { words: landmarks.words.clone(), contexts });
    }

    /// The confirmed pages most like a document, without one that it may itself be.
    pub fn nearest(&self, landmarks: &Landmarks, except: Option<usize>) -> Nearest {
        let mut pages: Vec<(usize, f32)> = self
            .documents
            .iter()
            .enumerate()
            .filter(|(number, _)| Some(*number) != except)
            .map(|(number, document)| (number, jaccard(&document.words, &landmarks.words)))
            .filter(|(_, alike)| *alike >= ALIKE)
            .collect();
        pages.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        pages.truncate(NEAREST);
        Nearest { pages }
    }

    /// What the nearest pages say of each proposal, from 0 to about 2.3; all 0 where no page is near.
    pub fn votes(
        &self,
        scene: &Scene<'_, '_>,
        landmarks: &Landmarks,
        nearest: &Nearest,
        field: usize,
        proposals: &[Proposal],
    ) -> Vec<f32> {
        let mut votes = vec![0.0; proposals.len()];
        let mut total = 0.0;
        for &(number, alike) in &nearest.pages {
            let of_field = |c: &&Context| usize::from(c.field) == field;
            let contexts: Vec<&Context> = self.documents[number].contexts.iter().filter(of_field).collect();
            if contexts.is_empty() {
                continue;
            }
            let weight = alike * alike;
            total += weight;
            for (vote, proposal) in votes.iter_mut().zip(proposals) {
                let best = proposal
                    .places
                    .iter()
                    .take(6)
                    .flat_map(|spans| contexts.iter().map(|c| agreement(scene, landmarks, c, spans)))
                    .fold(0.0, f32::max);
                *vote += weight * best;
            }
        }
        if total > 0.0 {
            votes.iter_mut().for_each(|vote| *vote /= total);
        }
        votes
    }
}

/// Common words as a share of all words of two sorted lists.
pub fn jaccard(a: &[u32], b: &[u32]) -> f32 {
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        common += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    let all = a.len() + b.len() - common;
    if all == 0 { 0.0 } else { common as f32 / all as f32 }
}

/// The page of a place, its left and right edges and the middle of its first line, in line heights.
fn place(scene: &Scene<'_, '_>, spans: &[Range<usize>]) -> Option<(usize, f32, f32, f32)> {
    let first = spans.first()?;
    let page = scene.sheet().tokens.get(first.start)?.page;
    let unit = scene.sheet().unit(page);
    let bbox = scene.sheet().bbox(first.clone());
    Some((page, bbox.x0 / unit, bbox.x1 / unit, bbox.center_y() / unit))
}

fn context(scene: &Scene<'_, '_>, landmarks: &Landmarks, field: usize, spans: &Spans) -> Option<Context> {
    let (page, x0, x1, y) = place(scene, spans)?;
    let own: Vec<u32> = spans
        .iter()
        .cloned()
        .flatten()
        .map(|at| Name::new("landmark").text(&scene.folded[at]).id())
        .collect();
    let mut anchors: Vec<Anchor> = landmarks
        .prints
        .iter()
        .filter(|((on, word), _)| *on == page && !own.contains(word))
        .flat_map(|((_, word), prints)| {
            prints.iter().map(|(left, middle)| Anchor {
                word: *word,
                left: x0 - left,
                right: x1 - left,
                down: y - middle,
            })
        })
        .collect();
    anchors.sort_by(|a, b| a.distance().total_cmp(&b.distance()).then(a.word.cmp(&b.word)));
    anchors.truncate(ANCHORS);
    let (left, above, order, form) = beside(scene, spans)?;
    Some(Context { field: u8::try_from(field).ok()?, anchors, left, above, order, shape: form })
}

/// Two words to the left, the word above, the place among the row's dates, and the form.
fn beside(scene: &Scene<'_, '_>, spans: &[Range<usize>]) -> Option<([u32; 2], u32, u8, u32)> {
    let sheet = scene.sheet();
    let first = spans.first()?;
    let token = sheet.tokens.get(first.start)?;
    let line = sheet.lines.get(token.line)?;
    let name = |text: &str| Name::new("beside").text(text).id();
    let word = |back: usize| {
        let at = first.start.checked_sub(back).filter(|at| *at >= line.tokens.start)?;
        Some(name(&scene.folded[at]))
    };
    let bbox = sheet.bbox(first.clone());
    let above = token.line.checked_sub(1).and_then(|line| sheet.lines.get(line)).and_then(|line| {
        line.tokens.clone().find(|&at| {
            let other = sheet.tokens[at].bbox;
            other.x0 < bbox.x1 && other.x1 > bbox.x0
        })
    });
    let dates = scene.analysis.candidates.iter().filter(|c| c.kind == Kind::Date && c.line == token.line);
    let order = dates.take_while(|date| date.span.start < first.start).count();
    Some((
        [word(1).unwrap_or(0), word(2).unwrap_or(0)],
        above.map_or(0, |at| name(&scene.folded[at])),
        u8::try_from(order).unwrap_or(u8::MAX),
        name(&shape(&sheet.text(first.clone()))),
    ))
}

/// How well a place fits where a confirmed value stood.
fn agreement(scene: &Scene<'_, '_>, landmarks: &Landmarks, context: &Context, spans: &Spans) -> f32 {
    let Some((page, x0, x1, y)) = place(scene, spans) else { return 0.0 };
    let (mut sum, mut total) = (0.0, 0.0);
    for anchor in &context.anchors {
        let weight = 1.0 / (NEAR + anchor.distance());
        let Some(prints) = landmarks.prints.get(&(page, anchor.word)) else {
            total += weight / 4.0;
            continue;
        };
        total += weight;
        let best = prints
            .iter()
            .map(|(left, middle)| {
                let off = |by: f32, reach: f32| (-(by / reach).powi(2)).exp();
                let down = y - middle - anchor.down;
                if down.abs() > 3.0 * REACH_Y {
                    return 0.0;
                }
                let along = off(x0 - left - anchor.left, REACH_X).max(off(x1 - left - anchor.right, REACH_X));
                off(down, REACH_Y) * along
            })
            .fold(0.0, f32::max);
        sum += weight * best;
    }
    let anchored = if total > 0.0 { sum / total } else { 0.0 };
    anchored + beside_agreement(scene, context, spans)
}

fn beside_agreement(scene: &Scene<'_, '_>, context: &Context, spans: &Spans) -> f32 {
    let Some((left, above, order, form)) = beside(scene, spans) else { return 0.0 };
    let same_left = match left[0] != 0 && left[0] == context.left[0] {
        true if left[1] == context.left[1] => SAME_LEFT,
        true => SAME_LEFT / 2.0,
        false => 0.0,
    };
    same_left
        + if above != 0 && above == context.above { SAME_ABOVE } else { 0.0 }
        + if order == context.order { SAME_ORDER } else { 0.0 }
        + if form == context.shape { SAME_SHAPE } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_the_share_of_common_words() {
        assert_eq!(jaccard(&[1, 2, 3], &[2, 3, 4]), 0.5);
        assert_eq!(jaccard(&[], &[]), 0.0);
        assert_eq!(jaccard(&[7], &[7]), 1.0);
    }
}
