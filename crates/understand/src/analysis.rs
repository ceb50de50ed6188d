//! What is known of a document before any data point is decided: its sheet, labels, candidates, and who supports whom.

use std::collections::HashSet;

use perigee_model::Page;
use perigee_values::DateOrder;

use crate::candidates::{self, Candidate, Kind};
use crate::labels::Labels;
use crate::lexicon::Lexicon;
use crate::relations::{self, Support};
use crate::sheet::Sheet;

/// What remains of a code whose best label announces another kind of number (`research/extraction.md` 8.7).
const OTHER_NUMBER: f32 = 0.3;
/// The same for a date.
const OTHER_DATE: f32 = 0.5;
/// The same for an amount: rows of totals share labels, so it says less.
const OTHER_AMOUNT: f32 = 0.75;

/// A candidate with what speaks for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// Index into [`Analysis::candidates`].
    pub candidate: usize,
    /// From 0 to about 1.3.
    pub score: f32,
}

/// Everything that the deciding steps look at.
#[derive(Debug)]
pub struct Analysis<'p, 'l> {
    /// Words with places.
    pub sheet: Sheet<'p>,
    /// Printed labels.
    pub labels: Labels<'l>,
    /// Possible values, in reading order.
    pub candidates: Vec<Candidate>,
    /// Per candidate, the classes that labels announce.
    pub support: Vec<Vec<Support>>,
    /// Day and month order of the document.
    pub date_order: DateOrder,
}

impl<'p, 'l> Analysis<'p, 'l> {
    /// Prepares a document.
    pub fn new(pages: &'p [Page], lexicon: &'l Lexicon) -> Self {
        let sheet = Sheet::new(pages, lexicon.is_form);
        let hint = date_order_hint(&sheet);
        let labels = Labels::find(&sheet, lexicon);
        let (candidates, date_order) = candidates::find(&sheet, hint);
        let support =
            (0..candidates.len()).map(|at| relations::support(&sheet, &labels, &candidates, at)).collect();
        Self { sheet, labels, candidates, support, date_order }
    }

    /// How strongly labels announce a candidate as a class, lessened where another class is announced more strongly.
    pub fn score(&self, candidate: usize, class: usize) -> f32 {
        let Some(support) = self.support.get(candidate) else { return 0.0 };
        let own = support.iter().find(|s| s.class == class).map_or(0.0, |s| s.score);
        let best = support.iter().map(|s| s.score).fold(0.0, f32::max);
        if own >= best - 1e-6 {
            return own;
        }
        own * match self.candidates.get(candidate).map(|c| c.kind) {
            Some(Kind::Date) => OTHER_DATE,
            Some(Kind::Amount) => OTHER_AMOUNT,
            _ => OTHER_NUMBER,
        }
    }

    /// The candidates of some kinds that labels announce as a data point, best first, each value once.
    pub fn ranked(&self, data_point: &str, kinds: &[Kind]) -> Vec<Choice> {
        let Some(class) = self.labels.lexicon.class_of(data_point) else { return Vec::new() };
        self.ranked_by(kinds, |at| self.score(at, class))
    }

    /// The candidates of some kinds by a score of their own, best first, each value once; 0 drops a candidate.
    pub fn ranked_by(&self, kinds: &[Kind], score: impl Fn(usize) -> f32) -> Vec<Choice> {
        let mut choices: Vec<Choice> = self
            .candidates
            .iter()
            .enumerate()
            .filter(|(_, candidate)| kinds.contains(&candidate.kind))
            .map(|(candidate, _)| Choice { candidate, score: score(candidate) })
            .filter(|choice| choice.score > 0.0)
            .collect();
        choices.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.candidate.cmp(&b.candidate)));
        let mut seen = HashSet::new();
        choices.retain(|choice| {
            self.candidates
                .get(choice.candidate)
                .is_some_and(|candidate| seen.insert(candidate.value.as_str()))
        });
        choices
    }
}

/// American papers are told by their dollar sign and postal address; everybody else prints the day first.
fn date_order_hint(sheet: &Sheet<'_>) -> DateOrder {
    let dollars = sheet.tokens.iter().filter(|token| token.text.starts_with('$')).count();
    let elsewhere = sheet
        .tokens
        .iter()
        .filter(|token| {
            token.text.contains(['€', '£', 'ł']) || matches!(token.text, "EUR" | "GBP" | "PLN" | "CHF" | "RM")
        })
        .count();
    if dollars > elsewhere { DateOrder::MonthFirst } else { DateOrder::DayFirst }
}
