//! The documented shapes of results: what the results API and `perigee extract --json` print.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::{
    Alternative, Confidence, DocumentId, Evidence, FileFault, FileId, PageId, Source, StageStatus, ValueId,
    Word,
};

/// What was found in one file: an element of `results[]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileResult {
    /// The file.
    pub file_id: FileId,
    /// Its name as uploaded.
    pub file_name: String,
    /// Whether it could be read.
    pub status: StageStatus,
    /// Why not, when it could not.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub error: Option<FileFault>,
    /// Its documents in page order; empty while it is not read.
    pub documents: Vec<DocumentResult>,
}

/// What was found in one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentResult {
    /// The document.
    pub document_id: DocumentId,
    /// `<stem>_0.<ext>`, or `<stem>_#1.<ext>` for the parts of a split file.
    pub name: String,
    /// Its class.
    pub classification: Classification,
    /// Each data point of the process with its values; not found = empty list.
    pub extracted_data: IndexMap<String, Vec<DataValue>>,
}

/// The class of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Classification {
    /// E.g. `invoice`.
    pub document_class: String,
    /// Whether it was classified.
    pub status: StageStatus,
    /// Whether rules hold for the class.
    pub validation: StageStatus,
}

/// A value of a data point: a single one or a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(
    clippy::large_enum_variant,
    reason = "answers hold many values and few tables; a box around every value would cost more than it saves"
)]
pub enum DataValue {
    /// A table; told apart by its `rows`.
    Table(TableValue),
    /// A single value.
    Value(SingleValue),
}

/// A single value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SingleValue {
    /// The value.
    pub id: ValueId,
    /// After conversion; `null` when the printed text could not be converted.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub value: Option<String>,
    /// As printed.
    pub raw_value: String,
    /// What converted it.
    pub converter: Converter,
    /// Whether it was extracted.
    pub status: StageStatus,
    /// Whether it satisfies its type and rules.
    pub validation_status: StageStatus,
    /// Free for clients.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, serde_json::Value>))]
    pub metadata: serde_json_map::Map,
    /// Probability that it is right.
    pub confidence: Confidence,
    /// How it was obtained.
    pub source: Source,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
    /// What a person decided about it; `null` while nobody has.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub decision: Option<Decision>,
    /// The next best different values that the machine weighed, best first.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub alternatives: Vec<Alternative>,
}

/// What a person decided about a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Decision {
    /// The machine had not read it.
    Added,
    /// The machine had read something else, or somewhere else.
    Changed,
    /// The machine had read it right.
    Confirmed,
}

/// What converted a printed text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Converter {
    /// `string`, `date`, `amount` …: `text` is called `string` here, as documented.
    #[serde(rename = "type")]
    pub kind: String,
    /// A format, where the type has several.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub format: Option<String>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TableValue {
    /// The table.
    pub id: ValueId,
    /// Its columns.
    pub headers: Vec<TableHeader>,
    /// Its rows, from the top.
    pub rows: Vec<TableRow>,
    /// Where it stands, a box per page.
    pub evidence: Vec<Evidence>,
    /// Probability that all of it is right.
    pub confidence: Confidence,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TableHeader {
    /// Canonical name.
    pub name: String,
    /// What people read.
    pub label: String,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TableRow {
    /// Header name → value; a missing header is an empty cell.
    pub cells: IndexMap<String, SingleValue>,
}

/// What was read in one file: an element of `results[]` of the OCR answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OcrFileResult {
    /// The file.
    pub file_id: FileId,
    /// Its name as uploaded.
    pub file_name: String,
    /// Whether it could be read.
    pub status: StageStatus,
    /// Pages in the file.
    pub total_pages: u32,
    /// When it was uploaded (RFC 3339, UTC, whole seconds); `null` on the command line.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub created_at: Option<String>,
    /// Its documents.
    pub documents: Vec<OcrDocument>,
}

/// What was read in one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OcrDocument {
    /// The document.
    pub document_id: DocumentId,
    /// Its name.
    pub name: String,
    /// Its pages.
    pub pages: Vec<OcrPage>,
}

/// What was read on one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OcrPage {
    /// The page.
    pub page_id: PageId,
    /// Position in the document, from 0.
    pub page_num: u32,
    /// Words joined by spaces.
    pub text: String,
    /// With `format=words`: size, rotation and words with places.
    #[serde(flatten, default, skip_serializing_if = "Option::is_none")]
    pub words: Option<OcrWords>,
}

/// The words of a page with their places.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OcrWords {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Clockwise degrees by which the stored page was turned.
    pub rotation: u16,
    /// Words in reading order.
    pub words: Vec<Word>,
}

/// The free JSON object beside a value.
pub mod serde_json_map {
    /// Key → JSON value.
    pub type Map = std::collections::BTreeMap<String, serde_json::Value>;
}
