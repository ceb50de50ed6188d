//! The waiting documents that teach the most when a person confirms them.

use std::collections::HashSet;

use perigee_engine::{Waiting, teaching_order};
use perigee_model::{CollectionId, ConfigId, DocumentId, Page, Permission, ProcessId, ProcessType, Scope};
use perigee_store::{documents, processes};

use crate::result::{ShownDocument, show_document};
use crate::{App, AppError, document, process};

/// Waiting documents that are compared, the newest.
const COMPARED: u64 = 200;

/// A waiting document that is worth confirming.
#[derive(Debug, Clone, PartialEq)]
pub struct Teacher {
    /// The document.
    pub document_id: DocumentId,
    /// Its name.
    pub document_name: String,
    /// Its collection.
    pub collection_id: CollectionId,
    /// How many other waiting documents look like it.
    pub alike: u32,
    /// How many documents' worth of doubt it is expected to take away.
    pub gain: f32,
}

/// The waiting documents that teach the most, best first, at most so many.
///
/// # Errors
/// `NotFound`; `Denied` where the results of the process may not be read.
pub async fn teachers(
    app: &App,
    scope: &Scope,
    id: ProcessId,
    most: usize,
) -> Result<Vec<Teacher>, AppError> {
    let conn = app.db().reader();
    process::get_row(conn, scope, id).await?;
    let scope = &scope.about_to(Permission::ResultRead);
    let process = process::get_row(conn, scope, id).await?;
    let config = processes::get_config(conn, scope, ConfigId::from_uuid(process.config_id)).await?;
    let kind = process::configured_type(&process, &config)?;
    let (mut rows, mut read): (Vec<_>, Vec<(Vec<Page>, f32)>) = (Vec::new(), Vec::new());
    for (row, collection) in documents::list_waiting(conn, scope, id, COMPARED).await? {
        let shown = show_document(conn, scope, &row, collection.run).await?;
        let pages = document::pages_of(conn, scope, &row).await?;
        read.push((pages.into_iter().map(|(_, page)| page).take(1).collect(), doubt(&kind, &shown)));
        rows.push(row);
    }
    let ordered = tokio::task::spawn_blocking(move || {
        let waiting: Vec<Waiting<'_>> =
            read.iter().map(|(pages, doubt)| Waiting { pages, doubt: *doubt }).collect();
        teaching_order(&waiting, most)
    });
    let ordered = ordered.await.map_err(|_| AppError::Panicked)?;
    let told = ordered.into_iter().filter_map(|one| {
        let row = rows.get(one.document)?;
        Some(Teacher {
            document_id: DocumentId::from_uuid(row.id),
            document_name: row.name.clone(),
            collection_id: CollectionId::from_uuid(row.collection_id),
            alike: u32::try_from(one.alike).unwrap_or(u32::MAX),
            gain: one.gain,
        })
    });
    Ok(told.collect())
}

/// How unsure a document is: the mean doubt of its values, where a mandatory one that is missing is wholly in doubt.
fn doubt(kind: &ProcessType, shown: &ShownDocument) -> f32 {
    let read: HashSet<&str> = shown.values.iter().map(|value| value.reading.data_point.as_str()).collect();
    let missing =
        kind.data_points.iter().filter(|point| point.mandatory && !read.contains(point.name.as_str()));
    let doubts: Vec<f32> = shown
        .values
        .iter()
        .map(|value| 1.0 - value.reading.confidence.get())
        .chain(missing.map(|_| 1.0))
        .collect();
    if doubts.is_empty() { 1.0 } else { doubts.iter().sum::<f32>() / doubts.len() as f32 }
}
