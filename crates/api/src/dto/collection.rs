//! Collections and their files.

use std::collections::BTreeMap;

use perigee_model::{CollectionId, CollectionStatus, FileFault, FileId, Finding, ProcessId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::pagination::Pagination;
use super::review::Rejection;

/// The free JSON object of a client.
pub type Metadata = BTreeMap<String, serde_json::Value>;

/// What was uploaded together.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Collection {
    /// The collection.
    pub id: CollectionId,
    /// Its name; the first file's name unless given.
    pub name: String,
    /// Its files, in the order of the upload.
    pub files: Vec<CollectionFile>,
    /// Done before others.
    pub priority: bool,
    /// Whether its files may hold several documents each.
    pub split: bool,
    /// Where it stands. `Needs Review`, `Accepted`, `Failed` and `Stopped` do not change by themselves.
    pub status: CollectionStatus,
    /// Percent done, 0 to 100.
    #[schema(minimum = 0, maximum = 100)]
    pub progress: u8,
    /// Pages of all files; 0 until they are counted.
    pub number_of_pages: u32,
    /// Its process.
    pub process_id: ProcessId,
    /// When it was uploaded.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
    /// Free for clients.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    pub metadata: Metadata,
    /// Whether models may learn from it.
    pub available_for_training: bool,
    /// Other collections of the process that hold the bytes of one of its files; the newest hundred of each file.
    pub duplicates: Vec<CollectionId>,
    /// Why a person should look at it; empty unless its status is `Needs Review`.
    pub review_reasons: Vec<Finding>,
    /// Why it failed, when it did.
    #[schema(required = true)]
    pub error: Option<FileFault>,
    /// How sure the machine was when it was read: the expected share of right values; `null` before.
    #[schema(required = true)]
    pub confidence: Option<f32>,
    /// Subject of who is to look at it.
    #[schema(required = true)]
    pub assignee: Option<String>,
    /// The assignee's name, while it has a place in the organization.
    #[schema(required = true)]
    pub assignee_name: Option<String>,
    /// Subject of who sent it.
    pub created_by: String,
    /// Who sent it back and why; `null` unless it was rejected. Its status is `Stopped` then.
    #[schema(required = true)]
    pub rejection: Option<Rejection>,
}

/// An uploaded file.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CollectionFile {
    /// The file.
    pub id: FileId,
    /// Its collection.
    pub collection_id: CollectionId,
    /// Its name as uploaded.
    pub name: String,
    /// Where it stands.
    pub status: CollectionStatus,
    /// Percent done, 0 to 100.
    #[schema(minimum = 0, maximum = 100)]
    pub progress: u8,
    /// Pages; 0 until they are counted.
    pub number_of_pages: u32,
    /// When it was uploaded.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
    /// Free for clients.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    pub metadata: Metadata,
    /// Bytes.
    pub size_bytes: u64,
    /// Detected media type, e.g. `application/pdf`; `null` until it is read.
    #[schema(required = true)]
    pub media_type: Option<String>,
    /// Why it failed, when it did: what is wrong and what to do.
    #[schema(required = true)]
    pub error: Option<FileFault>,
}

/// A page of collections.
#[derive(Debug, Serialize, ToSchema)]
pub struct CollectionList {
    /// The collections.
    pub collections: Vec<Collection>,
    /// Which part of the list.
    pub pagination: Pagination,
}

/// Which collections to list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CollectionQuery {
    /// Elements to skip.
    #[param(minimum = 0, default = 0)]
    pub offset: Option<u64>,
    /// Elements to return.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    pub limit: Option<u64>,
    /// `created_date`, `updated_date`, `name`, `status`, `pages` or `confidence`, then `:asc` or `:desc`.
    #[param(
        default = "created_date:desc",
        pattern = "^(created_date|created|updated_date|updated|name|status|pages|confidence):(asc|desc)$"
    )]
    pub order: Option<String>,
    /// Part of the name.
    pub query: Option<String>,
    /// Uploaded at or after (a day, or RFC 3339).
    pub date_from: Option<String>,
    /// Uploaded before or at (a day counts whole, or RFC 3339).
    pub date_to: Option<String>,
    /// Only those with, or without, priority.
    pub priority: Option<bool>,
    /// Only those with this status, e.g. `Needs Review`; commas between several.
    pub status: Option<String>,
    /// JSON object: `{"printed":"yes"}` has this value, `{"printed":true}` has the key, `{"printed":false}` has it not.
    pub metadata: Option<String>,
    /// Only those assigned to this subject; `none` = to nobody.
    pub assignee: Option<String>,
    /// Only those with a document of this class.
    pub document_class: Option<String>,
}

/// What can be changed in a collection.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CollectionChange {
    /// The new metadata; replaces the old.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    pub metadata: Metadata,
}

/// Files of a collection as `multipart/form-data`.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes the form; the parts are streamed, never collected into this shape")]
pub struct CollectionUpload {
    /// One or more files.
    #[schema(value_type = Vec<String>, format = Binary, content_media_type = "application/octet-stream")]
    files: Vec<Vec<u8>>,
    /// Name of the collection; the first file's name if left out.
    name: Option<String>,
    /// Done before others.
    priority: Option<bool>,
    /// Whether the files may hold several documents each; as the process has it if left out.
    split: Option<bool>,
    /// A JSON object, as text.
    metadata: Option<String>,
    /// Tesseract languages, e.g. `eng+deu`.
    language: Option<String>,
}

/// Files of a collection as base64 in JSON.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Base64Upload {
    /// One or more files.
    #[schema(min_items = 1)]
    pub files: Vec<Base64File>,
    /// Name of the collection; the first file's name if left out.
    pub name: Option<String>,
    /// Done before others.
    pub priority: Option<bool>,
    /// Whether the files may hold several documents each; as the process has it if left out.
    pub split: Option<bool>,
    /// Free for clients.
    #[schema(value_type = Option<std::collections::HashMap<String, serde_json::Value>>)]
    pub metadata: Option<Metadata>,
    /// Tesseract languages, e.g. `eng+deu`.
    pub language: Option<String>,
}

/// A file as base64.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Base64File {
    /// Its name.
    #[schema(min_length = 1, max_length = 255)]
    pub name: String,
    /// Its bytes, base64 (standard alphabet).
    pub content: String,
}

/// How to accept.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct Acceptance {
    /// Accept although a mandatory data point is missing. Forced acceptances never train a model.
    #[serde(default)]
    pub force: bool,
}
