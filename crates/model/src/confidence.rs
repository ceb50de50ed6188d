//! Confidence: a probability that something is right.

use serde::{Deserialize, Serialize};

/// A probability from 0 to 1 that a reading is right.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(from = "f32", into = "f32")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Confidence(f32);

impl Confidence {
    /// Certainty: what a text layer says about its own characters.
    pub const CERTAIN: Self = Self(1.0);

    /// Clips into 0..=1; a value that is not a number becomes 0.
    pub fn new(probability: f32) -> Self {
        Self(if probability.is_nan() { 0.0 } else { probability.clamp(0.0, 1.0) })
    }

    /// The probability.
    pub fn get(self) -> f32 {
        self.0
    }
}

impl From<f32> for Confidence {
    fn from(probability: f32) -> Self {
        Self::new(probability)
    }
}

impl From<Confidence> for f32 {
    /// Rounded to four digits: more would pretend to a precision that no calibration has.
    fn from(confidence: Confidence) -> Self {
        (confidence.0 * 10_000.0).round() / 10_000.0
    }
}
