//! `GET /me`.

use crate::dto::identity::Me;

/// Tells the caller who it is.
#[utoipa::path(
    get,
    path = "/me",
    tag = "Session",
    responses((status = 200, description = "The caller.", body = Me)),
    operation_id = "me_get",
)]
pub async fn get() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
