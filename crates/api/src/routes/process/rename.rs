//! `PATCH /processes/{process_id}`.

use perigee_model::ProcessId;

use crate::dto::process::{Process, ProcessChange};

/// Renames a process.
#[utoipa::path(
    patch,
    path = "/processes/{process_id}",
    tag = "Processes",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    request_body = ProcessChange,
    responses((status = 200, description = "The process.", body = Process)),
    operation_id = "process_rename",
)]
pub async fn rename() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
