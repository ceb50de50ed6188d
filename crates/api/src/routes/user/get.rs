//! `GET /admin/users/{user_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::user;
use perigee_model::{Permission, UserId};

use crate::auth::Caller;
use crate::dto::user::User;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows a person of the organization.
#[utoipa::path(
    get,
    path = "/admin/users/{user_id}",
    tag = "Users",
    params(("user_id" = UserId, Path, description = "The person.")),
    responses((status = 200, description = "The person.", body = User)),
    operation_id = "user_get",
)]
pub async fn get(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((user_id,)): Path<(UserId,)>,
) -> Result<Json<User>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminUserRead)?;
    Ok(Json(user::get(&state.app, scope, user_id).await?.into()))
}
