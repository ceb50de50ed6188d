//! Takes away what is too old, and what a killed job left behind.

use perigee_blobs::BlobKey;
use perigee_model::{ExportId, ProcessId, Scope};
use perigee_store::exports;
use uuid::Uuid;

use super::{KEPT_MS, key};
use crate::clock::now_ms;
use crate::{App, AppError};

/// Deletes the organization's exports that are too old, and blobs of this process that no row knows.
pub(super) async fn sweep(app: &App, scope: &Scope, process_id: ProcessId) -> Result<(), AppError> {
    let old = exports::list_older(app.db().reader(), scope, now_ms() - KEPT_MS).await?;
    if !old.is_empty() {
        let ids: Vec<Uuid> = old.iter().map(|row| row.id).collect();
        let tx = app.db().begin_write().await?;
        exports::delete(&tx, scope, &ids).await?;
        crate::setup::commit(tx).await?;
        for row in &old {
            app.blobs().delete(key(row)).await?;
        }
    }
    // Blobs are listed before rows: one that is written in between is not in the list.
    let organization_id = scope.organization_id;
    for export_id in app.blobs().list_exports(organization_id, process_id).await? {
        if !is_known(app, scope, export_id).await? {
            app.blobs().delete(BlobKey::Export { organization_id, process_id, export_id }).await?;
        }
    }
    Ok(())
}

async fn is_known(app: &App, scope: &Scope, id: ExportId) -> Result<bool, AppError> {
    match super::get_row(app.db().reader(), scope, id).await {
        Ok(_) | Err(AppError::Denied(_)) => Ok(true),
        Err(AppError::NotFound { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}
