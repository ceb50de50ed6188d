//! `GET /admin/users`.

use axum::Json;
use axum::extract::State;
use perigee_app::user;
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::pagination::PageQuery;
use crate::dto::user::{User, UserList, UserQuery, UserSearch};
use crate::input::Query;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists the people of the organization.
///
/// By name.
#[utoipa::path(
    get,
    path = "/admin/users",
    tag = "Users",
    params(UserQuery, PageQuery),
    responses((status = 200, description = "A page of people.", body = UserList)),
    operation_id = "user_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Query(search): Query<UserSearch>,
) -> Result<Json<UserList>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminUserRead)?;
    let (found, total) = user::list(&state.app, scope, &search.filter, search.page.range()).await?;
    let users = found.into_iter().map(User::from).collect();
    Ok(Json(UserList { users, pagination: search.page.pagination(total) }))
}
