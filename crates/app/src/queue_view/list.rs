//! Lists the caller's own views.

use perigee_model::{ProcessId, Scope};
use perigee_store::queue_views;

use super::QueueView;
use crate::{App, AppError, process};

/// The caller's own views of a process, by their names; a caller behind whom there is no person has none.
///
/// # Errors
/// `NotFound` when there is no such process for this scope.
pub async fn list(app: &App, scope: &Scope, process_id: ProcessId) -> Result<Vec<QueueView>, AppError> {
    let conn = app.db().reader();
    process::get_row(conn, scope, process_id).await?;
    let Some(person) = scope.person else { return Ok(Vec::new()) };
    let rows = queue_views::list(conn, scope, person, process_id).await?;
    rows.into_iter().map(QueueView::try_from).collect()
}
