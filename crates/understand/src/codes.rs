//! Codes with labels: the number of the document, of orders, customers, contracts.

use std::collections::HashSet;

use crate::analysis::{Analysis, Choice};
use crate::candidates::Kind;
use crate::pick::{Pick, THRESHOLD};
use crate::title::NUMBER_SCORE;

/// Labels weaker than this are not believed for data points that most papers lack.
pub const RARE_THRESHOLD: f32 = 0.45;

/// A data point that is a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Its name.
    pub name: &'static str,
    /// Whether a document may hold several.
    pub many: bool,
}

impl Code {
    /// A code that a document holds once.
    pub const fn one(name: &'static str) -> Self {
        Self { name, many: false }
    }

    /// A code of which a document may hold several.
    pub const fn many(name: &'static str) -> Self {
        Self { name, many: true }
    }
}

/// Decides codes; the first is the document's own, which its title may say. Each candidate serves one data point, the
/// most strongly announced first.
pub fn decide(analysis: &Analysis<'_, '_>, codes: &[Code], of_title: Option<usize>) -> Vec<Pick> {
    let own = codes.first().map(|code| code.name);
    let mut ranked: Vec<(Code, Vec<Choice>)> = codes
        .iter()
        .map(|code| (*code, choices(analysis, code.name, Some(code.name) == own, of_title)))
        .collect();
    ranked.sort_by(|a, b| {
        let best = |choices: &[Choice]| choices.first().map_or(0.0, |c| c.score);
        best(&b.1).total_cmp(&best(&a.1))
    });
    let mut taken: HashSet<usize> = HashSet::new();
    let mut picks = Vec::new();
    for (code, choices) in ranked {
        let free: Vec<Choice> = choices.into_iter().filter(|c| !taken.contains(&c.candidate)).collect();
        let Some(first) = free.first().copied() else { continue };
        taken.insert(first.candidate);
        picks.extend(Pick::first(analysis, code.name, &free));
        if code.many {
            // Further values only where labels announce them as strongly.
            for choice in
                free.iter().skip(1).filter(|c| c.score >= 0.9 && c.score >= 0.8 * first.score).take(9)
            {
                taken.insert(choice.candidate);
                picks.extend(Pick::of(analysis, code.name, *choice));
            }
        }
    }
    picks
}

fn choices(analysis: &Analysis<'_, '_>, name: &str, is_own: bool, of_title: Option<usize>) -> Vec<Choice> {
    let Some(class) = analysis.labels.lexicon.class_of(name) else { return Vec::new() };
    let threshold = if is_own { THRESHOLD } else { RARE_THRESHOLD };
    analysis.ranked_by(&[Kind::Number], |at| {
        let mut score = analysis.score(at, class);
        let Some(candidate) = analysis.candidates.get(at) else { return 0.0 };
        if is_own && of_title == Some(at) {
            score = score.max(NUMBER_SCORE);
        }
        if !candidate.is_sound && score < 0.8 {
            // One or two digits are a number only where a label says so closely.
            score *= 0.5;
        }
        if score > threshold { score } else { 0.0 }
    })
}
