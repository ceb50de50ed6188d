//! `POST /me/second-factor/disable`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::identity::second_factor;

use crate::auth::Caller;
use crate::dto::account::SecondFactorEnd;
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Turns the second factor off.
///
/// Ends the person's other sessions.
#[utoipa::path(
    post,
    path = "/me/second-factor/disable",
    tag = "Session",
    request_body = SecondFactorEnd,
    responses((status = 204, description = "It is off.")),
    operation_id = "me_disable_second_factor",
)]
pub async fn disable_second_factor(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    input::Json(body): input::Json<SecondFactorEnd>,
) -> Result<StatusCode, ApiError> {
    second_factor::disable(&state.app, &caller, body.current_password, &body.code).await?;
    Ok(StatusCode::NO_CONTENT)
}
