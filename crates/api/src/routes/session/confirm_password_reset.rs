//! `POST /session/password-reset/confirm`.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use perigee_app::identity::reset;

use crate::auth;
use crate::browser::Browser;
use crate::dto::identity::PasswordReset;
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Sets a new password with a link.
///
/// A link works once, within 30 minutes. Ends every session of the person.
#[utoipa::path(
    post,
    path = "/session/password-reset/confirm",
    tag = "Session",
    request_body = PasswordReset,
    responses((status = 204, description = "It is set.")),
    operation_id = "session_confirm_password_reset",
)]
pub async fn confirm_password_reset(
    State(state): State<ApiState>,
    browser: Browser,
    headers: HeaderMap,
    input::Json(body): input::Json<PasswordReset>,
) -> Result<StatusCode, ApiError> {
    auth::check_same_site(&headers, &state, false)?;
    reset::confirm(&state.app, &body.token, body.new_password, &browser.known).await?;
    Ok(StatusCode::NO_CONTENT)
}
