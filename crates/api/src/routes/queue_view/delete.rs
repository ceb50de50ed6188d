//! `DELETE /views/{view_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::queue_view;
use perigee_model::{Permission, QueueViewId};

use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Deletes a view.
#[utoipa::path(
    delete,
    path = "/views/{view_id}",
    tag = "Queue views",
    params(("view_id" = QueueViewId, Path, description = "The view.")),
    responses((status = 204, description = "It is gone.")),
    operation_id = "queue_view_delete",
)]
pub async fn delete(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((view_id,)): Path<(QueueViewId,)>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may(Permission::CollectionRead)?;
    queue_view::delete(&state.app, scope, view_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
