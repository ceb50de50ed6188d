//! `DELETE /session`.

/// Signs out.
#[utoipa::path(
    delete,
    path = "/session",
    tag = "Session",
    responses((status = 204, description = "The session is over.")),
    operation_id = "session_sign_out",
)]
pub async fn sign_out() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
