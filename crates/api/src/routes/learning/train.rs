//! `POST /processes/{process_id}/learning/train`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::learning;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::learning::Learning;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Learns now.
///
/// Accepting a document does this by itself. Where nothing changed since the last training, no model is added.
/// Refused while learning is turned off, and while no document is confirmed.
#[utoipa::path(
    post,
    path = "/processes/{process_id}/learning/train",
    tag = "Learning",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    responses((status = 202, description = "A training waits or runs.", body = Learning)),
    operation_id = "learning_train",
)]
pub async fn train(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
) -> Result<(StatusCode, Json<Learning>), ApiError> {
    let scope = &caller.may(Permission::ModelTrain)?;
    let shown = learning::train(&state.app, scope, process_id).await?;
    Ok((StatusCode::ACCEPTED, Json(shown.into())))
}
