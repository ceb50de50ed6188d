//! `GET /organization`.

use axum::Json;
use axum::extract::State;
use perigee_app::organization;

use crate::auth::Caller;
use crate::dto::organization::Organization;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows the organization of the caller.
#[utoipa::path(
    get,
    path = "/organization",
    tag = "Organization",
    responses((status = 200, description = "The organization.", body = Organization)),
    operation_id = "organization_get",
)]
pub async fn get(
    State(state): State<ApiState>,
    Caller(caller): Caller,
) -> Result<Json<Organization>, ApiError> {
    Ok(Json(organization::get(&state.app, caller.own_scope()).await?.into()))
}
