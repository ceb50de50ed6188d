//! `DELETE /processes/{process_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::process;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::process::DeleteQuery;
use crate::input::{Path, Query};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Deletes a process with all its collections.
///
/// Refused with 409 while work is running, unless `force=true`.
#[utoipa::path(
    delete,
    path = "/processes/{process_id}",
    tag = "Processes",
    params(("process_id" = ProcessId, Path, description = "The process."), DeleteQuery),
    responses((status = 204, description = "It is gone.")),
    operation_id = "process_delete",
)]
pub async fn delete(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    Query(query): Query<DeleteQuery>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may(Permission::ProcessDelete)?;
    process::delete(&state.app, scope, process_id, query.force.unwrap_or_default()).await?;
    Ok(StatusCode::NO_CONTENT)
}
