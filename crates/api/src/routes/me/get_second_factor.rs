//! `GET /me/second-factor`.

use axum::Json;
use axum::extract::State;
use perigee_app::identity::second_factor;

use crate::auth::Caller;
use crate::dto::account::SecondFactor;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Tells where the caller's second factor stands.
#[utoipa::path(
    get,
    path = "/me/second-factor",
    tag = "Session",
    responses((status = 200, description = "Where it stands.", body = SecondFactor)),
    operation_id = "me_get_second_factor",
)]
pub async fn get_second_factor(
    State(state): State<ApiState>,
    Caller(caller): Caller,
) -> Result<Json<SecondFactor>, ApiError> {
    Ok(Json(second_factor::get(&state.app, &caller).await?.into()))
}
