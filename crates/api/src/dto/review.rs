//! What people do while they review: confirm, bring back, comment, lock, send back, divide.

use perigee_app::comment::Comment as ShownComment;
use perigee_app::lock::{Holder as ShownHolder, Lock as ShownLock};
use perigee_app::{annotation, document};
use perigee_model::{CollectionId, CommentId, Confidence, DocumentId, Evidence, FileId, Source, ValueId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::annotation::Annotation;
use super::pagination::Pagination;
use super::time::rfc3339;
use crate::input::{Fields, FromFields};

/// What a value shall say again.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Restoration {
    /// An entry of the value's history; what the machine read if left out.
    #[schema(value_type = Option<String>)]
    pub entry_id: Option<Uuid>,
}

/// The values of a document that are confirmed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Confirmations {
    /// Values, and cells of tables. Those that a person changed or added may be among them; nothing happens to them.
    pub value_ids: Vec<ValueId>,
}

/// What changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConfirmedValues {
    /// The values that are confirmed now and were not, or the other way round.
    pub values: Vec<Annotation>,
}

/// The order of a data point's values.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ValueOrder {
    /// The data point.
    pub data_point: String,
    /// All of its values, each once.
    pub value_ids: Vec<ValueId>,
}

/// The history of a value.
#[derive(Debug, Serialize, ToSchema)]
pub struct History {
    /// What was said about it, oldest first; what the machine read comes first.
    pub history: Vec<HistoryEntry>,
}

/// What was said about a value once.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    /// The entry, to bring it back; `null` for what the machine read.
    #[schema(required = true, value_type = Option<String>)]
    pub id: Option<String>,
    /// `read` by the machine, or by a person `added`, `changed`, `confirmed`, `removed` or `restored`.
    #[schema(pattern = "^(read|added|changed|confirmed|removed|restored)$")]
    pub kind: &'static str,
    /// The text; of a removal, what was removed.
    pub raw_value: String,
    /// After conversion; `null` when the text cannot be converted.
    #[schema(required = true)]
    pub value: Option<String>,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
    /// Probability that it is right; 1 for what people decided.
    pub confidence: Confidence,
    /// How it was obtained.
    pub source: Source,
    /// Subject of who decided; `null` for the machine.
    #[schema(required = true)]
    pub created_by: Option<String>,
    /// Name of the person or the API key, as it was then, or of the model.
    pub created_by_name: String,
    /// When.
    pub created_at: String,
}

/// A comment to be written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewComment {
    /// What to say: 1 to 4000 characters.
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
    /// The document that it is about, in a collection of several.
    pub document_id: Option<DocumentId>,
    /// The data point that it is about.
    pub data_point: Option<String>,
}

/// What somebody wrote beside a collection.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    /// The comment.
    pub id: CommentId,
    /// Its collection.
    pub collection_id: CollectionId,
    /// The document that it is about.
    #[schema(required = true)]
    pub document_id: Option<DocumentId>,
    /// The data point that it is about.
    #[schema(required = true)]
    pub data_point: Option<String>,
    /// What was written.
    pub text: String,
    /// Subject of who wrote it.
    pub created_by: String,
    /// Name of who wrote it, as it was then.
    pub created_by_name: String,
    /// When.
    pub created_at: String,
}

/// A page of comments.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommentList {
    /// The comments, oldest first.
    pub comments: Vec<Comment>,
    /// Which part of the list.
    pub pagination: Pagination,
}

/// How to take a lock.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LockRequest {
    /// Take it from whoever has it; needs `workspace.collection_editor:override`.
    #[serde(default)]
    pub take_over: bool,
}

/// Who edits a collection, and who else looks at it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Lock {
    /// Who edits; `null` while nobody does.
    #[schema(required = true)]
    pub holder: Option<LockHolder>,
    /// Whether that is the caller.
    pub is_yours: bool,
    /// Who looks at it besides the caller and who edits.
    pub others: Vec<LockHolder>,
}

/// Somebody at a collection.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LockHolder {
    /// Subject.
    pub subject_id: String,
    /// Name.
    pub name: String,
    /// Since when.
    pub since: String,
    /// Until when, unless it is renewed.
    pub expires_at: String,
}

/// Why a collection is sent back.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RejectionRequest {
    /// For people: 1 to 1000 characters.
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

/// That a person sent a collection back.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Rejection {
    /// Why.
    pub reason: String,
    /// Subject of who did.
    pub rejected_by: String,
    /// Name of who did, as it was then.
    pub rejected_by_name: String,
    /// When.
    pub rejected_at: String,
}

/// Into which documents a file shall be divided.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Division {
    /// In their order. Pages that are in none are left out; a page is in one at most.
    #[schema(min_items = 1)]
    pub documents: Vec<DivisionPart>,
}

/// A document that a file shall have.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DivisionPart {
    /// First page in the file, from 0; required without `pages`.
    pub first_page: Option<u32>,
    /// Last page in the file, inclusive; required without `pages`.
    pub last_page: Option<u32>,
    /// Its pages, from 0 in the file, in the order of reading; in place of `firstPage` and `lastPage`.
    #[schema(min_items = 1)]
    pub pages: Option<Vec<u32>>,
    /// Its class; left out, it stays, or is found by the machine.
    #[schema(min_length = 1, max_length = 100)]
    pub document_class: Option<String>,
}

/// A file with its documents.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FileDocuments {
    /// The file.
    pub file_id: FileId,
    /// Pages of the file.
    pub number_of_pages: u32,
    /// Its documents in their order.
    pub documents: Vec<DocumentRange>,
}

/// The pages of a document.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DocumentRange {
    /// The document.
    pub document_id: DocumentId,
    /// Its name.
    pub name: String,
    /// Its class; empty until it is extracted.
    pub document_class: String,
    /// How probable it is that the class is right, as the machine told it; `null` where a person set it, or where nothing
    /// speaks for one class or another.
    #[schema(required = true)]
    pub class_confidence: Option<f32>,
    /// The lowest number among its pages, from 0.
    pub first_page: u32,
    /// The highest number among its pages.
    pub last_page: u32,
    /// Its pages, numbered in the file from 0, in the order in which it is read.
    pub pages: Vec<u32>,
}

impl From<annotation::HistoryEntry> for HistoryEntry {
    fn from(shown: annotation::HistoryEntry) -> Self {
        Self {
            id: shown.id.map(|id| id.simple().to_string()),
            kind: shown.kind,
            raw_value: shown.raw_value,
            value: shown.value,
            evidence: shown.evidence,
            confidence: shown.confidence,
            source: shown.source,
            created_by: shown.created_by,
            created_by_name: shown.created_by_name,
            created_at: rfc3339(shown.created_at_ms),
        }
    }
}

impl From<ShownComment> for Comment {
    fn from(shown: ShownComment) -> Self {
        Self {
            id: shown.id,
            collection_id: shown.collection_id,
            document_id: shown.document_id,
            data_point: shown.data_point,
            text: shown.text,
            created_by: shown.created_by,
            created_by_name: shown.created_by_name,
            created_at: rfc3339(shown.created_at_ms),
        }
    }
}

impl From<ShownLock> for Lock {
    fn from(shown: ShownLock) -> Self {
        Self {
            holder: shown.holder.map(LockHolder::from),
            is_yours: shown.is_yours,
            others: shown.others.into_iter().map(LockHolder::from).collect(),
        }
    }
}

impl From<ShownHolder> for LockHolder {
    fn from(shown: ShownHolder) -> Self {
        Self {
            subject_id: shown.subject,
            name: shown.name,
            since: rfc3339(shown.since_ms),
            expires_at: rfc3339(shown.expires_at_ms),
        }
    }
}

impl From<perigee_app::collection::Rejection> for Rejection {
    fn from(shown: perigee_app::collection::Rejection) -> Self {
        Self {
            reason: shown.reason,
            rejected_by: shown.by,
            rejected_by_name: shown.by_name,
            rejected_at: rfc3339(shown.at_ms),
        }
    }
}

impl From<document::FileDocuments> for FileDocuments {
    fn from(shown: document::FileDocuments) -> Self {
        let documents = shown.documents.into_iter().map(|document| DocumentRange {
            document_id: document.id,
            name: document.name,
            document_class: document.class,
            class_confidence: document.class_confidence,
            first_page: document.pages.iter().min().copied().unwrap_or_default(),
            last_page: document.pages.iter().max().copied().unwrap_or_default(),
            pages: document.pages,
        });
        Self { file_id: shown.file_id, number_of_pages: shown.page_count, documents: documents.collect() }
    }
}

impl From<DivisionPart> for document::Part {
    fn from(part: DivisionPart) -> Self {
        // A part that names neither does not get here: see `from_fields`.
        let range = || {
            document::Pages::Range(part.first_page.unwrap_or_default(), part.last_page.unwrap_or_default())
        };
        Self { pages: part.pages.map_or_else(range, document::Pages::Ordered), class: part.document_class }
    }
}

impl From<NewComment> for perigee_app::comment::NewComment {
    fn from(new: NewComment) -> Self {
        Self { text: new.text, document_id: new.document_id, data_point: new.data_point }
    }
}

/// A list of ids; a text in it that is none is a fault.
fn required_ids(fields: &mut Fields, field: &str) -> Option<Vec<ValueId>> {
    let texts = fields.required_texts(field)?;
    let ids: Option<Vec<ValueId>> = texts.iter().map(|text| text.parse().ok()).collect();
    if ids.is_none() {
        fields.fault(field, "ids of 32 hex digits are required");
    }
    ids
}

impl FromFields for Restoration {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let id = |text: &str| Uuid::try_parse(text).ok();
        Some(Self { entry_id: fields.parsed("entryId", "an id of 32 hex digits", id) })
    }
}

impl FromFields for Confirmations {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { value_ids: required_ids(fields, "valueIds")? })
    }
}

impl FromFields for ValueOrder {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (data_point, ids) = (fields.required_text("dataPoint"), required_ids(fields, "valueIds"));
        Some(Self { data_point: data_point?, value_ids: ids? })
    }
}

impl FromFields for NewComment {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let text = fields.required_text("text");
        let document_id =
            fields.parsed("documentId", "an id of 32 hex digits", |text| text.parse::<DocumentId>().ok());
        let data_point = fields.text("dataPoint");
        Some(Self { text: text?, document_id, data_point })
    }
}

impl FromFields for LockRequest {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { take_over: fields.flag("takeOver").unwrap_or_default() })
    }
}

impl FromFields for RejectionRequest {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { reason: fields.required_text("reason")? })
    }
}

impl FromFields for Division {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { documents: fields.required_list("documents")? })
    }
}

impl FromFields for DivisionPart {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let is_listed = fields.has("pages");
        let pages = fields.numbers("pages");
        let mut page = |field: &str| {
            if !is_listed && !fields.has(field) {
                fields.missing(field);
            }
            fields.number(field, (0, u64::from(u32::MAX))).and_then(|number| u32::try_from(number).ok())
        };
        let (first_page, last_page) = (page("firstPage"), page("lastPage"));
        Some(Self { first_page, last_page, pages, document_class: fields.text("documentClass") })
    }
}
