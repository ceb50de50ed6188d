//! `POST /session/link`.

use crate::dto::identity::{Me, SignInLink};

/// Signs in with a one-time link.
///
/// Sets the session cookie. A link works once, within 15 minutes.
#[utoipa::path(
    post,
    path = "/session/link",
    tag = "Session",
    request_body = SignInLink,
    responses((status = 200, description = "Who is signed in.", body = Me)),
    operation_id = "session_sign_in_by_link",
)]
pub async fn sign_in_by_link() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
