//! `PATCH /admin/users/{user_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::user::{self, Changes};
use perigee_model::{Permission, UserId};

use crate::auth::Caller;
use crate::dto::user::{User, UserChange};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Changes role, name and processes of a person.
///
/// `processes` is the whole set: those left out are taken back. Only owners make or touch owners; nobody gives more
/// than he has. Refused with 409 when the last owner who can sign in would be none any more.
#[utoipa::path(
    patch,
    path = "/admin/users/{user_id}",
    tag = "Users",
    params(("user_id" = UserId, Path, description = "The person.")),
    request_body = UserChange,
    responses((status = 200, description = "The person.", body = User)),
    operation_id = "user_edit",
)]
pub async fn edit(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((user_id,)): Path<(UserId,)>,
    input::Json(body): input::Json<UserChange>,
) -> Result<Json<User>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminUserManage)?;
    let processes = body.processes.map(|listed| listed.into_iter().map(|one| (one.id, one.role)).collect());
    let changes = Changes { name: body.full_name, role: body.role, processes };
    Ok(Json(user::edit(&state.app, scope, user_id, changes).await?.into()))
}
