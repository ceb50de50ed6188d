//! `GET /processes/{process_id}/learning`.

use axum::Json;
use axum::extract::State;
use perigee_app::learning;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::learning::Learning;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows how a process learns, how far it came, and the model that it uses.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/learning",
    tag = "Learning",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    responses((status = 200, description = "How it learns.", body = Learning)),
    operation_id = "learning_get",
)]
pub async fn get(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
) -> Result<Json<Learning>, ApiError> {
    let scope = &caller.may(Permission::ProcessRead)?;
    Ok(Json(learning::get(&state.app, scope, process_id).await?.into()))
}
