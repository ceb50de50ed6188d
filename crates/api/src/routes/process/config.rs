//! `GET /processes/{process_id}/config`.

use axum::Json;
use axum::extract::State;
use perigee_app::process;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::process::ProcessConfig;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows the configuration that holds for files sent now.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/config",
    tag = "Processes",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    responses((status = 200, description = "The configuration.", body = ProcessConfig)),
    operation_id = "process_config",
)]
pub async fn config(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
) -> Result<Json<ProcessConfig>, ApiError> {
    let scope = &caller.may(Permission::ProcessRead)?;
    Ok(Json(process::config(&state.app, scope, process_id).await?.into()))
}
