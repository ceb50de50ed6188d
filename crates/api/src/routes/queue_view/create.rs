//! `POST /processes/{process_id}/views`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::queue_view;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::queue_view::{NewQueueView, QueueView};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Keeps a view of a queue.
#[utoipa::path(
    post,
    path = "/processes/{process_id}/views",
    tag = "Queue views",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    request_body = NewQueueView,
    responses((status = 201, description = "The view.", body = QueueView)),
    operation_id = "queue_view_create",
)]
pub async fn create(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    input::Json(body): input::Json<NewQueueView>,
) -> Result<(StatusCode, Json<QueueView>), ApiError> {
    let scope = &caller.may(Permission::CollectionRead)?;
    let settings = body.settings.to_json();
    let made = queue_view::create(&state.app, scope, process_id, &body.name, &settings).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}
