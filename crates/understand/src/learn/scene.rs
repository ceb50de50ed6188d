//! A document prepared for learning and for applying what was learned.

use std::ops::Range;

use perigee_model::{Page, ProcessType, Rect};
use rustc_hash::FxHashMap;

use super::marks::{self, FLAGS, Marks, Spelling};
use super::words::{shape, zeroed};
use crate::analysis::Analysis;
use crate::candidates::Kind;
use crate::lexicon::Lexicon;
use crate::pick::Pick;
use crate::sheet::Sheet;

/// Words of a document that the tagger reads; more than that on three pages is no form or invoice.
const MAX_WORDS: usize = 6_000;
/// Widest gap, in line heights, between a segment and the one below it that goes on with it.
const BELOW_GAP: f32 = 2.6;
/// Lines that are searched for the segment below.
const BELOW_LINES: usize = 6;

/// Where something stands: ranges of tokens, one per line.
pub type Spans = Vec<Range<usize>>;

/// A document with everything that does not depend on what was learned.
#[derive(Debug)]
pub struct Scene<'p, 'l> {
    /// Words, labels, and typed candidates.
    pub analysis: Analysis<'p, 'l>,
    /// What the rules decide without training.
    pub picks: Vec<Pick>,
    /// Tokens of the first, second and last page, in reading order: what is learned from.
    pub words: Vec<usize>,
    /// Position of each token among `words`.
    positions: Vec<Option<u32>>,
    /// The folded tokens with every digit as `0`.
    pub zeroed: Vec<String>,
    /// Of what kinds of characters each token is made.
    pub shapes: Vec<String>,
    /// What each token says of the text that it stands in.
    pub marks: Vec<Marks>,
    /// The typed candidate that each token belongs to.
    pub candidates: Vec<Option<usize>>,
    /// The segment below each segment that may go on with it.
    pub below: Vec<Option<usize>>,
    /// The segment above each segment that it may go on with.
    pub above: Vec<Option<usize>>,
    /// Line → tokens with which its dates begin.
    dates: FxHashMap<usize, Vec<usize>>,
    /// The amounts of the document.
    pub money: Money,
    /// Per page, the smallest rectangle around its words.
    pub frames: Vec<Rect>,
}

impl<'p, 'l> Scene<'p, 'l> {
    /// Prepares a document.
    pub fn new(pages: &'p [Page], kind: &ProcessType, lexicon: &'l Lexicon) -> Self {
        let analysis = Analysis::new(pages, lexicon);
        let picks = crate::decide(&analysis, kind);
        Self::of(analysis, picks)
    }

    /// Prepares a document that the rules have looked at.
    pub fn of(analysis: Analysis<'p, 'l>, picks: Vec<Pick>) -> Self {
        let sheet = &analysis.sheet;
        let last = sheet.tokens.last().map_or(0, |token| token.page);
        let words: Vec<usize> = (0..sheet.tokens.len())
            .filter(|&at| sheet.tokens[at].page < 2 || sheet.tokens[at].page == last)
            .take(MAX_WORDS)
            .collect();
        let mut positions = vec![None; sheet.tokens.len()];
        for (&at, position) in words.iter().zip(0..) {
            positions[at] = Some(position);
        }
        let zeroed = sheet.folded.iter().map(|word| zeroed(word)).collect();
        let shapes = sheet.tokens.iter().map(|token| shape(token.text)).collect();
        let marks = sheet
            .tokens
            .iter()
            .zip(&sheet.folded)
            .map(|(token, folded)| Marks::of(token.text, folded))
            .collect();
        let frames = (0..sheet.pages.len())
            .map(|page| {
                let lines = sheet.lines.get(sheet.pages[page].lines.clone()).unwrap_or(&[]);
                Rect::around(lines.iter().map(|line| line.bbox)).unwrap_or_default()
            })
            .collect();
        let below: Vec<Option<usize>> =
            (0..sheet.segments.len()).map(|segment| below(sheet, segment)).collect();
        let mut above = vec![None; below.len()];
        for (segment, below) in below.iter().enumerate() {
            if let Some(slot) = below.and_then(|below| above.get_mut(below)) {
                *slot = Some(segment);
            }
        }
        let candidates = owners(&analysis);
        let money = Money::of(&analysis);
        let mut dates: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for date in analysis.candidates.iter().filter(|candidate| candidate.kind == Kind::Date) {
            dates.entry(date.line).or_default().push(date.span.start);
        }
        Self {
            picks,
            words,
            positions,
            zeroed,
            shapes,
            marks,
            candidates,
            below,
            above,
            dates,
            money,
            frames,
            analysis,
        }
    }

    /// The analysis and the rules' picks again.
    pub fn into_parts(self) -> (Analysis<'p, 'l>, Vec<Pick>) {
        (self.analysis, self.picks)
    }

    /// The words and their places.
    pub fn sheet(&self) -> &Sheet<'p> {
        &self.analysis.sheet
    }

    /// Position of a token among the words that are learned from.
    pub fn position(&self, token: usize) -> Option<usize> {
        self.positions.get(token).copied().flatten().map(|position| position as usize)
    }

    /// The printed text of some places, joined by blanks.
    pub fn text(&self, spans: &[Range<usize>]) -> String {
        let parts: Vec<String> = spans.iter().map(|span| self.sheet().text(span.clone())).collect();
        parts.join(" ")
    }

    /// The folded text of some places.
    pub fn folded_text(&self, spans: &[Range<usize>]) -> String {
        self.words_of(spans).collect()
    }

    /// The folded words of some places.
    pub fn words_of(&self, spans: &[Range<usize>]) -> impl Iterator<Item = &str> {
        let words = spans.iter().flat_map(|span| self.sheet().folded.get(span.clone()).unwrap_or(&[]));
        words.map(String::as_str)
    }

    /// Register number, legal form, street, postcode, bracket: which of them some places have.
    pub fn flags(&self, spans: &[Range<usize>]) -> [f32; FLAGS] {
        marks::flags(self.sheet(), &self.marks, spans)
    }

    /// Of what characters some places are made.
    pub fn spelling(&self, spans: &[Range<usize>]) -> Spelling {
        marks::spelling(&self.marks, spans)
    }

    /// The tokens with which the dates of a line begin.
    pub fn dates_of(&self, line: usize) -> &[usize] {
        self.dates.get(&line).map_or(&[], Vec::as_slice)
    }

    /// Lines from the first of the page, and from the last.
    pub fn row(&self, line: usize) -> (usize, usize) {
        let page = self.sheet().lines.get(line).map_or(0, |line| line.page);
        let lines = self.sheet().pages.get(page).map_or(0..0, |page| page.lines.clone());
        (line.saturating_sub(lines.start), lines.end.saturating_sub(line + 1))
    }
}

/// Which candidate each token belongs to; the more telling kinds win.
fn owners(analysis: &Analysis<'_, '_>) -> Vec<Option<usize>> {
    let mut owners: Vec<Option<usize>> = vec![None; analysis.sheet.tokens.len()];
    for (index, candidate) in analysis.candidates.iter().enumerate() {
        for owner in owners.get_mut(candidate.span.clone()).unwrap_or(&mut []) {
            let is_weaker = owner.is_some_and(|other| analysis.candidates[other].kind != Kind::Number);
            if !is_weaker {
                *owner = Some(index);
            }
        }
    }
    owners
}

/// The nearest segment below that overlaps, if it stands close enough and begins or centres alike.
fn below(sheet: &Sheet<'_>, segment: usize) -> Option<usize> {
    let this = sheet.segments.get(segment)?;
    let unit = sheet.unit(this.page);
    for line in sheet.lines.get(this.line + 1..)?.iter().take(BELOW_LINES) {
        if line.page != this.page || line.bbox.y0 - this.bbox.y1 > BELOW_GAP * unit {
            return None;
        }
        let overlapping = line.segments.clone().find(|&other| {
            let bbox = sheet.segments[other].bbox;
            let overlap = bbox.x1.min(this.bbox.x1) - bbox.x0.max(this.bbox.x0);
            overlap > 0.3 * bbox.width().min(this.bbox.width())
        });
        if overlapping.is_some() {
            return overlapping;
        }
    }
    None
}

/// The amounts of a document, in cents.
#[derive(Debug, Default)]
pub struct Money {
    /// Different values, largest first, with how often each is printed.
    pub values: Vec<(i64, usize)>,
    /// Per candidate of the analysis, its value.
    of_candidate: FxHashMap<usize, i64>,
    /// First and last line with an amount.
    pub lines: Option<(usize, usize)>,
}

/// Amounts of a document that are compared with one another.
const MAX_AMOUNTS: usize = 300;

impl Money {
    fn of(analysis: &Analysis<'_, '_>) -> Self {
        let mut money = Self::default();
        let amounts = analysis.candidates.iter().enumerate().filter(|(_, c)| c.kind == Kind::Amount);
        for (index, candidate) in amounts.take(MAX_AMOUNTS) {
            let Some(cents) = candidate.amount.and_then(|a| cents(a.value)) else { continue };
            money.of_candidate.insert(index, cents);
            let (first, last) = money.lines.unwrap_or((candidate.line, candidate.line));
            money.lines = Some((first.min(candidate.line), last.max(candidate.line)));
            match money.values.iter_mut().find(|(value, _)| *value == cents) {
                Some((_, count)) => *count += 1,
                None => money.values.push((cents, 1)),
            }
        }
        money.values.sort_unstable_by_key(|(value, _)| -value);
        money
    }

    /// The cents of a candidate.
    pub fn cents(&self, candidate: usize) -> Option<i64> {
        self.of_candidate.get(&candidate).copied()
    }

    /// How many larger values there are, and how often this one is printed.
    pub fn rank(&self, cents: i64) -> (usize, usize) {
        let rank = self.values.iter().position(|(value, _)| *value == cents).unwrap_or(self.values.len());
        (rank, self.values.get(rank).map_or(0, |(_, count)| *count))
    }

    /// Whether an amount is printed.
    pub fn has(&self, cents: i64) -> bool {
        self.values.binary_search_by_key(&-cents, |(value, _)| -value).is_ok()
    }

    /// Whether an amount of at most four cents more or less is printed.
    pub fn has_near(&self, cents: i64) -> bool {
        self.values.iter().any(|(value, _)| *value != cents && (value - cents).abs() <= 4)
    }

    /// Whether this is an amount after rounding to five cents, with the exact one printed too; false for the exact one.
    pub fn rounding(&self, cents: i64) -> Option<bool> {
        let is_round = cents % 5 == 0;
        let mut near = self.values.iter().map(|(value, _)| *value).filter(|v| (v - cents).abs() <= 4);
        near.any(|value| (value % 5 == 0) != is_round).then_some(is_round)
    }

    /// Whether a larger amount less this one is printed too: this and that make the larger one.
    pub fn is_part(&self, cents: i64) -> bool {
        self.larger(cents).any(|value| value - cents != cents && self.has(value - cents))
    }

    /// Whether this amount less a smaller one is printed too: it is their sum.
    pub fn is_sum(&self, cents: i64) -> bool {
        self.values.iter().any(|(value, _)| {
            *value > 0 && *value < cents && cents - value != *value && self.has(cents - value)
        })
    }

    fn larger(&self, cents: i64) -> impl Iterator<Item = i64> + '_ {
        self.values.iter().map(|(value, _)| *value).take_while(move |value| *value > cents)
    }
}

fn cents(value: rust_decimal::Decimal) -> Option<i64> {
    use rust_decimal::prelude::ToPrimitive;
    value.checked_mul(rust_decimal::Decimal::ONE_HUNDRED)?.round().to_i64()
}
