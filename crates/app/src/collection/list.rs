//! Lists and shows collections.

use perigee_model::{CollectionId, ProcessId, Scope};
use perigee_store::collections;

use super::{Collection, Filter, SortKey};
use crate::{App, AppError, process};

/// A part of the list, and how many there are.
///
/// # Errors
/// `NotFound` when there is no such process for this scope.
pub async fn list(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
    filter: &Filter,
    order: (SortKey, bool),
    page: (u64, u64),
) -> Result<(Vec<Collection>, u64), AppError> {
    let conn = app.db().reader();
    process::get_row(conn, scope, process_id).await?;
    let (rows, total) = collections::list(conn, scope, process_id, filter, order, page).await?;
    Ok((super::show(conn, scope, rows).await?, total))
}

/// One collection.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get(app: &App, scope: &Scope, id: CollectionId) -> Result<Collection, AppError> {
    let conn = app.db().reader();
    let row = super::get_row(conn, scope, id).await?;
    let mut shown = super::show(conn, scope, vec![row]).await?;
    shown.pop().ok_or(AppError::NotFound { what: "the collection" })
}
