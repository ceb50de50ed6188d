//! `PUT /processes/{process_id}/accesses/{user_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::access;
use perigee_model::{Permission, ProcessId, UserId};

use crate::auth::Caller;
use crate::dto::access::{AccessGrant, ProcessAccess};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Gives a person of the organization a role on a process.
///
/// In place of an earlier one. Nobody gives more than he has; 409 for somebody who runs the organization.
#[utoipa::path(
    put,
    path = "/processes/{process_id}/accesses/{user_id}",
    tag = "User access",
    params(("process_id" = ProcessId, Path, description = "The process."), ("user_id" = UserId, Path, description = "The person.")),
    request_body = AccessGrant,
    responses((status = 200, description = "The access.", body = ProcessAccess)),
    operation_id = "access_grant",
)]
pub async fn grant(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id, user_id)): Path<(ProcessId, UserId)>,
    input::Json(body): input::Json<AccessGrant>,
) -> Result<Json<ProcessAccess>, ApiError> {
    let scope = &caller.may(Permission::AdminUserManage)?;
    Ok(Json(access::grant(&state.app, scope, process_id, user_id, body.role).await?.into()))
}
