//! Learns now, because somebody asks for it.

use perigee_model::{ProcessId, Scope};
use perigee_store::learning;

use super::Learning;
use crate::{App, AppError, process};

/// Calls for learning.
///
/// # Errors
/// `NotFound`; `Conflict` where learning is turned off, or nothing is confirmed.
pub async fn train(app: &App, scope: &Scope, id: ProcessId) -> Result<Learning, AppError> {
    let tx = app.db().begin_write().await?;
    process::get_row(&tx, scope, id).await?;
    let settings = super::settings(&tx, scope, id).await?;
    if !settings.is_enabled {
        return Err(AppError::conflict("learning_off", "learning is turned off for this process"));
    }
    if learning::count_confirmed(&tx, scope, id, settings.confirmed()).await? == 0 {
        let message = "no document of this process is confirmed yet; accept one in the supervision first";
        return Err(AppError::conflict("nothing_confirmed", message));
    }
    super::demand(&tx, scope, id).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    super::get(app, scope, id).await
}
