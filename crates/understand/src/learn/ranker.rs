//! Chooses among the proposals of a data point: a conditional logit over their traits.
//!
//! McFadden: Conditional logit analysis of qualitative choice behavior (1974). All proposals that are the confirmed
//! value count as right together.

use serde::{Deserialize, Serialize};

use super::lbfgs::{self, Effort};
use super::packed;
use super::traits::{self, DENSE, Traits};
use super::vocabulary::Vocabulary;

/// Pull of the weights towards the prior.
///
/// C = 1 of `research/extraction.md` 8.4, which held on the development receipts too.
const L2: f32 = 1.0;
/// What all named features of a proposal weigh together (`research/extraction.md` 8.4).
const NAMED: f32 = 3.0;
/// Numbers are multiplied in so many lanes; they are a multiple of it.
const LANES: usize = 4;
const _: () = assert!(DENSE.is_multiple_of(LANES));
/// Steps of the descent; more change no choice.
const EFFORT: Effort = Effort { steps: 40, tolerance: 1e-5 };

/// A document's proposals for a data point, with their traits.
#[derive(Debug, Clone)]
pub struct Choice<'w> {
    /// One per proposal.
    pub traits: Vec<&'w Traits>,
    /// Those of there being no further value, where one was chosen already; it stands behind the proposals.
    pub stop: Option<Box<Traits>>,
    /// What is added to each score.
    pub offsets: Vec<f32>,
    /// Positions of the proposals that are the confirmed value.
    pub right: Vec<usize>,
}

impl Choice<'_> {
    /// All that is chosen from.
    pub fn all(&self) -> impl Iterator<Item = &Traits> {
        self.traits.iter().copied().chain(self.stop.as_deref())
    }
}

/// A trained chooser.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ranker {
    vocabulary: Vocabulary,
    /// Of the numbers, then of the named features.
    #[serde(with = "packed")]
    weights: Vec<f32>,
    /// What was believed before anything was learned.
    before: Beliefs,
}

/// How far tagger and rules are believed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Beliefs {
    /// In the tagger, from 0 to 1.
    pub trust: f32,
    /// In the rules, from 0 to 1.
    pub rules: f32,
}

/// A proposal with its named features by their places.
struct Row<'c> {
    traits: &'c Traits,
    places: Vec<u32>,
    share: f32,
    offset: f32,
}

/// Confirmed documents of which a tagger is believed half.
///
/// Chosen on the development receipts: with one document its tagger knows that shop only, with ten it is a good one.
const HALF_TRUST: f32 = 4.0;

impl Ranker {
    /// Chooses by what is believed before anything is learned, with a tagger of so many documents.
    pub fn untrained(choices: &[(&Choice<'_>, f32)]) -> Self {
        // Further values are of documents that are counted already.
        let documents = choices.iter().filter(|(choice, _)| choice.stop.is_none()).count() as f32;
        let trust = documents / (documents + HALF_TRUST);
        Self { before: Beliefs { trust, rules: trust_in_rules(choices) }, ..Self::default() }
    }

    /// Trains on choices, each with its weight.
    pub fn train(choices: &[(&Choice<'_>, f32)], least: u32) -> Self {
        let right = || choices.iter().filter(|(choice, _)| !choice.right.is_empty());
        let before = Self::untrained(choices);
        let lists = right().flat_map(|(choice, _)| choice.all().map(|traits| &traits.named[..]));
        let vocabulary = Vocabulary::of(lists, least);
        let documents: Vec<(Vec<Row<'_>>, &[usize], f32)> = right()
            .map(|(choice, weight)| (rows(choice, &vocabulary, &before), &choice.right[..], *weight))
            .collect();
        let mut weights = vec![0.0; DENSE + vocabulary.len()];
        lbfgs::minimize(&mut weights, EFFORT, |weights, gradient| {
            let mut loss = 0.0;
            for (rows, right, weight) in &documents {
                loss += add_document(rows, right, *weight, weights, gradient);
            }
            for (gradient, weight) in gradient.iter_mut().zip(weights) {
                *gradient += L2 * weight;
                loss += f64::from(L2 / 2.0 * weight * weight);
            }
            loss
        });
        packed::round(&mut weights);
        Self { vocabulary, weights, ..before }
    }

    /// What is believed on a page that is more or less like the confirmed ones, from 0 to 1.
    ///
    /// What a few documents say for and against tagger and rules holds for their layouts: on a page of another one the
    /// rules are believed again, and the tagger is not.
    pub fn beliefs(&self, closeness: f32) -> Beliefs {
        let Beliefs { trust, rules } = self.before;
        let strange = (1.0 - closeness) * (1.0 - trust);
        Beliefs { trust: trust * (1.0 - strange), rules: rules + (1.0 - rules) * strange }
    }

    /// Whether documents taught it more than what is believed before.
    pub fn is_trained(&self) -> bool {
        !self.weights.is_empty()
    }

    /// What it was trained with.
    pub fn own_beliefs(&self) -> Beliefs {
        self.before
    }

    /// What speaks for a proposal; differences are log-odds.
    pub fn score(&self, traits: &Traits, beliefs: Beliefs, offset: f32) -> f32 {
        let offset = traits::prior(&traits.dense, beliefs) + offset;
        if self.weights.is_empty() {
            return offset;
        }
        let (dense, named) = self.weights.split_at(DENSE);
        let names: f32 = self.vocabulary.places(&traits.named).map(|place| named[place]).sum();
        offset + product(dense, &traits.dense) + share(traits) * names
    }

    /// Keeps only named features with a weight of at least this size, as a shipped model must be small.
    pub fn prune(&mut self, least: f32) {
        if self.weights.is_empty() {
            return;
        }
        let kept: Vec<usize> =
            (0..self.vocabulary.len()).filter(|p| self.weights[DENSE + p].abs() >= least).collect();
        let mut weights: Vec<f32> = self.weights[..DENSE].to_vec();
        weights.extend(kept.iter().map(|place| self.weights[DENSE + place]));
        let names: Vec<u32> = kept.iter().map(|place| self.vocabulary.names()[*place]).collect();
        (self.vocabulary, self.weights) = (Vocabulary::sorted(names), weights);
    }

    /// Whether the parts fit together, as those of a file may not.
    pub fn is_sound(&self) -> bool {
        (self.weights.is_empty() || self.weights.len() == DENSE + self.vocabulary.len())
            && self.weights.iter().all(|weight| weight.is_finite())
    }
}

/// How often the rules decided right where they decided, with one more time that they did.
///
/// A single correction halves what they weigh, so that the next document of that layout is read as the person wants.
fn trust_in_rules(choices: &[(&Choice<'_>, f32)]) -> f32 {
    let (mut right, mut decided) = (0, 0);
    let firsts = choices.iter().filter(|(choice, _)| choice.stop.is_none() && !choice.right.is_empty());
    for (choice, _) in firsts {
        let by_rules = |at: &usize| choice.traits[*at].dense[traits::at::RULE] > 0.0;
        if (0..choice.traits.len()).any(|at| by_rules(&at)) {
            decided += 1;
            right += usize::from(choice.right.iter().any(by_rules));
        }
    }
    (right + 1) as f32 / (decided + 1) as f32
}

fn share(traits: &Traits) -> f32 {
    NAMED / (traits.named.len().max(1) as f32).sqrt()
}

fn rows<'c>(choice: &'c Choice<'_>, vocabulary: &Vocabulary, before: &Ranker) -> Vec<Row<'c>> {
    choice
        .all()
        .zip(&choice.offsets)
        .map(|(traits, offset)| Row {
            traits,
            places: vocabulary.places(&traits.named).map(|place| place as u32).collect(),
            share: share(traits),
            offset: offset + traits::prior(&traits.dense, before.before),
        })
        .collect()
}

fn score(row: &Row<'_>, weights: &[f32]) -> f32 {
    let (dense, named) = weights.split_at(DENSE);
    let names: f32 = row.places.iter().map(|place| named[*place as usize]).sum();
    row.offset + product(dense, &row.traits.dense) + row.share * names
}

/// Sum of the products of weights and numbers, [`LANES`] sums side by side.
fn product(weights: &[f32], numbers: &[f32; DENSE]) -> f32 {
    let mut sums = [0.0; LANES];
    for (weights, numbers) in weights.chunks_exact(LANES).zip(numbers.chunks_exact(LANES)) {
        sums.iter_mut().zip(weights).zip(numbers).for_each(|((sum, w), x)| *sum += w * x);
    }
    sums.iter().sum()
}

/// Adds the loss and gradient of one document.
fn add_document(
    rows: &[Row<'_>],
    right: &[usize],
    weight: f32,
    weights: &[f32],
    gradient: &mut [f32],
) -> f64 {
    let scores: Vec<f32> = rows.iter().map(|row| score(row, weights)).collect();
    let all = softmax(&scores);
    let right_scores: Vec<f32> = right.iter().map(|at| scores[*at]).collect();
    let among_right = softmax(&right_scores);
    let mut errors = all.clone();
    for (at, share) in right.iter().zip(&among_right) {
        errors[*at] -= share;
    }
    for (row, error) in rows.iter().zip(&errors) {
        let error = error * weight;
        if error.abs() < 1e-6 {
            continue;
        }
        let (dense, named) = gradient.split_at_mut(DENSE);
        dense.iter_mut().zip(&row.traits.dense).for_each(|(g, x)| *g += error * x);
        for place in &row.places {
            named[*place as usize] += error * row.share;
        }
    }
    let probability: f32 = right.iter().map(|at| all[*at]).sum();
    -f64::from(weight * probability.max(1e-30).ln())
}

/// Probabilities of scores.
pub fn softmax(scores: &[f32]) -> Vec<f32> {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut shares: Vec<f32> = scores.iter().map(|score| (score - highest).exp()).collect();
    let sum: f32 = shares.iter().sum::<f32>().max(1e-30);
    shares.iter_mut().for_each(|share| *share /= sum);
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traits(named: &[u32]) -> Traits {
        Traits { dense: [0.0; DENSE], named: named.into() }
    }

    #[test]
    fn what_stands_beside_right_values_is_learned() {
        let described = [2, 3, 2].map(|wrong| [traits(&[wrong]), traits(&[1])]);
        let choices: Vec<Choice<'_>> = described
            .iter()
            .map(|[wrong, right]| Choice {
                traits: vec![wrong, right],
                stop: None,
                offsets: vec![0.0, 0.0],
                right: vec![1],
            })
            .collect();
        let weighted: Vec<(&Choice<'_>, f32)> = choices.iter().map(|choice| (choice, 1.0)).collect();
        let ranker = Ranker::train(&weighted, 1);
        let score = |named| ranker.score(&traits(&[named]), ranker.own_beliefs(), 0.0);
        assert!(score(1) > score(2) + 0.5);
        assert_eq!(ranker, Ranker::train(&weighted, 1));
    }

    #[test]
    fn without_training_the_prior_decides() {
        let mut likely = traits(&[]);
        likely.dense[traits::at::RULE] = 1.0;
        let untrained = Ranker::untrained(&[]);
        let score = |traits| untrained.score(traits, untrained.own_beliefs(), 0.0);
        assert!(score(&likely) > score(&traits(&[])));
        assert!(Ranker::train(&[], 1).is_sound());
    }

    #[test]
    fn on_a_strange_page_the_rules_are_believed_again() {
        let before = Beliefs { trust: 0.2, rules: 0.5 };
        let ranker = Ranker { before, ..Ranker::default() };
        assert_eq!(ranker.beliefs(1.0), before);
        let strange = ranker.beliefs(0.0);
        assert!(strange.trust < 0.05 && strange.rules > 0.8, "{strange:?}");
    }
}
