//! `POST /processes/{process_id}/duplicate`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::process;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::process::{Process, ProcessCopy};
use crate::input::{OptionalJson, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Makes a process like another one.
///
/// It starts with the other one's configuration and learning settings; documents, and what was learned from them, stay
/// where they are.
#[utoipa::path(
    post,
    path = "/processes/{process_id}/duplicate",
    tag = "Processes",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    request_body = Option<ProcessCopy>,
    responses((status = 201, description = "The new process.", body = Process)),
    operation_id = "process_duplicate",
)]
pub async fn duplicate(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    OptionalJson(body): OptionalJson<ProcessCopy>,
) -> Result<(StatusCode, Json<Process>), ApiError> {
    caller.may(Permission::ProcessRead)?;
    let scope = &caller.may_everywhere(Permission::ProcessCreate)?;
    let made = process::duplicate(&state.app, scope, process_id, body.name.as_deref()).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}
