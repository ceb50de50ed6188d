//! Brings a removed table back.

use perigee_model::{Scope, ValueId};

use super::{Filled, Table, decide, missing, open};
use crate::{App, AppError};

/// Brings a removed table back as it was.
///
/// # Errors
/// `NotFound`; `Conflict` when it is not removed, or when the collection is not open for review.
pub async fn restore(app: &App, scope: &Scope, id: ValueId) -> Result<Table, AppError> {
    let tx = app.db().begin_write().await?;
    let review = open(&tx, scope, id).await?;
    if review.shown.tables.iter().any(|table| table.id == id) {
        return Err(AppError::conflict(
            "table_not_removed",
            "the table is there; only a removed one is restored",
        ));
    }
    let removed = review.shown.removed_tables.iter().find(|table| table.id == id);
    let table = removed.ok_or_else(missing)?.clone();
    let filled = Filled { masks: table.masks, rows: table.rows, evidence: table.evidence };
    decide(app, scope, (review, tx), (id, &table.data_point), filled, false).await
}
