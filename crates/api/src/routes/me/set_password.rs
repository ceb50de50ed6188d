//! `PUT /me/password`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::identity::password;

use crate::auth::Caller;
use crate::dto::identity::PasswordChange;
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Sets the caller's password.
///
/// Ends the person's other sessions.
#[utoipa::path(
    put,
    path = "/me/password",
    tag = "Session",
    request_body = PasswordChange,
    responses((status = 204, description = "It is set.")),
    operation_id = "me_set_password",
)]
pub async fn set_password(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    input::Json(body): input::Json<PasswordChange>,
) -> Result<StatusCode, ApiError> {
    let PasswordChange { current_password, new_password, email } = body;
    password::set(&state.app, &caller, current_password, new_password, email).await?;
    Ok(StatusCode::NO_CONTENT)
}
