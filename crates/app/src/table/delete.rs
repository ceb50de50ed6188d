//! Removes a table.

use perigee_model::{Scope, ValueId};

use super::{Filled, decide, missing, open};
use crate::{App, AppError};

/// Removes a table from what is shown; it can be restored, and what the machine read stays stored.
///
/// # Errors
/// `NotFound`; `Conflict` when the collection is not open for review.
pub async fn delete(app: &App, scope: &Scope, id: ValueId) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let review = open(&tx, scope, id).await?;
    let table = review.shown.tables.iter().find(|table| table.id == id).ok_or_else(missing)?.clone();
    let filled = Filled { masks: table.masks, rows: table.rows, evidence: table.evidence };
    decide(app, scope, (review, tx), (id, &table.data_point), filled, true).await?;
    Ok(())
}
