//! Lists, shows and hands out exports.

use perigee_blobs::BlobStream;
use perigee_model::{ExportId, ExportStatus, ProcessId, Scope};
use perigee_store::exports;

use super::{Export, get_row, key};
use crate::{App, AppError, process};

/// The exports of a process, newest first, and how many there are.
///
/// # Errors
/// `NotFound` when there is no such process for this scope.
pub async fn list(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
    page: (u64, u64),
) -> Result<(Vec<Export>, u64), AppError> {
    let conn = app.db().reader();
    process::get_row(conn, scope, process_id).await?;
    let (rows, total) = exports::list(conn, scope, process_id, page).await?;
    Ok((rows.into_iter().map(Export::try_from).collect::<Result<_, _>>()?, total))
}

/// One export.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get(app: &App, scope: &Scope, id: ExportId) -> Result<Export, AppError> {
    Export::try_from(get_row(app.db().reader(), scope, id).await?)
}

/// The file of an export.
///
/// # Errors
/// `NotFound`; `Conflict` while it is not written, or when it could not be.
pub async fn read(app: &App, scope: &Scope, id: ExportId) -> Result<(Export, BlobStream), AppError> {
    let row = get_row(app.db().reader(), scope, id).await?;
    let key = key(&row);
    let export = Export::try_from(row)?;
    let message = match export.status {
        ExportStatus::Completed => return Ok((export, app.blobs().read(key, None).await?)),
        ExportStatus::Failed => "the export failed; ask for a new one",
        ExportStatus::Queued | ExportStatus::Processing => {
            "the export is not written yet; ask again in a moment"
        }
    };
    Err(AppError::conflict("not_exported", message))
}
