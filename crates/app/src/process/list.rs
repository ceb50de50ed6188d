//! Lists and shows processes.

use perigee_model::{ProcessId, Scope};
use perigee_store::processes;

use super::Process;
use crate::{App, AppError};

/// A part of the list, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    scope: &Scope,
    offset: u64,
    limit: u64,
) -> Result<(Vec<Process>, u64), AppError> {
    let conn = app.db().reader();
    let (rows, total) = processes::list(conn, scope, offset, limit).await?;
    Ok((super::show(conn, scope, rows).await?, total))
}

/// One process.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get(app: &App, scope: &Scope, id: ProcessId) -> Result<Process, AppError> {
    super::show_one(app.db().reader(), scope, id).await
}
