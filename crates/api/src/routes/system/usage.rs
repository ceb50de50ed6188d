//! `GET /admin/usage`.

use axum::Json;
use axum::extract::State;
use perigee_app::system;
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::system::Usage;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows how much the organization keeps, and how much came in.
#[utoipa::path(
    get,
    path = "/admin/usage",
    tag = "System",
    responses((status = 200, description = "The sums.", body = Usage)),
    operation_id = "system_usage",
)]
pub async fn usage(State(state): State<ApiState>, Caller(caller): Caller) -> Result<Json<Usage>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminProcessManage)?;
    Ok(Json(system::usage(&state.app, scope).await?.into()))
}
