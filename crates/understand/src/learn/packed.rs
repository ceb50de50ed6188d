//! Weights as they are stored: rounded to multiples of a small step, so that most take one byte or two.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Steps of one unit: 1/128 of a log-odds changes no decision.
const STEPS: f32 = 128.0;
/// Largest weight that is kept.
const LARGEST: f32 = 250.0;

/// A weight as it comes back from a file.
pub fn rounded(weight: f32) -> f32 {
    if weight.is_finite() { (weight.clamp(-LARGEST, LARGEST) * STEPS).round() / STEPS } else { 0.0 }
}

/// Rounds weights, so that a model in memory is the one on disk.
pub fn round(weights: &mut [f32]) {
    weights.iter_mut().for_each(|weight| *weight = rounded(*weight));
}

/// Writes weights.
pub fn serialize<S: Serializer>(weights: &[f32], serializer: S) -> Result<S::Ok, S::Error> {
    let steps: Vec<i16> = weights.iter().map(|weight| (rounded(*weight) * STEPS) as i16).collect();
    steps.serialize(serializer)
}

/// Reads weights.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f32>, D::Error> {
    let steps: Vec<i16> = Vec::deserialize(deserializer)?;
    Ok(steps.into_iter().map(|step| f32::from(step) / STEPS).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Serialize, Deserialize)]
    struct Weights(#[serde(with = "super")] Vec<f32>);

    proptest! {
        #[test]
        fn rounded_weights_come_back_as_they_were(mut weights: Vec<f32>) {
            round(&mut weights);
            let bytes = postcard::to_stdvec(&Weights(weights.clone())).unwrap();
            prop_assert_eq!(postcard::from_bytes::<Weights>(&bytes).unwrap().0, weights);
        }
    }

    #[test]
    fn small_weights_take_a_byte() {
        let bytes = postcard::to_stdvec(&Weights(vec![0.0, 0.25, -0.25])).unwrap();
        assert_eq!(bytes.len(), 1 + 3);
    }
}
