//! Data points that a document may hold several values of: after one is chosen the others are asked for, until none is
//! more probable than that there is no further one.

use std::ops::Range;
use std::sync::Arc;

use perigee_model::{DataPoint, Occurrence};

use super::ranker::{Beliefs, Ranker, softmax};
use super::traits::{DENSE, Traits, at};
use super::weighing::{Decision, Weighed};
use crate::reading::MAX_VALUES;

/// Whether a document may hold several values of a data point.
pub fn are_allowed(point: &DataPoint) -> bool {
    point.occurrence == Occurrence::Many
}

/// What there is to choose from once some values were chosen.
#[derive(Debug, Clone)]
pub struct Step {
    /// Positions of the proposals that share no word with those that were chosen.
    pub remaining: Vec<usize>,
    /// The traits of there being no further value.
    pub stop: Traits,
}

impl Step {
    /// What is left after these proposals.
    pub fn after(weighed: &Weighed, chosen: &[usize]) -> Self {
        let taken: Vec<&Range<usize>> =
            chosen.iter().flat_map(|at| &weighed.proposals[*at].places).flatten().collect();
        let is_free = |span: &Range<usize>| taken.iter().all(|t| t.end <= span.start || span.end <= t.start);
        let remaining: Vec<usize> = (0..weighed.proposals.len())
            .filter(|at| weighed.proposals[*at].places.iter().any(|place| place.iter().all(is_free)))
            .collect();
        let probable = remaining.iter().map(|at| weighed.traits[*at].dense[at::MEAN]);
        let mut dense = [0.0; DENSE];
        dense[at::NONE] = 1.0;
        dense[at::NONE_MASS] = probable.fold(NOTHING, f32::max);
        Self { remaining, stop: Traits { dense, named: Arc::default() } }
    }
}

/// [`at::NONE_MASS`] where no word is probable: the log-odds of one in a thousand, as others are clipped.
const NOTHING: f32 = -1.7;

/// What is learned from a document with these right proposals: each is found when it is the last one that is missing,
/// and that there is no other when all are found.
pub fn steps(weighed: &Weighed, right: &[usize]) -> Vec<(Step, Option<usize>)> {
    let without = |at: usize| right.iter().copied().filter(|other| *other != at).collect::<Vec<_>>();
    let mut steps: Vec<(Step, Option<usize>)> = Vec::new();
    if right.len() > 1 {
        for &last in right.iter().take(MAX_VALUES) {
            let step = Step::after(weighed, &without(last));
            if step.remaining.contains(&last) {
                steps.push((step, Some(last)));
            }
        }
    }
    if !right.is_empty() {
        steps.push((Step::after(weighed, right), None));
    }
    steps
}

/// The values after the first one, best first, each with how it was decided.
pub fn more(
    weighed: &Weighed,
    scores: &[f32],
    (ranker, beliefs): (&Ranker, Beliefs),
    first: usize,
) -> Vec<Decision> {
    let (mut chosen, mut decisions) = (vec![first], Vec::new());
    while chosen.len() < MAX_VALUES {
        let step = Step::after(weighed, &chosen);
        let stop = ranker.score(&step.stop, beliefs, 0.0);
        let Some(&best) =
            step.remaining.iter().max_by(|a, b| scores[**a].total_cmp(&scores[**b]).then(b.cmp(a)))
        else {
            break;
        };
        // Before a ranker has learned when to stop, the tagger has to be rather for a further value than against it.
        let is_unlikely = !ranker.is_trained() && weighed.traits[best].dense[at::MEAN] <= 0.0;
        if scores[best] <= stop || is_unlikely {
            break;
        }
        let others = step.remaining.iter().filter(|at| **at != best).map(|at| scores[*at]);
        let margin = scores[best] - others.fold(stop, f32::max);
        let mut among: Vec<f32> = step.remaining.iter().map(|at| scores[*at]).collect();
        among.push(stop);
        let mut posterior = vec![0.0; weighed.proposals.len()];
        step.remaining.iter().zip(softmax(&among)).for_each(|(at, share)| posterior[*at] = share);
        decisions.push(Decision { chosen: Some(best), posterior, margin });
        chosen.push(best);
    }
    decisions
}
