//! What the engine saw in a document: readings, tables and findings. Never changed once stored.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::{Confidence, Evidence, Source};

/// Everything that was extracted from one document.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Extraction {
    /// E.g. `invoice`.
    pub document_class: String,
    /// Name and version of the model that made it, e.g. `zero-shot@0.1.0`.
    pub model: String,
    /// Single values, in the order of the process's data points.
    pub readings: Vec<Reading>,
    /// Table values, in the order of the process's data points.
    pub tables: Vec<TableReading>,
    /// What does not fit together, and why a person should look.
    pub findings: Vec<Finding>,
}

/// A value of a data point as it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// Name of the data point (or of the table's header, in a cell).
    pub data_point: String,
    /// As printed.
    pub raw_value: String,
    /// After conversion; `None` when the printed text cannot be converted.
    pub value: Option<String>,
    /// Why the value contradicts its type or a rule; `None` when it does not.
    pub fault: Option<String>,
    /// Probability that the value is right.
    pub confidence: Confidence,
    /// How it was obtained.
    pub source: Source,
    /// Where it stands; empty only for `Source::Enrichment`, and for `Source::Einvoice` where the page does not show it.
    pub evidence: Vec<Evidence>,
    /// The next best different values, best first.
    pub alternatives: Vec<Alternative>,
}

/// A value that was weighed and not chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Alternative {
    /// As printed.
    pub raw_value: String,
    /// After conversion; `null` when the printed text cannot be converted.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub value: Option<String>,
    /// Probability that this one is right.
    pub confidence: Confidence,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
}

/// A table of a data point as it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TableReading {
    /// Name of the data point.
    pub data_point: String,
    /// Header name → cell, row by row from the top; a missing header is an empty cell.
    pub rows: Vec<IndexMap<String, Reading>>,
    /// Where the table stands, a box per page.
    pub evidence: Vec<Evidence>,
    /// Probability that all of it is right.
    pub confidence: Confidence,
}

/// Something that does not fit together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    /// Stable code of the rule, e.g. `totals_do_not_add_up`.
    pub code: String,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The data points that it is about.
    pub data_points: Vec<String>,
}
