//! `GET /processes/{process_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::process;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::process::Process;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows a process.
#[utoipa::path(
    get,
    path = "/processes/{process_id}",
    tag = "Processes",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    responses((status = 200, description = "The process.", body = Process)),
    operation_id = "process_get",
)]
pub async fn get(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
) -> Result<Json<Process>, ApiError> {
    let scope = &caller.may(Permission::ProcessRead)?;
    Ok(Json(process::get(&state.app, scope, process_id).await?.into()))
}
