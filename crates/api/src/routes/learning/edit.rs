//! `PUT /processes/{process_id}/learning`.

use axum::Json;
use axum::extract::State;
use perigee_app::learning;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::learning::{Learning, LearningChange};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Sets how a process learns.
///
/// A process that is told not to learn does not use what it learned either; its models are kept, and forget deleted
/// documents all the same.
#[utoipa::path(
    put,
    path = "/processes/{process_id}/learning",
    tag = "Learning",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    request_body = LearningChange,
    responses((status = 200, description = "How it learns.", body = Learning)),
    operation_id = "learning_edit",
)]
pub async fn edit(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    input::Json(body): input::Json<LearningChange>,
) -> Result<Json<Learning>, ApiError> {
    let scope = &caller.may(Permission::ProcessUpdate)?;
    Ok(Json(learning::edit(&state.app, scope, process_id, body.into()).await?.into()))
}
