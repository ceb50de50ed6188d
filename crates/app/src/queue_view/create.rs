//! Keeps a view.

use perigee_model::{ProcessId, Scope};
use perigee_store::entity::queue_view;
use perigee_store::error::to_json;
use perigee_store::queue_views;
use serde_json::Value;
use uuid::Uuid;

use super::{QueueView, check_name, person_of, taken};
use crate::clock::now_ms;
use crate::{App, AppError, process};

/// Views that a person keeps of a process at most; a longer list is no help.
const MOST: u64 = 50;

/// Keeps a view for the caller.
///
/// # Errors
/// `NotFound`; `Invalid` for a name that nobody can read; `Conflict` for a name that is taken, and when there are too
/// many; `PersonsOnly` for a caller behind whom there is no person.
pub async fn create(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
    name: &str,
    settings: &Value,
) -> Result<QueueView, AppError> {
    let tx = app.db().begin_write().await?;
    process::get_row(&tx, scope, process_id).await?;
    let (person, name, now) = (person_of(scope)?, check_name(name)?, now_ms());
    if queue_views::count(&tx, scope, person, process_id).await? >= MOST {
        let message = format!("{MOST} views of one process are the most; delete one first");
        return Err(AppError::conflict("too_many_views", message));
    }
    let row = queue_view::Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id.uuid(),
        process_id: process_id.uuid(),
        user_id: person.uuid(),
        name,
        settings: to_json(settings),
        created_at: now,
        updated_at: now,
    };
    queue_views::insert(&tx, row.clone()).await.map_err(taken)?;
    crate::setup::commit(tx).await?;
    row.try_into()
}
