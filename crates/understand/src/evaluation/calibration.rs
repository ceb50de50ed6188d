//! Fits and measures the confidence model on labelled documents.

use perigee_model::{Page, ProcessType};

use super::dataset::LabelledDocument;
use super::score::is_right;
use crate::confidence::{self, FEATURES, Model};
use crate::{decided, reading};

/// A decided value: what spoke for it, and whether it was right.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The numbers that the model sees.
    pub features: [f32; FEATURES],
    /// Whether a label agrees.
    pub is_right: bool,
    /// Which document it is of; folds never divide a document.
    pub document: usize,
}

/// Descent steps; the loss of a few thousand samples no longer moves after a quarter of them.
const STEPS: usize = 4_000;
/// Step length, below the inverse of the largest curvature of twelve features within 0 to 1.3.
const RATE: f32 = 0.5;
/// Pull of the weights towards 0, so that a rare feature is not trusted on few samples.
const PULL: f32 = 0.0005;
/// Weights of features that mean "surer" are kept from being negative: the first ones of the list.
const MONOTONE: usize = 7;

/// The samples of one document: every labelled data point that a value was found for.
pub fn samples(
    pages: &[Page],
    kind: &ProcessType,
    labels: &LabelledDocument,
    document: usize,
) -> Vec<Sample> {
    decided(pages, kind, |analysis, picks| {
        let extraction = reading::extraction(analysis, kind, picks, Vec::new());
        let mut samples = Vec::new();
        for point in &kind.data_points {
            let Some(expected) = labels.fields.get(&point.name) else { continue };
            let Some(reading) = extraction.readings.iter().find(|r| r.data_point == point.name) else {
                continue;
            };
            let Some(pick) = picks.iter().find(|pick| pick.data_point == point.name) else { continue };
            let found = reading.value.as_deref().unwrap_or(&reading.raw_value);
            samples.push(Sample {
                features: reading::features(analysis, pick),
                is_right: expected.iter().any(|expected| is_right(point, expected, found)),
                document,
            });
        }
        samples
    })
}

/// Logistic regression by gradient descent, deterministic.
pub fn fit(samples: &[Sample]) -> Model {
    let mut model = Model { weights: [0.0; FEATURES], bias: 0.0 };
    let count = samples.len().max(1) as f32;
    for _ in 0..STEPS {
        let (mut slope, mut bias) = ([0.0_f32; FEATURES], 0.0_f32);
        for sample in samples {
            let target = if sample.is_right { 1.0 } else { 0.0 };
            let miss = confidence::probability(&model, &sample.features) - target;
            bias += miss;
            for (slope, feature) in slope.iter_mut().zip(sample.features) {
                *slope += miss * feature;
            }
        }
        model.bias -= RATE * bias / count;
        for (index, (weight, slope)) in model.weights.iter_mut().zip(slope).enumerate() {
            *weight -= RATE * (slope / count + PULL * *weight);
            if index < MONOTONE {
                *weight = weight.max(0.0);
            }
        }
    }
    model
}

/// Probabilities of all samples, each by a model that did not see its document.
pub fn out_of_fold(samples: &[Sample], folds: usize) -> Vec<f32> {
    let models: Vec<Model> = (0..folds)
        .map(|fold| {
            let others: Vec<Sample> =
                samples.iter().filter(|s| s.document % folds != fold).cloned().collect();
            fit(&others)
        })
        .collect();
    samples
        .iter()
        .map(|sample| {
            models
                .get(sample.document % folds)
                .map_or(0.0, |model| confidence::probability(model, &sample.features))
        })
        .collect()
}

/// Expected calibration error over ten equal bins of probability.
pub fn calibration_error(probabilities: &[f32], right: &[bool]) -> f32 {
    let mut bins = [(0.0_f32, 0.0_f32, 0_usize); 10];
    for (probability, right) in probabilities.iter().zip(right) {
        let bin = ((probability * 10.0) as usize).min(9);
        if let Some((sum, hits, count)) = bins.get_mut(bin) {
            *sum += probability;
            *hits += if *right { 1.0 } else { 0.0 };
            *count += 1;
        }
    }
    let total = probabilities.len().max(1) as f32;
    bins.iter().map(|(sum, hits, _)| (sum - hits).abs() / total).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(score: f32, is_right: bool, document: usize) -> Sample {
        let mut features = [0.0; FEATURES];
        features[0] = score;
        Sample { features, is_right, document }
    }

    #[test]
    fn the_fit_follows_the_evidence_and_is_calibrated() {
        // Of the well announced values nine of ten are right, of the others three of ten.
        let samples: Vec<Sample> =
            (0..200)
                .map(|i| {
                    if i % 2 == 0 {
                        sample(1.0, i % 20 != 0, i / 20)
                    } else {
                        sample(0.0, i % 20 < 6, i / 20)
                    }
                })
                .collect();
        let model = fit(&samples);
        let (sure, unsure) = (
            confidence::probability(&model, &samples[0].features),
            confidence::probability(&model, &samples[1].features),
        );
        assert!((sure - 0.9).abs() < 0.06 && (unsure - 0.3).abs() < 0.06, "{sure} {unsure}");
        let right: Vec<bool> = samples.iter().map(|s| s.is_right).collect();
        assert!(calibration_error(&out_of_fold(&samples, 5), &right) < 0.1);
    }

    #[test]
    fn certainty_that_is_wrong_is_an_error_of_one() {
        assert_eq!(calibration_error(&[1.0, 1.0], &[false, false]), 1.0);
        assert_eq!(calibration_error(&[1.0, 0.0], &[true, false]), 0.0);
        assert_eq!(calibration_error(&[], &[]), 0.0);
    }
}
