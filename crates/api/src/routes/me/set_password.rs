//! `PUT /me/password`.

use crate::dto::identity::PasswordChange;

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
pub async fn set_password() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
