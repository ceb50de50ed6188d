//! `DELETE /processes/{process_id}/accesses/{user_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::access;
use perigee_model::{Permission, ProcessId, UserId};

use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Takes a role on a process back.
///
/// What the person did there stays. 409 for somebody who runs the organization.
#[utoipa::path(
    delete,
    path = "/processes/{process_id}/accesses/{user_id}",
    tag = "User access",
    params(("process_id" = ProcessId, Path, description = "The process."), ("user_id" = UserId, Path, description = "The person.")),
    responses((status = 204, description = "It is taken back.")),
    operation_id = "access_remove",
)]
pub async fn remove(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id, user_id)): Path<(ProcessId, UserId)>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may(Permission::AdminUserManage)?;
    access::remove(&state.app, scope, process_id, user_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
