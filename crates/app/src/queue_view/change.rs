//! Changes a view.

use perigee_model::{QueueViewId, Scope};
use perigee_store::error::to_json;
use perigee_store::queue_views;
use serde_json::Value;

use super::{QueueView, check_name, taken};
use crate::clock::now_ms;
use crate::{App, AppError};

/// Renames one of the caller's own views, or replaces what stands in it.
///
/// # Errors
/// `NotFound`; `Invalid` for a name that nobody can read; `Conflict` for a name that is taken.
pub async fn change(
    app: &App,
    scope: &Scope,
    id: QueueViewId,
    name: Option<&str>,
    settings: Option<&Value>,
) -> Result<QueueView, AppError> {
    let tx = app.db().begin_write().await?;
    let mut row = super::get_row(&tx, scope, id).await?;
    if let Some(name) = name {
        row.name = check_name(name)?;
    }
    if let Some(settings) = settings {
        row.settings = to_json(settings);
    }
    row.updated_at = now_ms();
    queue_views::update(&tx, row.clone()).await.map_err(taken)?;
    crate::setup::commit(tx).await?;
    row.try_into()
}
