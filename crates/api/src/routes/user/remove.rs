//! `DELETE /admin/users/{user_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::user;
use perigee_model::{Permission, UserId};

use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Takes a person out of the organization.
///
/// Sessions in it, accesses, keys and open invitations of the person end. Processes and documents stay. Refused with
/// 409 for the last owner who can sign in.
#[utoipa::path(
    delete,
    path = "/admin/users/{user_id}",
    tag = "Users",
    params(("user_id" = UserId, Path, description = "The person.")),
    responses((status = 204, description = "The person is out.")),
    operation_id = "user_remove",
)]
pub async fn remove(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((user_id,)): Path<(UserId,)>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminUserManage)?;
    user::remove(&state.app, scope, user_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
