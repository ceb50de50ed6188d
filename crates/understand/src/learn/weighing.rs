//! Weighs the proposals of a data point and decides, the same way in training and in use.

use perigee_model::DataPoint;

use super::base::Second;
use super::memory::{Landmarks, Memory, Nearest};
use super::pairs;
use super::proposals::{self, Proposal, Shape};
use super::ranker::{Beliefs, Ranker, softmax};
use super::scene::Scene;
use super::tagger::View;
use super::traits::{self, Described, Traits, at};

/// Votes are counted in these, so that they are a number like the others.
const VOTE: f32 = 2.0;

/// The proposals of a data point with what speaks for them.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// Possible values.
    pub proposals: Vec<Proposal>,
    /// One per proposal, and one more for "no value" where a document may lack it.
    pub traits: Vec<Traits>,
}

/// What the weighing of a data point needs to know of it.
#[derive(Debug, Clone, Copy)]
pub struct Field<'k> {
    /// The data point.
    pub point: &'k DataPoint,
    /// Its position among those that are learned.
    pub position: usize,
    /// What its values look like.
    pub shape: Shape,
    /// Whether documents may lack it.
    pub is_optional: bool,
}

/// Finds the proposals of a data point and what speaks for each.
pub fn weigh(
    scene: &Scene<'_, '_>,
    field: Field<'_>,
    view: &View,
    second: Option<&Second<'_>>,
    votes: impl FnOnce(&[Proposal]) -> Vec<f32>,
    described: &mut Described,
) -> Weighed {
    let mut proposals = proposals::find(scene, field.point, field.shape, view);
    let second = second.and_then(|second| second.opinion(&field.point.name));
    if let Some(second) = &second {
        second.add_proposals(scene, field, &mut proposals);
    }
    let name = &field.point.name;
    let mut traits: Vec<Traits> =
        proposals.iter().map(|proposal| traits::of(scene, name, proposal, view, described)).collect();
    for (traits, vote) in traits.iter_mut().zip(votes(&proposals)) {
        traits.dense[at::MEMORY] = vote / VOTE;
    }
    if field.is_optional {
        traits.push(traits::of_none(view));
    }
    if let Some(second) = second {
        second.judge(scene, &proposals, &mut traits);
    }
    Weighed { proposals, traits }
}

/// The votes of the memory for proposals.
pub fn votes<'s>(
    scene: &'s Scene<'_, '_>,
    memory: &'s Memory,
    landmarks: &'s Landmarks,
    nearest: &'s Nearest,
    field: usize,
) -> impl FnOnce(&[Proposal]) -> Vec<f32> + 's {
    move |proposals| memory.votes(scene, landmarks, nearest, field, proposals)
}

impl Weighed {
    /// The score of each proposal; the memory adds its votes with a weight.
    pub fn scores(&self, ranker: &Ranker, beliefs: Beliefs, memory_weight: f32) -> Vec<f32> {
        let score = |traits| ranker.score(traits, beliefs, self.offset(traits, memory_weight));
        self.traits.iter().map(score).collect()
    }

    /// What the memory adds to a score.
    pub fn offset(&self, traits: &Traits, memory_weight: f32) -> f32 {
        memory_weight * traits.dense[at::MEMORY] * VOTE
    }

    /// Position of the proposal with most votes, if any has some.
    pub fn most_votes(&self) -> Option<usize> {
        let votes = |at: usize| self.traits[at].dense[at::MEMORY];
        (0..self.proposals.len()).filter(|&at| votes(at) > 0.0).max_by(|a, b| votes(*a).total_cmp(&votes(*b)))
    }
}

/// What was decided for a data point.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Position of the proposal; `None` where the document has no value.
    pub chosen: Option<usize>,
    /// Probability of each proposal.
    pub posterior: Vec<f32>,
    /// Score above that of the next proposal.
    pub margin: f32,
}

/// Decides every data point of a document; `pairs` are decided together.
pub fn decide(
    scene: &Scene<'_, '_>,
    weighed: &[Weighed],
    mut scores: Vec<Vec<f32>>,
    pairs: &[(usize, usize)],
) -> Vec<Decision> {
    for &(from, to) in pairs {
        let (Ok([from_scores, to_scores]), Some(a), Some(b)) =
            (scores.get_disjoint_mut([from, to]), weighed.get(from), weighed.get(to))
        else {
            continue;
        };
        pairs::decide(scene, (&a.proposals, from_scores), (&b.proposals, to_scores));
    }
    weighed.iter().zip(scores).map(|(weighed, scores)| decision(weighed, &scores)).collect()
}

fn decision(weighed: &Weighed, scores: &[f32]) -> Decision {
    let posterior = softmax(scores);
    let best = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)));
    let next = scores.iter().enumerate().filter(|(at, _)| Some(*at) != best).map(|(_, s)| *s);
    let margin = best.map_or(0.0, |best| scores[best] - next.fold(scores[best] - 12.0, f32::max));
    Decision { chosen: best.filter(|at| *at < weighed.proposals.len()), posterior, margin }
}
