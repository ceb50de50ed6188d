//! What could be the value of a data point: typed candidates for typed ones, runs of words for texts.

use std::borrow::Cow;
use std::ops::Range;

use perigee_model::DataPoint;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::align::{self, is_text, key};
use super::hash::Name;
use super::marks;
use super::scene::{Scene, Spans};
use super::tagger::View;
use crate::pick::Pick;

/// Texts that are kept for the sum of their log-odds.
///
/// `research/extraction.md` 8.2 keeps 70 by the sum alone; a tagger that has seen one document favours short texts too
/// much. On the development receipts 50 and 30 find nothing more than 30 and 15.
const KEPT_BY_SUM: usize = 30;
/// Texts that are kept for the mean of their log-odds.
const KEPT_BY_MEAN: usize = 15;
/// Texts whose ends are trimmed.
const TRIMMED: usize = 8;
/// Probability under which a word at the end of a text is trimmed (`research/extraction.md` 8.2).
const TRIM_BELOW: f32 = 0.3;
/// Candidates of one typed data point.
const MAX_TYPED: usize = 250;
/// Segments from which texts may begin.
const MAX_SEGMENTS: usize = 1_200;

/// What is known of a data point's values before a document is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// Lines of its longest confirmed value.
    pub lines: usize,
    /// Whether values of this text are often codes.
    pub is_code: bool,
    /// Whether typed values may be bare numbers.
    pub is_wide: bool,
}

/// A possible value.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// All places where it is printed; the first is shown.
    pub places: Vec<Spans>,
    /// Equal for two readings of one value.
    pub key: Name,
    /// What the rules decided, where it is theirs: they may read a value otherwise than it is printed.
    pub pick: Option<usize>,
    /// The typed candidates of its places.
    pub candidates: Vec<usize>,
}

impl Proposal {
    /// The place that is shown.
    pub fn spans(&self) -> &[Range<usize>] {
        self.places.first().map_or(&[], Vec::as_slice)
    }

    /// As printed at the first place.
    pub fn raw<'s>(&'s self, scene: &'s Scene<'_, '_>) -> Cow<'s, str> {
        let typed = self.candidates.first().and_then(|at| scene.analysis.candidates.get(*at));
        match (self.pick.and_then(|at| scene.picks.get(at)), typed) {
            (Some(pick), _) => Cow::Borrowed(&pick.raw),
            (None, Some(candidate)) => Cow::Borrowed(&candidate.raw),
            (None, None) => Cow::Owned(scene.text(self.spans())),
        }
    }

    /// What it was converted to, if it was.
    pub fn value<'s>(&self, scene: &'s Scene<'_, '_>) -> Option<&'s str> {
        let by_rules = self.pick.and_then(|at| scene.picks.get(at)?.value.as_deref());
        let typed = || self.candidates.first().and_then(|at| scene.analysis.candidates.get(*at));
        by_rules.or_else(|| typed().map(|candidate| candidate.value.as_str()))
    }
}

/// The possible values of a data point, each once, in reading order of their first place.
pub fn find(scene: &Scene<'_, '_>, point: &DataPoint, shape: Shape, view: &View) -> Vec<Proposal> {
    if is_text(point) { texts(scene, point, shape, view) } else { typed(scene, point, shape.is_wide) }
}

fn typed(scene: &Scene<'_, '_>, point: &DataPoint, is_wide: bool) -> Vec<Proposal> {
    let kinds = align::kinds(point, is_wide);
    let mut proposals = Proposals::default();
    for (index, candidate) in scene.analysis.candidates.iter().enumerate() {
        if !kinds.contains(&candidate.kind) || scene.position(candidate.span.start).is_none() {
            continue;
        }
        let key = align::key_of_candidate(point, candidate);
        let is_theirs = |(_, pick): &(usize, &Pick)| pick.spans.len() == 1 && pick.spans[0] == candidate.span;
        if let Some((at, pick)) = picks(scene, point).find(is_theirs) {
            proposals.add(key_of_pick(point, pick), pick.spans.clone(), Some(at), Some(index));
        } else {
            proposals.add(key, vec![candidate.span.clone()], None, Some(index));
        }
        if proposals.list.len() >= MAX_TYPED {
            break;
        }
    }
    for (at, pick) in picks(scene, point) {
        proposals.add(key_of_pick(point, pick), pick.spans.clone(), Some(at), None);
    }
    proposals.list
}

/// What the rules decided for a data point, with its position among all.
pub fn picks<'s>(scene: &'s Scene<'_, '_>, point: &'s DataPoint) -> impl Iterator<Item = (usize, &'s Pick)> {
    let is_own = |(_, pick): &(usize, &Pick)| pick.data_point == point.name && !pick.spans.is_empty();
    scene.picks.iter().enumerate().filter(is_own)
}

/// The number of the value that the rules read.
pub fn key_of_pick(point: &DataPoint, pick: &Pick) -> Option<Name> {
    key(point, pick.value.as_deref().unwrap_or(&pick.raw))
}

/// Proposals, each value once.
#[derive(Default)]
struct Proposals {
    list: Vec<Proposal>,
    positions: FxHashMap<Name, usize>,
}

impl Proposals {
    /// Adds a place, to the proposal of the same value where there is one.
    fn add(&mut self, key: Option<Name>, spans: Spans, pick: Option<usize>, candidate: Option<usize>) {
        let Some(key) = key else { return };
        if let Some(known) = self.positions.get(&key).and_then(|at| self.list.get_mut(*at)) {
            known.candidates.extend(candidate);
            known.pick = known.pick.or(pick);
            if !known.places.contains(&spans) {
                known.places.push(spans);
            }
            return;
        }
        self.positions.insert(key, self.list.len());
        self.list.push(Proposal {
            places: vec![spans],
            key,
            pick,
            candidates: candidate.into_iter().collect(),
        });
    }
}

fn texts(scene: &Scene<'_, '_>, point: &DataPoint, shape: Shape, view: &View) -> Vec<Proposal> {
    let mut spans = kept(scene, &runs_of_lines(scene, shape.lines, view));
    let trimmed: Vec<Spans> = spans.iter().take(TRIMMED).map(|spans| trim(scene, spans, view)).collect();
    spans.extend(trimmed);
    let tagged = view.best.iter().cloned().chain(view.runs(0.5)).chain(view.runs(0.15));
    for positions in tagged {
        spans.extend(by_columns(scene, positions.clone()));
        spans.push(by_lines(scene, positions));
    }
    if shape.is_code {
        spans.extend(codes(scene));
    }
    // What the rules read somewhere stands for the words there.
    let mut seen: FxHashSet<Spans> = picks(scene, point).map(|(_, pick)| pick.spans.clone()).collect();
    spans.retain(|spans| !spans.is_empty() && seen.insert(spans.clone()));
    spans.sort_by_key(|spans| (spans.first().map_or(0, |s| s.start), spans.len()));
    let mut proposals = Proposals::default();
    for spans in spans {
        proposals.add(align::key_of_words(scene, &spans), spans, None, None);
    }
    for (at, pick) in picks(scene, point) {
        proposals.add(key_of_pick(point, pick), pick.spans.clone(), Some(at), None);
    }
    proposals.list
}

/// Whole segments down a column, also begun behind a label and ended before a bracket; not written out yet.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Segment of its first line.
    first: usize,
    /// Token that it begins with.
    start: usize,
    /// Number of its lines.
    lines: usize,
    /// One past its last token.
    end: usize,
    /// Sum of the log-odds of its words.
    odds: f32,
    /// Number of its words.
    words: usize,
}

impl Run {
    fn spans(&self, scene: &Scene<'_, '_>) -> Spans {
        let segments = std::iter::successors(Some(self.first), |segment| scene.below[*segment]);
        let mut spans: Spans =
            segments.take(self.lines).map(|segment| scene.sheet().segments[segment].tokens.clone()).collect();
        if let Some(first) = spans.first_mut() {
            first.start = self.start;
        }
        if let Some(last) = spans.last_mut() {
            last.end = self.end;
        }
        spans
    }
}

fn runs_of_lines(scene: &Scene<'_, '_>, lines: usize, view: &View) -> Vec<Run> {
    let sheet = scene.sheet();
    let mut runs = Vec::new();
    let segments = 0..sheet.segments.len();
    let shown = segments.filter(|&s| scene.position(sheet.segments[s].tokens.start).is_some());
    let odds = |span: Range<usize>| positions(scene, &span).map_or(0.0, |positions| view.odds(positions));
    for first in shown.take(MAX_SEGMENTS) {
        // With each start the odds and the number of words from it to the end of the line above.
        let starts = starts(scene, first);
        let mut above = vec![(0.0, 0); starts.len()];
        let mut segment = first;
        for line in 0..lines.max(1) {
            let tokens = sheet.segments[segment].tokens.clone();
            for end in ends(scene, tokens.clone()) {
                for (&start, (odds_above, words)) in starts.iter().zip(&above) {
                    let from = if line == 0 { start } else { tokens.start };
                    if start < end || line > 0 {
                        let (odds, words) = (odds_above + odds(from..end), words + end - from);
                        runs.push(Run { first, start, lines: line + 1, end, odds, words });
                    }
                }
            }
            for (start, (odds_above, words)) in starts.iter().zip(&mut above) {
                let from = if line == 0 { *start } else { tokens.start };
                *odds_above += odds(from..tokens.end);
                *words += tokens.end - from;
            }
            match scene.below[segment] {
                Some(below) if line + 1 < lines => segment = below,
                _ => break,
            }
        }
    }
    runs
}

/// Where a text may begin within a segment: at its start, behind a colon or a label.
fn starts(scene: &Scene<'_, '_>, segment: usize) -> Vec<usize> {
    let sheet = scene.sheet();
    let place = &sheet.segments[segment];
    let mut starts = vec![place.tokens.start];
    let colon = place.tokens.clone().rfind(|&at| sheet.tokens[at].text.ends_with(':'));
    starts.extend(colon.map(|at| at + 1).filter(|at| *at < place.tokens.end));
    let labels = scene.analysis.labels.on_line(place.line).iter();
    starts.extend(
        labels.filter(|l| l.segment == segment && l.span.end < place.tokens.end).map(|l| l.span.end).take(2),
    );
    starts.dedup();
    starts
}

/// Where a text may end within a segment: at its end, before a bracket, behind a legal form.
fn ends(scene: &Scene<'_, '_>, tokens: Range<usize>) -> Vec<usize> {
    let sheet = scene.sheet();
    let mut ends = vec![tokens.end];
    let bracket = tokens.clone().skip(1).find(|&at| sheet.tokens[at].text.starts_with(['(', '[']));
    ends.extend(bracket);
    if tokens.len() > 2 {
        let inner = (tokens.start + 2..tokens.end).rev();
        ends.extend(
            inner
                .clone()
                .find(|&end| scene.flags(std::slice::from_ref(&(end - 2..end)))[marks::LEGAL_FORM] > 0.0),
        );
    }
    ends.dedup();
    ends
}

/// The texts that the tagger thinks most of, best first.
fn kept(scene: &Scene<'_, '_>, runs: &[Run]) -> Vec<Spans> {
    let best = |count: usize, score: &dyn Fn(&Run) -> f32| -> Vec<usize> {
        let mut order: Vec<(f32, usize)> = runs.iter().map(score).zip(0..).collect();
        let better = |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if order.len() > count {
            order.select_nth_unstable_by(count, better);
            order.truncate(count);
        }
        order.sort_unstable_by(better);
        order.into_iter().map(|(_, at)| at).collect()
    };
    let mut kept = best(KEPT_BY_SUM, &|run| run.odds);
    let by_mean = best(KEPT_BY_MEAN, &|run| run.odds / run.words.max(1) as f32);
    let fresh: Vec<usize> = by_mean.into_iter().filter(|at| !kept.contains(at)).collect();
    kept.extend(fresh);
    kept.into_iter().map(|at| runs[at].spans(scene)).collect()
}

/// Positions of a run of tokens among the words that are learned from.
pub fn positions(scene: &Scene<'_, '_>, span: &Range<usize>) -> Option<Range<usize>> {
    let start = scene.position(span.start)?;
    Some(start..start + span.len())
}

/// A text without the words at its ends that the tagger does not see in it.
fn trim(scene: &Scene<'_, '_>, spans: &Spans, view: &View) -> Spans {
    let mut spans = spans.clone();
    let is_out = |at: usize| view.at(scene.position(at)) < TRIM_BELOW;
    while let Some(span) = spans.first_mut() {
        if !is_out(span.start) {
            break;
        }
        span.start += 1;
        if span.start >= span.end {
            spans.remove(0);
        }
    }
    while let Some(span) = spans.last_mut() {
        if !is_out(span.end - 1) {
            break;
        }
        span.end -= 1;
        if span.start >= span.end {
            spans.pop();
        }
    }
    spans
}

/// Positions as spans of tokens, one per line.
fn by_lines(scene: &Scene<'_, '_>, positions: Range<usize>) -> Spans {
    let tokens = &scene.sheet().tokens;
    let mut spans: Spans = Vec::new();
    for at in positions.filter_map(|position| scene.words.get(position).copied()) {
        match spans.last_mut() {
            Some(span) if span.end == at && tokens[at].line == tokens[span.start].line => span.end = at + 1,
            _ => spans.push(at..at + 1),
        }
    }
    spans
}

/// Positions cut where the segment changes, and joined down the column.
fn by_columns(scene: &Scene<'_, '_>, positions: Range<usize>) -> Option<Spans> {
    let tokens = &scene.sheet().tokens;
    let first = *scene.words.get(positions.start)?;
    let segment = tokens.get(first)?.segment;
    let end = scene.sheet().segments.get(segment)?.tokens.end;
    let length = positions.len().min(end - first);
    (length < positions.len()).then(|| std::iter::once(first..first + length).collect())
}

/// Every code of the document, for texts that are codes.
fn codes(scene: &Scene<'_, '_>) -> Vec<Spans> {
    let has_digit = |at: &&usize| scene.sheet().folded[**at].contains(|c: char| c.is_ascii_digit());
    let alone = scene.words.iter().filter(has_digit).map(|at| std::iter::once(*at..at + 1).collect());
    let typed = scene.analysis.candidates.iter().filter(|c| scene.position(c.span.start).is_some());
    alone.take(MAX_TYPED).chain(typed.take(MAX_TYPED).map(|c| vec![c.span.clone()])).collect()
}
