//! `POST /session`.

use crate::dto::identity::{Me, SignIn};

/// Signs in with e-mail and password.
///
/// Sets the session cookie.
#[utoipa::path(
    post,
    path = "/session",
    tag = "Session",
    request_body = SignIn,
    responses((status = 200, description = "Who is signed in.", body = Me)),
    operation_id = "session_sign_in",
)]
pub async fn sign_in() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
