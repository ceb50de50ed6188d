//! Documents and their pages.

use perigee_model::{CollectionId, DocumentId, FileId, Finding, PageId, PageSource, ProcessId, Word};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Pages of a file that belong together.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// The document.
    pub id: DocumentId,
    /// `<stem>_0.<ext>`, or `<stem>_#1.<ext>` for the parts of a split file.
    pub name: String,
    /// Its file.
    pub file_id: FileId,
    /// Its collection.
    pub collection_id: CollectionId,
    /// Its process.
    pub process_id: ProcessId,
    /// Its class, e.g. `invoice`.
    pub document_class: String,
    /// How probable it is that the class is right, as the machine told it; `null` where a person set it, or where nothing
    /// speaks for one class or another.
    #[schema(required = true)]
    pub class_confidence: Option<f32>,
    /// Subject of the person who set the class; `null` for the machine.
    #[schema(required = true)]
    pub class_set_by: Option<String>,
    /// Name and version of the model that made the readings; `null` until they are there.
    #[schema(required = true)]
    pub model: Option<String>,
    /// Its pages, in order.
    pub pages: Vec<DocumentPage>,
    /// What does not fit together in it.
    pub findings: Vec<Finding>,
}

/// A page of a document, upright.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DocumentPage {
    /// The page.
    pub page_id: PageId,
    /// Position in the document, from 0.
    pub page_num: u32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Clockwise degrees by which the stored page was turned to stand upright.
    pub rotation: u16,
    /// Where its words come from: `text` or `ocr`.
    pub source: PageSource,
}

/// The words of a page.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PageWords {
    /// The page.
    pub page_id: PageId,
    /// Position in the document, from 0.
    pub page_num: u32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Clockwise degrees by which the stored page was turned to stand upright.
    pub rotation: u16,
    /// Words in reading order; `evidence[].words` are positions in this list.
    pub words: Vec<Word>,
}

/// How to draw a page.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageImageQuery {
    /// Dots per inch.
    #[param(minimum = 18, maximum = 400, default = 144)]
    pub dpi: Option<u32>,
}
