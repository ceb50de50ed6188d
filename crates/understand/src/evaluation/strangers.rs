//! Fits and measures how it is told whether a paper is of the kind of its process.

use perigee_layout::lines;
use perigee_model::{Page, ProcessType};

use crate::belonging::{self, SIGNS, Signs, Weights};
use crate::decided;

/// A paper as a type sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The numbers that the model sees.
    pub signs: Signs,
    /// Whether it is of the type.
    pub belongs: bool,
    /// How much it counts.
    pub weight: f32,
}

/// Descent steps; the loss no longer moves after a third of them.
const STEPS: usize = 6_000;
/// Step length, below the inverse of the largest curvature of eight signs from 0 to 1.
const RATE: f32 = 0.8;
/// Pull of the weights towards 0: drawn papers are told apart by few signs, others will need them all.
const PULL: f32 = 0.0003;

/// How a paper stands to a type; `None` where the type has no weights.
pub fn signs(pages: &[Page], kind: &ProcessType) -> Option<Signs> {
    decided(pages, kind, |analysis, picks| belonging::signs(analysis, kind, picks))
}

/// A paper of which one line of `of` is missing; `seed` chooses which.
///
/// Papers of other sellers say less of what the lexicon knows than drawn ones do.
pub fn thinned(pages: &[Page], of: u32, seed: u32) -> Vec<Page> {
    let thin = |page: &Page| {
        let first = seed.wrapping_add(page.number.wrapping_mul(977));
        let stays = |number: u32| !mixed(first.wrapping_add(number)).is_multiple_of(of.max(1));
        let kept = lines(page).into_iter().zip(0_u32..).filter(|(_, number)| stays(*number));
        let words =
            kept.flat_map(|(line, _)| line.words).filter_map(|at| page.words.get(at as usize)).cloned();
        Page { words: words.collect(), ..page.clone() }
    };
    pages.iter().map(thin).collect()
}

/// A number that tells nothing of the one it came from.
fn mixed(number: u32) -> u32 {
    let mut mixed = number.wrapping_add(0x9e37_79b9).wrapping_mul(0x85eb_ca6b);
    mixed ^= mixed >> 13;
    mixed = mixed.wrapping_mul(0xc2b2_ae35);
    mixed ^ mixed >> 16
}

/// Logistic regression by gradient descent, deterministic; signs that speak for a type never speak against it.
pub fn fit(samples: &[Sample]) -> Weights {
    let mut model = Weights { weights: [0.0; SIGNS], bias: 0.0 };
    let total: f32 = samples.iter().map(|sample| sample.weight).sum::<f32>().max(f32::EPSILON);
    for _ in 0..STEPS {
        let (mut slope, mut bias) = ([0.0_f32; SIGNS], 0.0_f32);
        for sample in samples {
            let target = if sample.belongs { 1.0 } else { 0.0 };
            let odds = belonging::log_odds(&model, &sample.signs);
            let miss = (belonging::logistic(odds) - target) * sample.weight;
            bias += miss;
            slope.iter_mut().zip(sample.signs).for_each(|(slope, sign)| *slope += miss * sign);
        }
        model.bias -= RATE * bias / total;
        for (weight, slope) in model.weights.iter_mut().zip(slope) {
            *weight = (*weight - RATE * (slope / total + PULL * *weight)).max(0.0);
        }
    }
    model
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fit_tells_papers_by_the_sign_that_differs() {
        let sample = |sign: f32, belongs: bool| {
            let mut signs = [0.5; SIGNS];
            signs[4] = sign;
            Sample { signs, belongs, weight: 1.0 }
        };
        let samples: Vec<Sample> =
            (0..40).map(|at| if at % 2 == 0 { sample(0.9, true) } else { sample(0.1, false) }).collect();
        let weights = fit(&samples);
        let [own, other] =
            [0, 1].map(|at: usize| belonging::logistic(belonging::log_odds(&weights, &samples[at].signs)));
        assert!(own > 0.9 && other < 0.1, "{own} {other}");
        assert!(weights.weights.iter().all(|weight| *weight >= 0.0));
    }
}
