//! Comments that people write beside collections, and beside values of them.

pub mod create;
pub mod delete;
pub mod list;

pub use create::{NewComment, create};
pub use delete::delete;
pub use list::list;

use perigee_model::{CollectionId, CommentId, DocumentId};
use perigee_store::entity::comment;

/// A comment.
#[derive(Debug, Clone)]
pub struct Comment {
    /// The comment.
    pub id: CommentId,
    /// Its collection.
    pub collection_id: CollectionId,
    /// The document that it is about.
    pub document_id: Option<DocumentId>,
    /// Name of the data point that it is about.
    pub data_point: Option<String>,
    /// What was written.
    pub text: String,
    /// Subject.
    pub created_by: String,
    /// Name of who wrote it.
    pub created_by_name: String,
    /// When.
    pub created_at_ms: i64,
}

impl From<comment::Model> for Comment {
    fn from(row: comment::Model) -> Self {
        Self {
            id: CommentId::from_uuid(row.id),
            collection_id: CollectionId::from_uuid(row.collection_id),
            document_id: row.document_id.map(DocumentId::from_uuid),
            data_point: row.data_point,
            text: row.text,
            created_by: row.created_by,
            created_by_name: row.created_by_name,
            created_at_ms: row.created_at,
        }
    }
}
