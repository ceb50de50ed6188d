//! How probable it is that a decided value is right: a second, small model over what the parts say of it.
//!
//! It is trained only on values that were decided without having seen their document (`research/extraction.md` 8.9).

use serde::{Deserialize, Serialize};

use super::lbfgs::{self, Effort};
use super::traits::{DENSE, at};

/// How many numbers speak for a decided value.
pub const SIGNS: usize = 16;
/// Numbers that may weigh differently for each data point: the margin and the posterior.
const OWN: usize = 2;
/// Pull of the weights towards what holds for processes in general.
const L2: f32 = 0.5;
/// Highest margin that counts (`research/extraction.md` 8.9).
const MAX_MARGIN: f32 = 12.0;

/// Numbers that speak for a decided value: more is surer.
pub type Signs = [f32; SIGNS];

/// What holds before a process has confirmed documents of its own, the bias first.
///
/// Set by hand near the weights that processes of development receipts and contracts learn, which the example
/// `learning` prints with `SIGNS=1`.
const GENERAL: [f32; SIGNS + 1] =
    [-1.7, 0.8, 1.1, 0.4, 0.4, 0.3, 0.2, 1.5, 0.2, 0.7, 0.3, 0.5, 0.3, 1.2, 0.5, 0.4, 0.2];

/// What a decision knows of itself.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'t> {
    /// Difference to the score of the next value.
    pub margin: f32,
    /// Probability among all proposals.
    pub posterior: f32,
    /// The traits of the chosen proposal.
    pub dense: &'t [f32; DENSE],
    /// Likeness of the nearest confirmed page.
    pub similarity: f32,
    /// How often this value was confirmed.
    pub confirmed: usize,
    /// Least reading confidence of its words, and mean of its page.
    pub read: (f32, f32),
    /// Whether its conversion found no fault.
    pub is_sound: bool,
    /// How sure the rules are of it, where they decided for it.
    pub by_rules: Option<f32>,
}

/// The signs of a decision for a printed value.
pub fn signs(raw: &str, known: Circumstances<'_>) -> Signs {
    let odds =
        (known.posterior.clamp(1e-4, 1.0 - 1e-4) / (1.0 - known.posterior.clamp(1e-4, 1.0 - 1e-4))).ln();
    let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
    let dense = known.dense;
    [
        known.margin.min(MAX_MARGIN) / 6.0,
        odds / 4.0,
        dense[at::MEAN],
        dense[at::LEAST],
        dense[8] * dense[9],
        known.similarity,
        known.by_rules.map_or(0.0, |sure| (1.0 + log_odds(sure)).clamp(0.0, 6.0) / 4.0),
        dense[53],
        known.read.0,
        ((known.read.1 - 0.85) / 0.15).clamp(0.0, 1.0),
        ordinary(raw),
        1.0 - mixed(raw).min(3) as f32 / 3.0,
        (1.0 + known.confirmed as f32).ln() / 2.0,
        dense[at::MEMORY],
        flag(known.is_sound),
        1.0 + dense[at::BASE].max(-4.0) / 4.0,
    ]
}

fn log_odds(probability: f32) -> f32 {
    let clipped = probability.clamp(1e-4, 1.0 - 1e-4);
    (clipped / (1.0 - clipped)).ln()
}

/// Share of characters that ordinary text is made of.
fn ordinary(raw: &str) -> f32 {
    let is_odd = |c: &char| !c.is_alphanumeric() && !c.is_whitespace() && !".,-/():&'@+#%".contains(*c);
    1.0 - raw.chars().filter(is_odd).count() as f32 / raw.chars().count().max(1) as f32
}

/// Digits between letters, as misread words have them.
fn mixed(raw: &str) -> usize {
    let characters: Vec<char> = raw.chars().collect();
    characters
        .windows(3)
        .filter(|w| w[0].is_alphabetic() && w[1].is_ascii_digit() && w[2].is_alphabetic())
        .count()
}

/// A decision of cross-validation.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Position of the data point.
    pub field: usize,
    /// What spoke for it.
    pub signs: Signs,
    /// Whether it was right.
    pub is_right: bool,
    /// Which document it is of.
    pub document: usize,
}

/// The trained part; without training, what holds in general.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Certainty {
    /// Bias and signs, then for each data point a bias and its own weights.
    weights: Vec<f32>,
}

impl Certainty {
    /// Trains on decisions of cross-validation.
    ///
    /// Few decisions leave it near the one that is given, or else near what holds in general.
    pub fn train(judged: &[&Judged], fields: usize, before: Option<&Self>) -> Self {
        let before: Vec<f32> = before.map_or(GENERAL.to_vec(), Self::pooled);
        let rows: Vec<(Row, f32, bool)> = judged
            .iter()
            .map(|j| (row(j.field, &j.signs), weighted(&before, &j.signs), j.is_right))
            .collect();
        let mut weights = vec![0.0; 1 + SIGNS + fields * (1 + OWN)];
        lbfgs::minimize(&mut weights, Effort { steps: 60, tolerance: 1e-6 }, |weights, gradient| {
            let mut loss = 0.0;
            for (row, offset, is_right) in &rows {
                let score = offset + row.iter().map(|(place, value)| weights[*place] * value).sum::<f32>();
                let probability = 1.0 / (1.0 + (-score).exp());
                let (target, chance) = if *is_right { (1.0, probability) } else { (0.0, 1.0 - probability) };
                loss -= f64::from(chance.max(1e-9).ln());
                for (place, value) in row {
                    gradient[*place] += (probability - target) * value;
                }
            }
            for (gradient, weight) in gradient.iter_mut().zip(weights) {
                *gradient += L2 * weight;
                loss += f64::from(L2 / 2.0 * weight * weight);
            }
            loss
        });
        // What is stored adds to what holds in general.
        for ((weight, before), general) in weights.iter_mut().zip(&before).zip(GENERAL) {
            *weight += before - general;
        }
        Self { weights }
    }

    /// The probability that a value is right.
    pub fn of(&self, field: usize, signs: &Signs) -> f32 {
        let own: f32 = row(field, signs)
            .into_iter()
            .map(|(place, value)| self.weights.get(place).copied().unwrap_or(0.0) * value)
            .sum();
        1.0 / (1.0 + (-(weighted(&GENERAL, signs) + own)).exp())
    }

    /// Bias and weights of the signs, as they add up with what holds in general.
    pub fn pooled(&self) -> Vec<f32> {
        GENERAL.iter().enumerate().map(|(at, w)| w + self.weights.get(at).copied().unwrap_or(0.0)).collect()
    }

    /// Whether the numbers are numbers.
    pub fn is_sound(&self) -> bool {
        self.weights.iter().all(|weight| weight.is_finite())
    }
}

/// Bias and signs, weighted.
fn weighted(weights: &[f32], signs: &Signs) -> f32 {
    let (bias, weights) = weights.split_first().unwrap_or((&0.0, &[]));
    bias + weights.iter().zip(signs).map(|(w, s)| w * s).sum::<f32>()
}

/// The places of the weights that count for a decision, each with its number.
type Row = Vec<(usize, f32)>;

/// What a decision weighs, by its signs.
fn row(field: usize, signs: &Signs) -> Row {
    let own = 1 + SIGNS + field * (1 + OWN);
    let mut row = vec![(0, 1.0), (own, 1.0)];
    row.extend(signs.iter().enumerate().map(|(at, sign)| (1 + at, *sign)));
    row.extend(signs.iter().take(OWN).enumerate().map(|(at, sign)| (own + 1 + at, *sign)));
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(strength: f32, is_right: bool) -> Judged {
        let mut signs = [0.5; SIGNS];
        signs[0] = strength;
        Judged { field: 0, signs, is_right, document: 0 }
    }

    #[test]
    fn probabilities_follow_how_often_such_values_were_right() {
        let mut all: Vec<Judged> = (0..90).map(|_| judged(1.5, true)).collect();
        all.extend((0..10).map(|_| judged(1.5, false)));
        all.extend((0..20).map(|_| judged(0.1, true)));
        all.extend((0..80).map(|_| judged(0.1, false)));
        let certainty = Certainty::train(&all.iter().collect::<Vec<_>>(), 1, None);
        assert!((certainty.of(0, &judged(1.5, true).signs) - 0.9).abs() < 0.05);
        assert!((certainty.of(0, &judged(0.1, true).signs) - 0.2).abs() < 0.05);
        assert!(certainty.of(7, &judged(0.1, true).signs).is_finite(), "a data point that was never seen");
    }

    #[test]
    fn misread_words_are_less_ordinary() {
        assert_eq!(mixed("S0LUTI0NS"), 2);
        assert!(ordinary("AB§¤12") < ordinary("AB-12"));
    }
}
