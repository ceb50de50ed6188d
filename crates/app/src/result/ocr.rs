//! What was read in a collection.

use perigee_model::results::{OcrDocument, OcrFileResult, OcrPage, OcrWords};
use perigee_model::{CollectionId, CollectionStatus, DocumentId, ProcessId, Scope};
use perigee_store::entity::document;
use perigee_store::{ConnectionTrait, documents, files};

use super::of_collection::file_status;
use crate::collection::{self, status_of};
use crate::file::File;
use crate::{App, AppError, document as document_case, process};

/// What was read in a collection.
#[derive(Debug)]
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
    /// Each file with when it was uploaded (milliseconds since 1970).
    pub files: Vec<(OcrFileResult, i64)>,
}

/// What was read in a collection, with places when `with_words`.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn ocr(
    app: &App,
    scope: &Scope,
    id: CollectionId,
    with_words: bool,
) -> Result<CollectionOcr, AppError> {
    let conn = app.db().reader();
    let row = collection::get_row(conn, scope, id).await?;
    let process_id = ProcessId::from_uuid(row.process_id);
    let process = process::get_row(conn, scope, process_id).await?;
    let all = documents::list(conn, scope, row.id).await?;
    let mut results = Vec::new();
    for file_row in files::list(conn, scope, &[row.id]).await? {
        let file_id = file_row.id;
        let file = File::try_from(file_row)?;
        let mut read = Vec::new();
        for document in all.iter().filter(|document| document.file_id == file_id && file.fault.is_none()) {
            read.push(ocr_document(conn, scope, document, with_words).await?);
        }
        let created_at_ms = file.created_at_ms;
        let result = OcrFileResult {
            file_id: file.id,
            status: file_status(&file),
            file_name: file.name,
            total_pages: file.page_count,
            created_at: None,
            documents: read,
        };
        results.push((result, created_at_ms));
    }
    Ok(CollectionOcr {
        collection_id: id,
        collection_status: status_of(&row)?,
        collection_name: row.name,
        process_id,
        process_name: process.name,
        files: results,
    })
}

async fn ocr_document(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    document: &document::Model,
    with_words: bool,
) -> Result<OcrDocument, AppError> {
    let pages = document_case::pages_of(conn, scope, document).await?;
    let pages = pages.into_iter().map(|(page_id, page)| OcrPage {
        page_id,
        page_num: page.number,
        text: page.text(),
        words: with_words.then_some(OcrWords {
            width: page.width,
            height: page.height,
            rotation: page.rotation,
            words: page.words,
        }),
    });
    Ok(OcrDocument {
        document_id: DocumentId::from_uuid(document.id),
        name: document.name.clone(),
        pages: pages.collect(),
    })
}
