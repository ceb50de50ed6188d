//! `POST /processes/{process_id}/config/reset`.

use axum::Json;
use axum::extract::State;
use perigee_app::process;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::process::Process;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Sets the configuration back to the type's default.
#[utoipa::path(
    post,
    path = "/processes/{process_id}/config/reset",
    tag = "Processes",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    responses((status = 200, description = "The process.", body = Process)),
    operation_id = "process_reset_config",
)]
pub async fn reset_config(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
) -> Result<Json<Process>, ApiError> {
    let scope = &caller.may(Permission::ProcessUpdate)?;
    Ok(Json(process::reset_config(&state.app, scope, process_id).await?.into()))
}
