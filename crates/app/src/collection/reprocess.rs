//! Sends a collection through the pipeline again.

use perigee_model::{CollectionId, CollectionStatus, ProcessId, Scope, Stage};
use perigee_store::{collections, files};

use super::{Collection, status_of};
use crate::clock::now_ms;
use crate::pipeline::{self, Work};
use crate::{App, AppError, Change, learning, lock, process};

/// Begins a new run with the configuration that holds now. Earlier readings and corrections stay stored with
/// their run.
///
/// # Errors
/// `NotFound`; `Conflict` while it is being worked on, or when somebody else edits it.
pub async fn reprocess(app: &App, scope: &Scope, id: CollectionId) -> Result<Collection, AppError> {
    let (tx, now) = (app.db().begin_write().await?, now_ms());
    let row = super::get_row(&tx, scope, id).await?;
    if !status_of(&row)?.is_terminal() {
        return Err(AppError::conflict(
            "still_running",
            "the collection is still being worked on; stop it first",
        ));
    }
    lock::check(&tx, scope, &row).await?;
    let process_id = ProcessId::from_uuid(row.process_id);
    let config_id = process::get_row(&tx, scope, process_id).await?.config_id;
    let run = collections::start_run(&tx, &row, config_id, CollectionStatus::Queued, now).await?;
    files::start_run(&tx, row.id, run, CollectionStatus::Queued, true, now).await?;
    for file in files::list(&tx, scope, &[row.id]).await? {
        let work = Work { stage: Stage::Read, run, file_id: Some(file.id), ..Work::on(&row) };
        pipeline::enqueue(&tx, &work, row.priority).await?;
    }
    learning::on_gone(&tx, scope, &row).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    app.announce(Change::Changed(process_id));
    super::get(app, scope, id).await
}
