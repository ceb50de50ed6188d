//! `POST /me/second-factor/confirm`.

use axum::Json;
use axum::extract::State;
use perigee_app::identity::second_factor;

use crate::auth::Caller;
use crate::dto::account::{RecoveryCodes, SecondFactorCode};
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Turns the second factor on with a first code.
///
/// Ends the person's other sessions.
#[utoipa::path(
    post,
    path = "/me/second-factor/confirm",
    tag = "Session",
    request_body = SecondFactorCode,
    responses((status = 200, description = "The recovery codes, shown once.", body = RecoveryCodes)),
    operation_id = "me_confirm_second_factor",
)]
pub async fn confirm_second_factor(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    input::Json(body): input::Json<SecondFactorCode>,
) -> Result<Json<RecoveryCodes>, ApiError> {
    let recovery_codes = second_factor::confirm(&state.app, &caller, &body.code).await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}
