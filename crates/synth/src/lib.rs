//! Draws labelled documents: believable pages whose every value is known, for samples, tests and training.
//!
//! Everything is deterministic: the same seed gives the same bytes. No files are read, no clock, no system fonts.

pub mod bill;
mod canvas;
pub mod card;
mod face;
pub mod hostile;
pub mod invoice;
pub mod labelled;
mod language;
mod numbers;
pub mod order;
mod paper;
#[cfg(test)]
mod proof;
mod random;
pub mod receipt;
pub mod scan;
pub mod stack;

use indexmap::IndexMap;
use perigee_model::Page;

pub use language::Language;

/// Data point → its values as printed. Literals (`document_type`, `currency`) are canonical.
pub type Fields = IndexMap<String, Vec<String>>;

/// Table data point → rows from the top; header → cell as printed.
pub type Tables = IndexMap<String, Vec<IndexMap<String, String>>>;

/// A drawn document with everything that is known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct SynthDocument {
    /// E.g. `invoice-0001-de.pdf`.
    pub file_name: String,
    /// The document.
    pub pdf: Vec<u8>,
    /// The words that were drawn, with their places.
    pub pages: Vec<Page>,
    /// The single values.
    pub fields: Fields,
    /// The tables.
    pub tables: Tables,
}
