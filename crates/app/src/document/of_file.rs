//! Shows into which documents a file is divided.

use perigee_model::{DocumentId, FileId, Scope};
use perigee_store::entity::document;
use perigee_store::{StoreError, documents, files, page_order};

use crate::{App, AppError};

/// A file with its documents.
#[derive(Debug, Clone)]
pub struct FileDocuments {
    /// The file.
    pub file_id: FileId,
    /// Pages of the file.
    pub page_count: u32,
    /// Its documents in their order.
    pub documents: Vec<DocumentRange>,
}

/// The pages of a document.
#[derive(Debug, Clone)]
pub struct DocumentRange {
    /// The document.
    pub id: DocumentId,
    /// Its name.
    pub name: String,
    /// Its class; empty until it is extracted.
    pub class: String,
    /// How sure the machine was of it; `None` where a person set it, or nothing spoke for one or another.
    pub class_confidence: Option<f32>,
    /// Its pages, numbered in the file from 0, in the order in which it is read.
    pub pages: Vec<u32>,
}

/// Into which documents a file is divided.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn of_file(app: &App, scope: &Scope, id: FileId) -> Result<FileDocuments, AppError> {
    let conn = app.db().reader();
    let file = match files::get(conn, scope, id).await {
        Err(StoreError::NotFound) => return Err(AppError::NotFound { what: "the file" }),
        other => other?,
    };
    let all = documents::list_with_retired(conn, scope, file.id).await?;
    let shown = all.into_iter().filter(|document| document.position >= 0);
    Ok(FileDocuments {
        file_id: id,
        page_count: file.page_count.unsigned_abs(),
        documents: shown.map(range).collect::<Result<_, StoreError>>()?,
    })
}

fn range(row: document::Model) -> Result<DocumentRange, StoreError> {
    Ok(DocumentRange {
        id: DocumentId::from_uuid(row.id),
        pages: page_order::of(&row)?.into_iter().map(i32::unsigned_abs).collect(),
        name: row.name,
        class: row.document_class,
        class_confidence: row.class_confidence,
    })
}
