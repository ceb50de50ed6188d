//! Writes a comment.

use perigee_model::{CollectionId, DocumentId, ProcessId, Scope};
use perigee_store::entity::comment;
use perigee_store::{comments, documents};
use uuid::Uuid;

use super::Comment;
use crate::clock::now_ms;
use crate::result::config_of;
use crate::{App, AppError, Change, FieldFault, collection};

/// Longest comment in characters; longer texts are documents of their own.
const LONGEST: usize = 4_000;

/// A comment to be written.
#[derive(Debug, Clone)]
pub struct NewComment {
    /// What to say.
    pub text: String,
    /// The document that it is about.
    pub document_id: Option<DocumentId>,
    /// Name of the data point that it is about.
    pub data_point: Option<String>,
}

/// Writes a comment beside a collection, whatever its status.
///
/// # Errors
/// `NotFound`; `Invalid` for an empty or too long text, and for a document or data point that is not there.
pub async fn create(
    app: &App,
    scope: &Scope,
    id: CollectionId,
    new: NewComment,
) -> Result<Comment, AppError> {
    let tx = app.db().begin_write().await?;
    let row = collection::get_row(&tx, scope, id).await?;
    let mut faults = Vec::new();
    let mut fault =
        |field: &'static str, message: &str| faults.push(FieldFault { field, message: message.to_owned() });
    let text = new.text.trim().to_owned();
    if text.is_empty() {
        fault("text", "a comment says something");
    } else if text.chars().count() > LONGEST {
        fault("text", &format!("at most {LONGEST} characters are allowed"));
    }
    if let Some(document_id) = new.document_id {
        let all = documents::list(&tx, scope, row.id).await?;
        if !all.iter().any(|document| document.id == document_id.uuid()) {
            fault("documentId", "the collection has no such document");
        }
    }
    if let Some(name) = &new.data_point {
        let (_, points) = config_of(&tx, scope, &row).await?;
        if !points.iter().any(|point| point.name == *name) {
            fault("dataPoint", &format!("the process has no data point {name}"));
        }
    }
    if !faults.is_empty() {
        return Err(AppError::Invalid { faults });
    }
    let comment = comment::Model {
        id: Uuid::now_v7(),
        organization_id: row.organization_id,
        collection_id: row.id,
        document_id: new.document_id.map(DocumentId::uuid),
        data_point: new.data_point,
        text,
        created_by: scope.subject.to_string(),
        created_by_name: scope.name.to_string(),
        created_at: now_ms(),
    };
    comments::insert(&tx, comment.clone()).await?;
    crate::setup::commit(tx).await?;
    app.announce(Change::Changed(ProcessId::from_uuid(row.process_id)));
    Ok(comment.into())
}
