//! Renames a process.

use perigee_model::{ProcessId, Scope};
use perigee_store::processes;

use super::{Process, check_name};
use crate::clock::now_ms;
use crate::{App, AppError};

/// Renames a process.
///
/// # Errors
/// `Invalid` for a name that nobody can read, `NotFound`.
pub async fn rename(app: &App, scope: &Scope, id: ProcessId, name: &str) -> Result<Process, AppError> {
    super::get_row(app.db().reader(), scope, id).await?;
    let name = check_name(name)?;
    processes::rename(app.db().writer(), scope, id, &name, now_ms()).await?;
    super::get(app, scope, id).await
}
