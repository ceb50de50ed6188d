//! Changes a table as a whole.

use perigee_model::{Scope, ValueId};

use super::{Table, TableInput, decide, filled, missing, open, table_point};
use crate::{App, AppError};

/// Lays other grids over a table, or gives it other rows.
///
/// # Errors
/// `NotFound`, also for a table that was removed; otherwise as for adding one.
pub async fn change(app: &App, scope: &Scope, id: ValueId, input: TableInput) -> Result<Table, AppError> {
    let tx = app.db().begin_write().await?;
    let review = open(&tx, scope, id).await?;
    let before = review.shown.tables.iter().find(|table| table.id == id).ok_or_else(missing)?;
    let point = table_point(&review, &before.data_point)?.clone();
    let filled = filled::fill(&tx, scope, &review, &point, Some(before), input).await?;
    decide(app, scope, (review, tx), (id, &point.name), filled, false).await
}
