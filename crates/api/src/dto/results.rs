//! Results and words of a collection; their inner shapes are those of `perigee_model::results`.

use perigee_model::results::{FileResult, OcrFileResult};
use perigee_model::{CollectionId, CollectionStatus, ProcessId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What was found in a collection.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CollectionResults {
    /// The collection.
    pub collection_id: CollectionId,
    /// Its name.
    pub collection_name: String,
    /// Where it stands.
    pub collection_status: CollectionStatus,
    /// Its process.
    pub process_id: ProcessId,
    /// The process's name.
    pub process_name: String,
    /// An element for each file.
    pub results: Vec<FileResult>,
}

/// What was read in a collection.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CollectionOcr {
    /// The collection.
    pub collection_id: CollectionId,
    /// Its name.
    pub collection_name: String,
    /// Where it stands.
    pub collection_status: CollectionStatus,
    /// Its process.
    pub process_id: ProcessId,
    /// The process's name.
    pub process_name: String,
    /// An element for each file.
    pub results: Vec<OcrFileResult>,
}

/// How much of the reading to return.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum OcrFormat {
    /// The words of a page joined by spaces.
    #[default]
    Text,
    /// Also size, rotation, and each word with its place.
    Words,
    /// hOCR, as a download.
    Hocr,
    /// ALTO 4, as a download.
    Alto,
    /// PDF that shows the same and can be searched, as a download.
    Pdf,
}

/// How much of the reading to return.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OcrQuery {
    /// `text` or `words` for JSON; `hocr`, `alto` or `pdf` (searchable) for a download: a file, or a ZIP archive of
    /// them when the collection has several.
    #[param(inline)]
    pub format: Option<OcrFormat>,
}
