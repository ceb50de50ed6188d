//! `POST /admin/users/{user_id}/deactivate`.

use axum::Json;
use axum::extract::State;
use perigee_app::user;
use perigee_model::{Permission, UserId};

use crate::auth::Caller;
use crate::dto::user::User;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shuts a person out of the organization.
///
/// Sessions in it end, keys that the person made do nothing any more, and open invitations of the person are taken
/// back. Other organizations are not touched. Refused with 409 for the last owner who can sign in.
#[utoipa::path(
    post,
    path = "/admin/users/{user_id}/deactivate",
    tag = "Users",
    params(("user_id" = UserId, Path, description = "The person.")),
    responses((status = 200, description = "The person.", body = User)),
    operation_id = "user_deactivate",
)]
pub async fn deactivate(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((user_id,)): Path<(UserId,)>,
) -> Result<Json<User>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminUserManage)?;
    Ok(Json(user::deactivate(&state.app, scope, user_id).await?.into()))
}
