//! `POST /session/password-reset`.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use perigee_app::identity::reset;

use crate::auth;
use crate::browser::Browser;
use crate::dto::identity::PasswordResetRequest;
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Asks for a link by mail that sets a new password.
///
/// The answer is the same whether or not somebody has this e-mail.
#[utoipa::path(
    post,
    path = "/session/password-reset",
    tag = "Session",
    request_body = PasswordResetRequest,
    responses((status = 202, description = "If somebody has this e-mail, a mail is on its way.")),
    operation_id = "session_ask_password_reset",
)]
pub async fn ask_password_reset(
    State(state): State<ApiState>,
    browser: Browser,
    headers: HeaderMap,
    input::Json(body): input::Json<PasswordResetRequest>,
) -> Result<StatusCode, ApiError> {
    auth::check_same_site(&headers, &state, false)?;
    reset::ask(&state.app, &body.email, &browser.known).await?;
    Ok(StatusCode::ACCEPTED)
}
