//! How well an extraction agrees with labelled documents: the labelled folder and its scorer.

pub mod calibration;
pub mod dataset;
mod draw;
pub mod score;

pub use dataset::{Dataset, LabelledDocument, WordsFile};
pub use draw::shuffled;
pub use score::{Measure, Report, Scorer};
