//! `PATCH /processes/{process_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::process;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::process::{Process, ProcessChange};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Renames a process.
#[utoipa::path(
    patch,
    path = "/processes/{process_id}",
    tag = "Processes",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    request_body = ProcessChange,
    responses((status = 200, description = "The process.", body = Process)),
    operation_id = "process_rename",
)]
pub async fn rename(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    input::Json(body): input::Json<ProcessChange>,
) -> Result<Json<Process>, ApiError> {
    let scope = &caller.may(Permission::ProcessUpdate)?;
    Ok(Json(process::rename(&state.app, scope, process_id, &body.name).await?.into()))
}
