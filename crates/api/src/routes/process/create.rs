//! `POST /processes`.

use crate::dto::process::{NewProcess, Process};

/// Makes a process.
///
/// Its configuration starts as its type's default.
#[utoipa::path(
    post,
    path = "/processes",
    tag = "Processes",
    request_body = NewProcess,
    responses((status = 201, description = "The process.", body = Process)),
    operation_id = "process_create",
)]
pub async fn create() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
