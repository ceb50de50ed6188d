//! Documents and their pages.

pub mod divide;
pub mod of_file;
pub mod page_image;

pub use divide::{Pages, Part, divide};
pub use of_file::{DocumentRange, FileDocuments, of_file};
pub use page_image::{Image, page_image};

use perigee_model::{CollectionId, DocumentId, FileId, Finding, Page, PageId, ProcessId, Scope};
use perigee_store::entity::document;
use perigee_store::{ConnectionTrait, StoreError, documents, page_order, pages};

use crate::result::show_document;
use crate::{App, AppError, collection};

/// A document as it is shown.
#[derive(Debug, Clone)]
pub struct Document {
    /// The document.
    pub id: DocumentId,
    /// Its name.
    pub name: String,
    /// Its file.
    pub file_id: FileId,
    /// Its collection.
    pub collection_id: CollectionId,
    /// Its process.
    pub process_id: ProcessId,
    /// Its class.
    pub document_class: String,
    /// How sure the machine was of it; `None` where a person set it, or nothing spoke for one or another.
    pub class_confidence: Option<f32>,
    /// Subject of who set it; `None` for the machine.
    pub class_by: Option<String>,
    /// What made the readings.
    pub model: Option<String>,
    /// Its pages, numbered from 0 in the document.
    pub pages: Vec<(PageId, Page)>,
    /// What does not fit together.
    pub findings: Vec<Finding>,
}

/// One document with its pages.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get(app: &App, scope: &Scope, id: DocumentId) -> Result<Document, AppError> {
    let conn = app.db().reader();
    let row = get_row(conn, scope, id).await?;
    let collection_id = CollectionId::from_uuid(row.collection_id);
    let collection = collection::get_row(conn, scope, collection_id).await?;
    let shown = show_document(conn, scope, &row, collection.run).await?;
    Ok(Document {
        id,
        file_id: FileId::from_uuid(row.file_id),
        collection_id,
        process_id: ProcessId::from_uuid(collection.process_id),
        document_class: row.document_class.clone(),
        class_confidence: row.class_confidence,
        class_by: row.class_by.clone(),
        model: shown.extraction.map(|extraction| extraction.model),
        pages: pages_of(conn, scope, &row).await?,
        findings: shown.findings,
        name: row.name,
    })
}

/// One page of a document.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn page(app: &App, scope: &Scope, id: DocumentId, number: u32) -> Result<(PageId, Page), AppError> {
    let conn = app.db().reader();
    let row = get_row(conn, scope, id).await?;
    page_of(conn, scope, &row, number).await
}

/// The pages of a document, numbered from 0 in the document.
pub(crate) async fn pages_of(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &document::Model,
) -> Result<Vec<(PageId, Page)>, AppError> {
    let stored = pages::list_ordered(conn, scope, row.file_id, &page_order::of(row)?).await?;
    Ok((0..).zip(stored).map(|(number, stored)| (stored.id, Page { number, ..stored.page })).collect())
}

/// One page of a document, numbered from 0 in the document.
pub(crate) async fn page_of(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &document::Model,
    number: u32,
) -> Result<(PageId, Page), AppError> {
    let missing = AppError::NotFound { what: "the page" };
    let Some(in_file) = number_in_file(row, number)? else { return Err(missing) };
    let stored = pages::list(conn, scope, row.file_id, (in_file, in_file)).await?;
    let found = stored.into_iter().next().ok_or(missing)?;
    Ok((found.id, Page { number, ..found.page }))
}

/// The number in the file of a page that is numbered in the document, both from 0.
fn number_in_file(row: &document::Model, number: u32) -> Result<Option<i32>, AppError> {
    let order = page_order::of(row)?;
    Ok(usize::try_from(number).ok().and_then(|number| order.get(number).copied()))
}

/// The row of a document.
pub(crate) async fn get_row(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: DocumentId,
) -> Result<document::Model, AppError> {
    match documents::get(conn, scope, id).await {
        Err(StoreError::NotFound) => Err(AppError::NotFound { what: "the document" }),
        other => Ok(other?),
    }
}
