//! Fits the tagger to confirmed documents, and reads each of them with weights that were fitted to others.
//!
//! The weights of the folds come first; the mean of them is where those of all documents begin, which takes half the steps
//! that beginning at nothing would.

use rayon::prelude::*;

use super::crf::{Crf, Marginals, Shape, Weights, add, unary_scores};
use super::features::{Features, place_of};
use super::lattice::Lattice;
use super::lbfgs::{self, Effort};
use super::sequence::Sequence;

/// Strength of the pull of all weights towards 0.
///
/// The best of a few tried on the development receipts.
const L2: f32 = 0.3;
/// Parts of the training set that are summed for themselves; fixed, so that any number of cores makes the same bytes.
const PARTS: usize = 4;

/// Documents from which on folds are fitted one after the other: each is summed by all cores, and holds much memory.
const SIDE_BY_SIDE: usize = 150;

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
    let features = Features::of(documents, least, tags);
    let shape = Shape { tags, features: features.counts() };
    let placed: Vec<Placed<'_>> = documents
        .par_iter()
        .map(|(sequence, tags)| Placed { sequence: features.placed(sequence), tags })
        .collect();
    let without = |fold: usize| {
        let others: Vec<&Placed<'_>> =
            placed.iter().enumerate().filter(|(at, _)| at % plan.folds != fold).map(|(_, p)| p).collect();
        descend(&others, shape, vec![0.0; shape.len()], plan.of_folds)
    };
    let folds = if plan.folds < 2 { 0 } else { plan.folds };
    let of_folds: Vec<Vec<f32>> = if documents.len() > SIDE_BY_SIDE {
        (0..folds).map(without).collect()
    } else {
        (0..folds).into_par_iter().map(without).collect()
    };
    let all: Vec<&Placed<'_>> = placed.iter().collect();
    let fitted = descend(&all, shape, mean(&of_folds, vec![0.0; shape.len()]), plan.of_all);
    let weights = Weights::of(shape, fitted);
    let of_folds: Vec<Weights> = of_folds.into_iter().map(|fitted| Weights::of(shape, fitted)).collect();
    let read = placed
        .par_iter()
        .enumerate()
        .map(|(at, placed)| {
            let reader = if of_folds.is_empty() { &weights } else { &of_folds[at % plan.folds] };
            reader.read(&placed.sequence)
        })
        .collect();
    (Crf::new(features, weights), read)
}

/// The mean of weights, or what there is without any.
fn mean(of_folds: &[Vec<f32>], mut mean: Vec<f32>) -> Vec<f32> {
    let share = 1.0 / of_folds.len().max(1) as f32;
    for weights in of_folds {
        mean.iter_mut().zip(weights).for_each(|(mean, weight)| *mean += share * weight);
    }
    mean
}

fn descend(documents: &[&Placed<'_>], shape: Shape, mut weights: Vec<f32>, effort: Effort) -> Vec<f32> {
    let size = documents.len().div_ceil(PARTS).max(1);
    let mut parts: Vec<Vec<f32>> = documents.chunks(size).map(|_| vec![0.0; weights.len()]).collect();
    lbfgs::minimize(&mut weights, effort, |weights, gradient| {
        let losses: Vec<f64> = documents
            .par_chunks(size)
            .zip(&mut parts)
            .map(|(documents, gradient)| {
                gradient.fill(0.0);
                add_documents(documents, shape, weights, gradient)
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
fn add_documents(documents: &[&Placed<'_>], shape: Shape, weights: &[f32], gradient: &mut [f32]) -> f64 {
    let (tags, (first, second)) = (shape.tags, shape.borders());
    let (inside, outside, pairs) = (&weights[..first], &weights[first..second], &weights[second..]);
    let (of_features, of_pairs) = gradient.split_at_mut(second);
    let (of_inside, of_outside) = of_features.split_at_mut(first);
    let moved: Vec<f32> = pairs.iter().map(|weight| weight.exp()).collect();
    let mut loss = 0.0;
    for document in documents.iter().filter(|document| document.sequence.len() > 0) {
        let scores = unary_scores(&document.sequence, inside, outside, tags);
        let lattice = Lattice::new(&scores, &moved, tags);
        loss += lattice.log_total - score_of(document.tags, &scores, pairs, tags);
        let mut errors = lattice.marginals();
        for (error, tag) in errors.chunks_mut(tags).zip(document.tags) {
            error[*tag as usize] -= 1.0;
        }
        add_errors(&document.sequence, &errors, shape, (&mut *of_inside, &mut *of_outside));
        lattice.add_pairs(document.tags, of_pairs);
    }
    loss
}

/// Adds what the probabilities of the words are wrong by to the gradient of each of their features.
fn add_errors(placed: &Sequence, errors: &[f32], shape: Shape, (inside, outside): (&mut [f32], &mut [f32])) {
    let (tags, lanes) = (shape.tags, shape.lanes());
    let (mut own, mut shared) = (vec![0.0; lanes], vec![0.0; lanes]);
    let mut add_all = |places: &[u32], errors: &[f32]| {
        for number in places {
            match place_of(*number) {
                Ok(place) => add(&mut inside[place * lanes..][..lanes], errors),
                Err(place) => outside[place] += errors[0],
            }
        }
    };
    for row in placed.rows() {
        shared.fill(0.0);
        for word in row.words {
            own[..tags].copy_from_slice(&errors[word * tags..][..tags]);
            add(&mut shared, &own);
            add_all(placed.of(word), &own);
        }
        add_all(row.shared, &shared);
    }
}

fn score_of(tags: &[u8], scores: &[f32], pairs: &[f32], count: usize) -> f64 {
    let unary: f64 =
        tags.iter().enumerate().map(|(word, tag)| f64::from(scores[word * count + *tag as usize])).sum();
    let pairs: f64 =
        tags.windows(2).map(|pair| f64::from(pairs[pair[0] as usize * count + pair[1] as usize])).sum();
    unary + pairs
}
