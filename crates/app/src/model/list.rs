//! Lists the models of a process.

use perigee_model::{ProcessId, Scope};
use perigee_store::models;

use super::Model;
use crate::{App, AppError, process};

/// A part of the models of a process, newest first, and how many there are.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn list(
    app: &App,
    scope: &Scope,
    id: ProcessId,
    range: (u64, u64),
) -> Result<(Vec<Model>, u64), AppError> {
    let conn = app.db().reader();
    process::get_row(conn, scope, id).await?;
    let (rows, total) = models::list(conn, scope, id, range).await?;
    let shown: Vec<Model> = rows.into_iter().map(Model::try_from).collect::<Result<_, _>>()?;
    Ok((shown, total))
}
