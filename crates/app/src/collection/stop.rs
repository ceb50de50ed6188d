//! Stops the work on a collection.

use perigee_model::{CollectionId, CollectionStatus, ProcessId, Scope};
use perigee_store::{collections, files};

use super::{Collection, status_of};
use crate::clock::now_ms;
use crate::{App, AppError, Change};

/// Stops the work: a new run begins in which nothing is done, so whatever a worker still finishes has no effect.
///
/// # Errors
/// `NotFound`; `Conflict` when nothing is running.
pub async fn stop(app: &App, scope: &Scope, id: CollectionId) -> Result<Collection, AppError> {
    let (tx, now) = (app.db().begin_write().await?, now_ms());
    let row = super::get_row(&tx, scope, id).await?;
    if status_of(&row)?.is_terminal() {
        return Err(AppError::conflict("not_running", "the collection is not being worked on"));
    }
    let stopped = CollectionStatus::Stopped;
    let run = collections::start_run(&tx, &row, row.config_id, stopped, now).await?;
    files::start_run(&tx, row.id, run, stopped, false, now).await?;
    crate::setup::commit(tx).await?;
    app.announce(Change::Changed(ProcessId::from_uuid(row.process_id)));
    super::get(app, scope, id).await
}
