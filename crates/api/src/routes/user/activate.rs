//! `POST /admin/users/{user_id}/activate`.

use axum::Json;
use axum::extract::State;
use perigee_app::user;
use perigee_model::{Permission, UserId};

use crate::auth::Caller;
use crate::dto::user::User;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lets a person in again, with what was assigned before.
#[utoipa::path(
    post,
    path = "/admin/users/{user_id}/activate",
    tag = "Users",
    params(("user_id" = UserId, Path, description = "The person.")),
    responses((status = 200, description = "The person.", body = User)),
    operation_id = "user_activate",
)]
pub async fn activate(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((user_id,)): Path<(UserId,)>,
) -> Result<Json<User>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminUserManage)?;
    Ok(Json(user::activate(&state.app, scope, user_id).await?.into()))
}
