//! Deletes a process.

use perigee_model::{FileId, ProcessId, Scope};
use perigee_store::{collections, files, processes};
use serde_json::json;

use crate::audit::{self, Event};
use crate::{App, AppError, class, export, model};

/// Deletes a process with everything in it.
///
/// # Errors
/// `NotFound`; `Conflict` while work is running, unless `force`.
pub async fn delete(app: &App, scope: &Scope, id: ProcessId, force: bool) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let row = super::get_row(&tx, scope, id).await?;
    if !force && collections::count_running(&tx, scope, id).await? > 0 {
        return Err(AppError::conflict(
            "work_running",
            "collections of this process are being worked on; wait, stop them, or delete with force=true",
        ));
    }
    let blobs = files::list_ids_of_process(&tx, scope, id.uuid()).await?;
    processes::delete(&tx, scope, id).await?;
    class::on_gone(&tx, scope).await?;
    let details = json!({ "files": blobs.len(), "forced": force });
    let event = Event { action: "process.delete", object: super::object(&row), details };
    audit::record(&tx, scope, event).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    // The rows are gone first: a blob without its row is garbage, a row without its blob would break the viewer.
    for file_id in blobs {
        app.blobs().delete_file(scope.organization_id, FileId::from_uuid(file_id)).await?;
    }
    export::delete_blobs(app, scope, id).await?;
    model::delete_blobs(app, scope, id).await
}
