//! Renames a process.

use perigee_model::{ProcessId, Scope};
use perigee_store::processes;
use serde_json::json;

use super::{Process, check_name, object};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::{App, AppError};

/// Renames a process.
///
/// # Errors
/// `Invalid` for a name that nobody can read, `NotFound`.
pub async fn rename(app: &App, scope: &Scope, id: ProcessId, name: &str) -> Result<Process, AppError> {
    let tx = app.db().begin_write().await?;
    let mut row = super::get_row(&tx, scope, id).await?;
    let before = std::mem::replace(&mut row.name, check_name(name)?);
    processes::rename(&tx, scope, id, &row.name, now_ms()).await?;
    let details = json!({ "nameBefore": before });
    audit::record(&tx, scope, Event { action: "process.rename", object: object(&row), details }).await?;
    crate::setup::commit(tx).await?;
    super::get(app, scope, id).await
}
