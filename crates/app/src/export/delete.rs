//! Deletes an export.

use perigee_model::{ExportId, ProcessId, Scope};
use perigee_store::exports;
use serde_json::json;

use super::{get_row, key, object};
use crate::audit::{self, Event};
use crate::{App, AppError};

/// Deletes an export with its file; one that is being written stops.
///
/// # Errors
/// `NotFound`, or when the database or the blob store fails.
pub async fn delete(app: &App, scope: &Scope, id: ExportId) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let row = get_row(&tx, scope, id).await?;
    exports::delete(&tx, scope, &[row.id]).await?;
    let details = json!({ "processId": ProcessId::from_uuid(row.process_id) });
    audit::record(&tx, scope, Event { action: "export.delete", object: object(&row), details }).await?;
    crate::setup::commit(tx).await?;
    Ok(app.blobs().delete(key(&row)).await?)
}

/// Deletes the file of every export of a process whose rows are gone.
pub(crate) async fn delete_blobs(app: &App, scope: &Scope, process_id: ProcessId) -> Result<(), AppError> {
    for export_id in app.blobs().list_exports(scope.organization_id, process_id).await? {
        let organization_id = scope.organization_id;
        let key = perigee_blobs::BlobKey::Export { organization_id, process_id, export_id };
        app.blobs().delete(key).await?;
    }
    Ok(())
}
