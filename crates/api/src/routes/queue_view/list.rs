//! `GET /processes/{process_id}/views`.

use axum::Json;
use axum::extract::State;
use perigee_app::queue_view;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::queue_view::{QueueView, QueueViewList};
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists the caller's own views of a queue.
///
/// A view belongs to one person; with an API key it is the person who made the key.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/views",
    tag = "Queue views",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    responses((status = 200, description = "The views.", body = QueueViewList)),
    operation_id = "queue_view_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
) -> Result<Json<QueueViewList>, ApiError> {
    let scope = &caller.may(Permission::CollectionRead)?;
    let found = queue_view::list(&state.app, scope, process_id).await?;
    Ok(Json(QueueViewList { views: found.into_iter().map(QueueView::from).collect() }))
}
