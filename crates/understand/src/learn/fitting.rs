//! Fits the tagger to confirmed documents, and reads each of them with weights that were fitted to others.
//!
//! The weights of the folds come first; the mean of them is where those of all documents begin, which takes half the steps
//! that beginning at nothing would.

use rayon::prelude::*;

use super::crf::{Crf, Marginals, Weights, add, lanes, unary_scores, without_filling};
use super::lattice::Lattice;
use super::lbfgs::{self, Effort};
use super::sequence::Sequence;
use super::vocabulary::Vocabulary;

/// Strength of the pull of all weights towards 0.
///
/// The best of a few tried on the development receipts.
const L2: f32 = 0.3;
/// Parts of the training set that are summed for themselves; fixed, so that any number of cores makes the same bytes.
const PARTS: usize = 4;

/// A document as a tagger reads it that has not seen it: probabilities, and the best tags.
pub type Read = (Marginals, Vec<u8>);

/// How documents are fitted.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Parts that are left out in turn; with fewer than two, documents are read by weights that know them.
    pub folds: usize,
    /// How long weights are fitted that are only used to read the documents left out.
    pub of_folds: Effort,
    /// How long those of all documents are fitted.
    pub of_all: Effort,
}

/// A document whose features are places of weights, with the tag of each word.
struct Placed<'t> {
    sequence: Sequence,
    tags: &'t [u8],
}

/// Fits a tagger to documents with the tag of each of their words, and reads each of them unseen.
///
/// Features that fewer than `least` documents hold are left out.
pub fn fit(tags: usize, documents: &[(&Sequence, &[u8])], least: u32, plan: Plan) -> (Crf, Vec<Read>) {
    let vocabulary = Vocabulary::of(documents.iter().map(|(sequence, _)| sequence.all()), least);
    let find = |feature: u32| vocabulary.find(feature).map(|place| place as u32);
    let placed: Vec<Placed<'_>> = documents
        .par_iter()
        .map(|(sequence, tags)| Placed { sequence: sequence.renumbered(find), tags })
        .collect();
    let nothing = vec![0.0; vocabulary.len() * lanes(tags) + tags * tags];
    let of_folds: Vec<Vec<f32>> = (0..if plan.folds < 2 { 0 } else { plan.folds })
        .into_par_iter()
        .map(|fold| {
            let others: Vec<&Placed<'_>> =
                placed.iter().enumerate().filter(|(at, _)| at % plan.folds != fold).map(|(_, p)| p).collect();
            descend(&others, tags, nothing.clone(), plan.of_folds)
        })
        .collect();
    let all: Vec<&Placed<'_>> = placed.iter().collect();
    let fitted = descend(&all, tags, mean(&of_folds, nothing), plan.of_all);
    let weights = Weights::of(tags, fitted);
    let of_folds: Vec<Weights> = of_folds.into_iter().map(|fitted| Weights::of(tags, fitted)).collect();
    let read = placed
        .par_iter()
        .enumerate()
        .map(|(at, placed)| {
            let reader = if of_folds.is_empty() { &weights } else { &of_folds[at % plan.folds] };
            reader.read(&placed.sequence)
        })
        .collect();
    (Crf::new(vocabulary, weights), read)
}

/// The mean of weights, or what there is without any.
fn mean(of_folds: &[Vec<f32>], mut mean: Vec<f32>) -> Vec<f32> {
    let share = 1.0 / of_folds.len().max(1) as f32;
    for weights in of_folds {
        mean.iter_mut().zip(weights).for_each(|(mean, weight)| *mean += share * weight);
    }
    mean
}

fn descend(documents: &[&Placed<'_>], tags: usize, mut weights: Vec<f32>, effort: Effort) -> Vec<f32> {
    let size = documents.len().div_ceil(PARTS).max(1);
    let mut parts: Vec<Vec<f32>> = documents.chunks(size).map(|_| vec![0.0; weights.len()]).collect();
    lbfgs::minimize(&mut weights, effort, |weights, gradient| {
        let losses: Vec<f64> = documents
            .par_chunks(size)
            .zip(&mut parts)
            .map(|(documents, gradient)| {
                gradient.fill(0.0);
                add_documents(documents, tags, weights, gradient)
            })
            .collect();
        for part in &parts {
            gradient.iter_mut().zip(part).for_each(|(to, from)| *to += from);
        }
        let mut squares = 0.0;
        for (weights, gradient) in weights.chunks(64).zip(gradient.chunks_mut(64)) {
            squares += f64::from(weights.iter().map(|w| w * w).sum::<f32>());
            gradient.iter_mut().zip(weights).for_each(|(g, w)| *g += L2 * w);
        }
        losses.iter().sum::<f64>() + f64::from(L2) / 2.0 * squares
    });
    weights
}

/// Adds the gradient of some documents, and returns their loss.
fn add_documents(documents: &[&Placed<'_>], tags: usize, weights: &[f32], gradient: &mut [f32]) -> f64 {
    let (unary, pairs) = weights.split_at(weights.len() - tags * tags);
    let (unary_gradient, pairs_gradient) = gradient.split_at_mut(unary.len());
    let moved: Vec<f32> = pairs.iter().map(|weight| weight.exp()).collect();
    let mut loss = 0.0;
    for document in documents.iter().filter(|document| document.sequence.len() > 0) {
        let scores = without_filling(&unary_scores(&document.sequence, unary, tags), tags);
        let lattice = Lattice::new(&scores, &moved, tags);
        loss += lattice.log_total - score_of(document.tags, &scores, pairs, tags);
        let mut errors = lattice.marginals();
        for (error, tag) in errors.chunks_mut(tags).zip(document.tags) {
            error[*tag as usize] -= 1.0;
        }
        add_errors(&document.sequence, &errors, tags, unary_gradient);
        lattice.add_pairs(document.tags, pairs_gradient);
    }
    loss
}

/// Adds what the probabilities of the words are wrong by to the gradient of each of their features.
fn add_errors(placed: &Sequence, errors: &[f32], tags: usize, gradient: &mut [f32]) {
    let lanes = lanes(tags);
    let (mut own, mut shared) = (vec![0.0; lanes], vec![0.0; lanes]);
    for row in placed.rows() {
        shared.fill(0.0);
        for word in row.words {
            own[..tags].copy_from_slice(&errors[word * tags..][..tags]);
            add(&mut shared, &own);
            for place in placed.of(word) {
                add(&mut gradient[*place as usize * lanes..][..lanes], &own);
            }
        }
        for place in row.shared {
            add(&mut gradient[*place as usize * lanes..][..lanes], &shared);
        }
    }
}

fn score_of(tags: &[u8], scores: &[f32], pairs: &[f32], count: usize) -> f64 {
    let unary: f64 =
        tags.iter().enumerate().map(|(word, tag)| f64::from(scores[word * count + *tag as usize])).sum();
    let pairs: f64 =
        tags.windows(2).map(|pair| f64::from(pairs[pair[0] as usize * count + pair[1] as usize])).sum();
    unary + pairs
}
