//! `PUT /me/organization`.

use axum::Json;
use axum::extract::State;
use perigee_app::identity::place;

use crate::auth::Caller;
use crate::dto::account::PlaceChange;
use crate::dto::identity::Me;
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Takes this session to another organization that the caller is in.
#[utoipa::path(
    put,
    path = "/me/organization",
    tag = "Session",
    request_body = PlaceChange,
    responses((status = 200, description = "The caller.", body = Me), (status = 404, description = "The caller is in no such organization.", body = crate::dto::problem::Problem, content_type = "application/problem+json")),
    operation_id = "me_switch_organization",
)]
pub async fn switch_organization(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    input::Json(body): input::Json<PlaceChange>,
) -> Result<Json<Me>, ApiError> {
    Ok(Json(Me::from(&place::switch(&state.app, &caller, &body.org_id).await?)))
}
