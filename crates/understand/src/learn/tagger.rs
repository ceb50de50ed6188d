//! The tags of data points, and what the tagger says of one data point.

use std::ops::Range;

use perigee_model::DataPoint;

use super::align::is_text;
use super::crf::Marginals;
use super::scene::{Scene, Spans};

/// Data points that are tagged; more have no room in a byte.
pub const MAX_FIELDS: usize = 120;
/// Probabilities nearer to 0 or 1 are not believed (`research/extraction.md` 8.2).
const CLIP: f32 = 0.001;

/// The tag of the first and of the other words of each data point; tag 0 is none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tags {
    pairs: Vec<(u8, u8)>,
    /// Number of tags.
    pub count: usize,
}

impl Tags {
    /// Texts get a tag for their first word and one for the others, typed values one for both.
    pub fn of<'k>(points: impl IntoIterator<Item = &'k DataPoint>) -> Self {
        let mut count: u8 = 1;
        let pairs = points
            .into_iter()
            .take(MAX_FIELDS)
            .map(|point| {
                let begin = count;
                let inside = if is_text(point) { begin + 1 } else { begin };
                count = inside + 1;
                (begin, inside)
            })
            .collect();
        Self { pairs, count: usize::from(count) }
    }

    /// Marks the words of a value; the first value that claims a word keeps it.
    pub fn mark(&self, scene: &Scene<'_, '_>, field: usize, spans: &Spans, tags: &mut [u8]) {
        let Some(&(begin, inside)) = self.pairs.get(field) else { return };
        let mut tag = begin;
        for position in spans.iter().cloned().flatten().filter_map(|token| scene.position(token)) {
            if let Some(slot) = tags.get_mut(position).filter(|slot| **slot == 0) {
                *slot = tag;
                tag = inside;
            }
        }
    }

    /// What the tagger says of one data point.
    pub fn view(&self, field: usize, marginals: &Marginals, best: &[u8]) -> View {
        let Some(&(begin, inside)) = self.pairs.get(field).filter(|_| marginals.tags > 0) else {
            return View::default();
        };
        let (begin, inside) = (usize::from(begin), usize::from(inside));
        let words = marginals.values.len() / marginals.tags;
        let mut view = View::with_room(words);
        let (mut odds, mut logs) = (0.0, 0.0);
        for (word, values) in marginals.values.chunks(marginals.tags).enumerate() {
            let first = values[begin];
            let within = if begin == inside { first } else { first + values[inside] };
            let clipped = within.clamp(CLIP, 1.0 - CLIP);
            odds += log_odds(clipped);
            logs += clipped.ln();
            view.inside.push(within);
            view.begins.push(first);
            view.other.push((1.0 - values[0] - within).max(0.0));
            view.odds.push(odds);
            view.logs.push(logs);
            view.mass += within;
            let tag = usize::from(best[word]);
            let goes_on =
                tag == inside && (begin == inside || view.best.last().is_some_and(|s| s.end == word));
            match view.best.last_mut() {
                Some(span) if goes_on && span.end == word => span.end = word + 1,
                _ if tag == begin || tag == inside => view.best.push(word..word + 1),
                _ => {}
            }
        }
        view
    }
}

/// Probabilities of one data point, word by word.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// Probability that a word belongs to a value.
    pub inside: Vec<f32>,
    /// Probability that a value begins with it.
    pub begins: Vec<f32>,
    /// Probability that it belongs to another data point.
    pub other: Vec<f32>,
    /// Sums of the log-odds up to and with each word.
    odds: Vec<f32>,
    /// Sums of the logarithms of the probabilities up to and with each word.
    logs: Vec<f32>,
    /// Sum of all probabilities: about the number of words of all values.
    pub mass: f32,
    /// The values of the most probable sequence, as positions.
    pub best: Vec<Range<usize>>,
}

impl View {
    fn with_room(words: usize) -> Self {
        let room = || Vec::with_capacity(words);
        Self { inside: room(), begins: room(), other: room(), odds: room(), logs: room(), ..Self::default() }
    }

    /// Log-odds summed over positions.
    pub fn odds(&self, positions: Range<usize>) -> f32 {
        between(&self.odds, positions)
    }

    /// Logarithms of the probabilities summed over positions.
    pub fn logs(&self, positions: Range<usize>) -> f32 {
        between(&self.logs, positions)
    }

    /// Probability that the word at a position belongs to a value; 0 outside of the document.
    pub fn at(&self, position: Option<usize>) -> f32 {
        position.and_then(|at| self.inside.get(at)).copied().unwrap_or(0.0)
    }

    /// Runs of words that are each this probable.
    pub fn runs(&self, above: f32) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for at in (0..self.inside.len()).filter(|&at| self.inside[at] > above) {
            match runs.last_mut() {
                Some(run) if run.end == at => run.end = at + 1,
                _ => runs.push(at..at + 1),
            }
        }
        runs
    }
}

fn between(sums: &[f32], positions: Range<usize>) -> f32 {
    let upto = |end: usize| end.checked_sub(1).and_then(|at| sums.get(at)).copied().unwrap_or(0.0);
    upto(positions.end) - upto(positions.start)
}

/// ln(p / (1 − p)), for probabilities that are clipped.
pub fn log_odds(probability: f32) -> f32 {
    let clipped = probability.clamp(CLIP, 1.0 - CLIP);
    (clipped / (1.0 - clipped)).ln()
}
