//! How well an extraction agrees with labelled documents: the labelled folder and its scorer.

pub mod calibration;
pub mod dataset;
mod draw;
pub mod score;
pub mod strangers;
pub mod table_score;

pub use dataset::{Dataset, LabelledDocument, WordsFile};
pub use draw::shuffled;
pub use score::{Measure, Report, Scorer};
pub use table_score::TableReport;
