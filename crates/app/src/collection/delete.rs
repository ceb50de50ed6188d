//! Deletes a collection.

use perigee_model::{CollectionId, FileId, ProcessId, Scope};
use perigee_store::{collections, files};
use serde_json::json;

use crate::audit::{self, Event};
use crate::{App, AppError, Change, learning};

/// Deletes a collection with its files, pages and results. Work that is running on it has no effect any more.
///
/// # Errors
/// `NotFound`, or when the database or the blob store fails.
pub async fn delete(app: &App, scope: &Scope, id: CollectionId) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let row = super::get_row(&tx, scope, id).await?;
    let blobs = files::list(&tx, scope, &[row.id]).await?;
    collections::delete(&tx, scope, id).await?;
    learning::on_gone(&tx, scope, &row).await?;
    let details = json!({ "processId": ProcessId::from_uuid(row.process_id), "files": blobs.len() });
    let event = Event { action: "collection.delete", object: super::object(&row), details };
    audit::record(&tx, scope, event).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    app.announce(Change::Removed(ProcessId::from_uuid(row.process_id), id));
    // The rows are gone first: a blob without its row is garbage, a row without its blob would break the viewer.
    for file in blobs {
        app.blobs().delete_file(scope.organization_id, FileId::from_uuid(file.id)).await?;
    }
    Ok(())
}
