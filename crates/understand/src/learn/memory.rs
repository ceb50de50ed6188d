//! Layout memory: confirmed documents, remembered by where their values stand among constant words.
//!
//! One document is enough, and inserting is the learning (`research/extraction.md` 8.5). Distances are in line
//! heights, so that a scan of another resolution is the same page.

use std::ops::Range;

use perigee_model::Page;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::hash::Name;
use super::proposals::Proposal;
use super::scene::{Scene, Spans};
use super::words::shape;
use crate::sheet::Sheet;

/// Confirmed pages that vote.
const NEAREST: usize = 5;
/// Share of common words under which two pages are of no common layout.
///
/// Set by hand: pages of different layouts share their labels only, those of one form most of their words.
pub const ALIKE: f32 = 0.2;
/// Share of common words from which on pages are of one form.
///
/// Set by hand between the two kinds of pages that [`ALIKE`] tells apart.
const FULLY_ALIKE: f32 = 0.45;
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
/// Places of one proposal that are voted on.
const MAX_VOTED_PLACES: usize = 6;
/// What an anchor that the page lacks weighs (`research/extraction.md` 8.5).
const LACKING: f32 = 0.25;
/// Reaches from an anchor's place at which its vote has come to nothing: e^-9.
const FARTHEST: f32 = 3.0;
/// Differences of likeness, as shares of the greater one, are multiplied by this: by a third they are sure.
const LEANING: f32 = 3.0;
/// Words of a first page that are remembered.
const MAX_PAGE_WORDS: usize = 600;

/// Confirmed documents of a process.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Memory {
    documents: Vec<Remembered>,
    /// Word of a first page → the documents that have it there: looking for the nearest costs what they have in common.
    pages_of: FxHashMap<u32, Vec<u32>>,
}

impl Remembered {
    /// A document with the places of its confirmed values, each with its data point's position.
    pub fn of(scene: &Scene<'_, '_>, landmarks: &Landmarks, values: &[(usize, Vec<Spans>)]) -> Self {
        let contexts = values
            .iter()
            .flat_map(|(field, places)| places.iter().take(MAX_PLACES).map(move |spans| (*field, spans)))
            .filter_map(|(field, spans)| context(scene, landmarks, field, spans))
            .collect();
        Self { words: landmarks.words.clone(), inner: landmarks.inner.clone(), contexts }
    }
}

impl Serialize for Memory {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.documents.serialize(to)
    }
}

impl<'d> Deserialize<'d> for Memory {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
        let mut memory = Self::default();
        Vec::<Remembered>::deserialize(from)?.into_iter().for_each(|remembered| memory.push(remembered));
        Ok(memory)
    }
}

/// A confirmed document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remembered {
    /// Words without digits of the first page, sorted.
    words: Vec<u32>,
    /// The same of the second page, where there is one.
    inner: Vec<u32>,
    contexts: Vec<Context>,
}

/// Where a confirmed value stood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Context {
    field: u8,
    anchors: Vec<Anchor>,
    beside: Beside,
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
    inner: Vec<u32>,
    /// Page and word → left edges and middles of its prints, in line heights.
    prints: FxHashMap<(usize, u32), Vec<(f32, f32)>>,
}

impl Landmarks {
    /// Prepares a document.
    pub fn of(scene: &Scene<'_, '_>) -> Self {
        let sheet = scene.sheet();
        let (mut words, mut inner) = (Vec::new(), Vec::new());
        let mut prints: FxHashMap<(usize, u32), Vec<(f32, f32)>> = FxHashMap::default();
        for &at in &scene.words {
            let token = &sheet.tokens[at];
            let Some(word) = landmark(&sheet.folded[at]) else { continue };
            match token.page {
                0 => words.push(word),
                1 => inner.push(word),
                _ => {}
            }
            let unit = sheet.unit(token.page);
            let place = (token.bbox.x0 / unit, token.bbox.center_y() / unit);
            prints.entry((token.page, word)).or_default().push(place);
        }
        prints.retain(|_, places| places.len() <= MAX_PRINTS);
        Self { words: distinct(words), inner: distinct(inner), prints }
    }
}

/// A word that may mark a place.
fn landmark(folded: &str) -> Option<u32> {
    let is_mark = folded.chars().nth(1).is_some() && !folded.contains(char::is_numeric);
    is_mark.then(|| Name::new("landmark").text(folded).id())
}

fn distinct(mut words: Vec<u32>) -> Vec<u32> {
    words.sort_unstable();
    words.dedup();
    words.truncate(MAX_PAGE_WORDS);
    words
}

/// The words of a page by which pages are compared.
pub fn words_of_page(page: &Page) -> Vec<u32> {
    let sheet = Sheet::new(std::slice::from_ref(page), false);
    distinct(sheet.folded.iter().filter_map(|folded| landmark(folded)).collect())
}

/// Share of all words of two pages that both have.
fn likeness(a: &[u32], b: &[u32]) -> f32 {
    let common = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    common as f32 / (a.len() + b.len() - common).max(1) as f32
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

    /// From 0, where no confirmed page shares more than labels, to 1 for pages of the same form.
    pub fn closeness(&self) -> f32 {
        ((self.similarity() - ALIKE) / (FULLY_ALIKE - ALIKE)).clamp(0.0, 1.0)
    }
}

impl Memory {
    /// Remembers one more document.
    pub fn push(&mut self, remembered: Remembered) {
        let number = u32::try_from(self.documents.len()).unwrap_or(u32::MAX);
        for word in &remembered.words {
            self.pages_of.entry(*word).or_default().push(number);
        }
        self.documents.push(remembered);
    }

    /// The confirmed pages most like a document, without one that it may itself be.
    pub fn nearest(&self, landmarks: &Landmarks, except: Option<usize>) -> Nearest {
        let mut common = vec![0_u32; self.documents.len()];
        for page in landmarks.words.iter().filter_map(|word| self.pages_of.get(word)).flatten() {
            common[*page as usize] += 1;
        }
        let alike = |number: usize| {
            let all = self.documents[number].words.len() + landmarks.words.len() - common[number] as usize;
            common[number] as f32 / all.max(1) as f32
        };
        let mut pages: Vec<(usize, f32)> = (0..self.documents.len())
            .filter(|number| common[*number] > 0 && Some(*number) != except)
            .map(|number| (number, alike(number)))
            .filter(|(_, alike)| *alike >= ALIKE)
            .collect();
        pages.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        pages.truncate(NEAREST);
        Nearest { pages }
    }

    /// How much a page is like the first pages of confirmed documents rather than like their second ones: from 1 to -1,
    /// 0 for pages that nothing confirmed looks like.
    pub fn beginning(&self, words: &[u32]) -> f32 {
        let nearest = |of: fn(&Remembered) -> &[u32]| {
            self.documents.iter().map(|document| likeness(of(document), words)).fold(0.0, f32::max)
        };
        let (first, inner) = (nearest(|document| &document.words), nearest(|document| &document.inner));
        let likest = first.max(inner);
        let closeness = ((likest - ALIKE) / (FULLY_ALIKE - ALIKE)).clamp(0.0, 1.0);
        closeness * (LEANING * (first - inner) / likest.max(f32::EPSILON)).clamp(-1.0, 1.0)
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
        let contexts = |number: usize| {
            self.documents[number].contexts.iter().filter(move |context| usize::from(context.field) == field)
        };
        let mut votes = vec![0.0; proposals.len()];
        if nearest.pages.iter().all(|(number, _)| contexts(*number).next().is_none()) {
            return votes;
        }
        let places: Vec<Vec<Place>> = proposals
            .iter()
            .map(|proposal| {
                proposal
                    .places
                    .iter()
                    .take(MAX_VOTED_PLACES)
                    .filter_map(|spans| Place::of(scene, spans))
                    .collect()
            })
            .collect();
        let mut pages: Vec<usize> = places.iter().flatten().map(|place| place.page).collect();
        pages.sort_unstable();
        pages.dedup();
        let mut total = 0.0;
        for &(number, alike) in &nearest.pages {
            let expected: Vec<Expected<'_>> =
                contexts(number).map(|context| Expected::on(landmarks, context, &pages)).collect();
            if expected.is_empty() {
                continue;
            }
            let weight = alike * alike;
            total += weight;
            for (vote, places) in votes.iter_mut().zip(&places) {
                let agreements =
                    places.iter().flat_map(|place| expected.iter().map(|expected| expected.agreement(place)));
                *vote += weight * agreements.fold(0.0, f32::max);
            }
        }
        if total > 0.0 {
            votes.iter_mut().for_each(|vote| *vote /= total);
        }
        votes
    }
}

/// A place as the memory sees it; lengths in line heights.
#[derive(Debug, Clone, Copy)]
struct Place {
    page: usize,
    left: f32,
    right: f32,
    /// Middle of the first line.
    middle: f32,
    beside: Beside,
}

/// What stands beside a place.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Beside {
    /// Two words to the left.
    left: [u32; 2],
    above: u32,
    /// The place among the dates of the row.
    order: u8,
    shape: u32,
}

impl Place {
    fn of(scene: &Scene<'_, '_>, spans: &[Range<usize>]) -> Option<Self> {
        let first = spans.first()?;
        let page = scene.sheet().tokens.get(first.start)?.page;
        let unit = scene.sheet().unit(page);
        let bbox = scene.sheet().bbox(first.clone());
        Some(Self {
            page,
            left: bbox.x0 / unit,
            right: bbox.x1 / unit,
            middle: bbox.center_y() / unit,
            beside: Beside::of(scene, first)?,
        })
    }
}

fn context(scene: &Scene<'_, '_>, landmarks: &Landmarks, field: usize, spans: &Spans) -> Option<Context> {
    let place = Place::of(scene, spans)?;
    let own: Vec<u32> = spans
        .iter()
        .cloned()
        .flatten()
        .map(|at| Name::new("landmark").text(&scene.sheet().folded[at]).id())
        .collect();
    let mut anchors: Vec<Anchor> = landmarks
        .prints
        .iter()
        .filter(|((on, word), _)| *on == place.page && !own.contains(word))
        .flat_map(|((_, word), prints)| {
            prints.iter().map(|(left, middle)| Anchor {
                word: *word,
                left: place.left - left,
                right: place.right - left,
                down: place.middle - middle,
            })
        })
        .collect();
    let key = |anchor: &Anchor| (anchor.distance(), anchor.word);
    anchors.sort_by(|a, b| {
        let (a, b) = (key(a), key(b));
        a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))
    });
    anchors.truncate(ANCHORS);
    Some(Context { field: u8::try_from(field).ok()?, anchors, beside: place.beside })
}

impl Beside {
    fn of(scene: &Scene<'_, '_>, span: &Range<usize>) -> Option<Self> {
        let sheet = scene.sheet();
        let token = sheet.tokens.get(span.start)?;
        let line = sheet.lines.get(token.line)?;
        let name = |text: &str| Name::new("beside").text(text).id();
        let word = |back: usize| {
            let at = span.start.checked_sub(back).filter(|at| *at >= line.tokens.start)?;
            Some(name(&sheet.folded[at]))
        };
        let bbox = sheet.bbox(span.clone());
        let above = token.line.checked_sub(1).and_then(|line| sheet.lines.get(line)).and_then(|line| {
            line.tokens.clone().find(|&at| {
                let other = sheet.tokens[at].bbox;
                other.x0 < bbox.x1 && other.x1 > bbox.x0
            })
        });
        let order = scene.dates_of(token.line).iter().filter(|start| **start < span.start).count();
        Some(Self {
            left: [word(1).unwrap_or(0), word(2).unwrap_or(0)],
            above: above.map_or(0, |at| name(&sheet.folded[at])),
            order: u8::try_from(order).unwrap_or(u8::MAX),
            shape: name(&shape(&sheet.text(span.clone()))),
        })
    }

    /// What a place has in common with a remembered one.
    fn agreement(&self, other: &Self) -> f32 {
        let same_left = match self.left[0] != 0 && self.left[0] == other.left[0] {
            true if self.left[1] == other.left[1] => SAME_LEFT,
            true => SAME_LEFT / 2.0,
            false => 0.0,
        };
        same_left
            + if self.above != 0 && self.above == other.above { SAME_ABOVE } else { 0.0 }
            + if self.order == other.order { SAME_ORDER } else { 0.0 }
            + if self.shape == other.shape { SAME_SHAPE } else { 0.0 }
    }
}

/// Where a remembered value is to be expected on the pages of a document.
struct Expected<'c> {
    context: &'c Context,
    pages: Vec<OnPage>,
}

/// The same on one page.
struct OnPage {
    page: usize,
    /// Each anchor's weight, and where its marks end.
    anchors: Vec<(f32, usize)>,
    /// Left edge, right edge and middle of the value, as seen from each print of the anchors.
    marks: Vec<[f32; 3]>,
    /// Weight of all anchors, those that the page lacks included.
    total: f32,
}

impl<'c> Expected<'c> {
    fn on(landmarks: &Landmarks, context: &'c Context, pages: &[usize]) -> Self {
        Self { context, pages: pages.iter().map(|page| OnPage::of(landmarks, context, *page)).collect() }
    }

    /// How well a place fits.
    fn agreement(&self, place: &Place) -> f32 {
        let on_page = self.pages.iter().find(|on_page| on_page.page == place.page);
        on_page.map_or(0.0, |on_page| on_page.agreement(place)) + place.beside.agreement(&self.context.beside)
    }
}

impl OnPage {
    fn of(landmarks: &Landmarks, context: &Context, page: usize) -> Self {
        let mut found = Self { page, anchors: Vec::new(), marks: Vec::new(), total: 0.0 };
        for anchor in &context.anchors {
            let weight = 1.0 / (NEAR + anchor.distance());
            let Some(prints) = landmarks.prints.get(&(page, anchor.word)) else {
                found.total += weight * LACKING;
                continue;
            };
            found.total += weight;
            let mark =
                |(left, middle): &(f32, f32)| [left + anchor.left, left + anchor.right, middle + anchor.down];
            found.marks.extend(prints.iter().map(mark));
            found.anchors.push((weight, found.marks.len()));
        }
        found
    }

    fn agreement(&self, place: &Place) -> f32 {
        let (mut sum, mut start) = (0.0, 0);
        for (weight, end) in &self.anchors {
            let mut nearest = f32::INFINITY;
            for [left, right, middle] in &self.marks[start..*end] {
                let down = (place.middle - middle).abs() / REACH_Y;
                let along = (place.left - left).abs().min((place.right - right).abs()) / REACH_X;
                if down.max(along) <= FARTHEST {
                    nearest = nearest.min(down * down + along * along);
                }
            }
            if nearest.is_finite() {
                sum += weight * (-nearest).exp();
            }
            start = *end;
        }
        if self.total > 0.0 { sum / self.total } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(words: &[u32]) -> Landmarks {
        Landmarks { words: words.to_vec(), inner: Vec::new(), prints: FxHashMap::default() }
    }

    #[test]
    fn likeness_is_the_share_of_common_words() {
        let mut memory = Memory::default();
        for words in [&[1, 2, 3][..], &[7], &[]] {
            memory.push(Remembered { words: words.to_vec(), inner: Vec::new(), contexts: Vec::new() });
        }
        assert_eq!(memory.nearest(&page(&[2, 3, 4]), None).pages, [(0, 0.5)]);
        assert_eq!(memory.nearest(&page(&[7]), None).pages, [(1, 1.0)]);
        assert_eq!(memory.nearest(&page(&[7]), Some(1)).pages, []);
        assert_eq!(memory.nearest(&page(&[]), None).similarity(), 0.0);
    }

    #[test]
    fn first_pages_are_told_from_second_ones() {
        let mut memory = Memory::default();
        let first = vec![1, 2, 3, 4, 5, 6];
        memory.push(Remembered { words: first.clone(), inner: vec![1, 7, 8, 9, 10], contexts: Vec::new() });
        assert_eq!(memory.beginning(&first), 1.0);
        assert_eq!(memory.beginning(&[1, 7, 8, 9, 10]), -1.0);
        assert_eq!(memory.beginning(&[20, 21, 22]), 0.0, "nothing confirmed looks like it");
    }
}
