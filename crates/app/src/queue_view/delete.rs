//! Deletes a view.

use perigee_model::{QueueViewId, Scope};
use perigee_store::queue_views;

use crate::{App, AppError};

/// Deletes one of the caller's own views.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn delete(app: &App, scope: &Scope, id: QueueViewId) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let row = super::get_row(&tx, scope, id).await?;
    queue_views::delete(&tx, row).await?;
    crate::setup::commit(tx).await
}
