//! `POST /processes`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::process;
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::process::{NewProcess, Process};
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Makes a process.
///
/// Its configuration starts as its type's default.
#[utoipa::path(
    post,
    path = "/processes",
    tag = "Processes",
    request_body = NewProcess,
    responses((status = 201, description = "The process.", body = Process)),
    operation_id = "process_create",
)]
pub async fn create(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    input::Json(body): input::Json<NewProcess>,
) -> Result<(StatusCode, Json<Process>), ApiError> {
    let scope = &caller.may_everywhere(Permission::ProcessCreate)?;
    let made = process::create(&state.app, scope, &body.name, body.process_type_id).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}
