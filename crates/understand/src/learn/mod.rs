//! Learning: confirmed documents to a model, and a model with a document to values.
//!
//! A tagger (`crf`) says for every word how probably it belongs to a data point; what could be a value (`proposals`)
//! is described (`traits`) and ranked (`ranker`), beside what the nearest confirmed pages say (`memory`); a second
//! model (`certainty`) says how sure the decision is, and a bound (`guarantee`) from which confidence on values can be
//! accepted unseen. The recipe and its figures are in `research/extraction.md`; docs/adr/0060 tells what is otherwise.

mod align;
mod base;
mod certainty;
mod columns;
mod crf;
mod doubts;
mod features;
mod fitting;
mod forecast;
mod guarantee;
mod hash;
mod known_words;
mod laid;
mod lattice;
mod lbfgs;
mod learner;
mod marks;
mod memory;
mod model;
mod packed;
mod pairs;
mod predicting;
mod proposals;
mod ranker;
mod scene;
mod selection;
mod sequence;
mod several;
mod shipped;
mod snapping;
mod tagger;
mod teaching;
mod training;
mod traits;
mod vocabulary;
mod weighing;
mod words;

pub use doubts::Doubt;
pub use forecast::{CurvePoint, Forecast, forecast};
pub use guarantee::{Guarantee, certify, lower_bound, needed, upper_bound};
pub use model::{FieldScore, InvalidModel, Model, Scores};
pub use shipped::shipped;
pub use teaching::{Teaching, Waiting, teaching_order};
pub use training::{Base, Confirmed, Options, Tables, TrainError, train};

pub(crate) use columns::ColumnName;
pub(crate) use hash::Name;
pub(crate) use laid::{LaidRow, rows as laid_rows};
pub(crate) use predicting::beside_rules;
pub(crate) use scene::Scene;
pub(crate) use words::zeroed;
