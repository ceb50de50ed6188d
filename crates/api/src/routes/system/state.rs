//! `GET /admin/system`.

use axum::Json;
use axum::extract::State;
use perigee_app::system;
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::system::System;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows what the installation is made of, and what is missing on its machine.
#[utoipa::path(
    get,
    path = "/admin/system",
    tag = "System",
    responses((status = 200, description = "The installation.", body = System)),
    operation_id = "system_state",
)]
pub async fn state(State(state): State<ApiState>, Caller(caller): Caller) -> Result<Json<System>, ApiError> {
    caller.may_everywhere(Permission::AdminProcessManage)?;
    Ok(Json(system::state(&state.app).await?.into()))
}
