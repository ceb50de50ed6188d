//! `GET /processes/{process_id}`.

use perigee_model::ProcessId;

use crate::dto::process::Process;

/// Shows a process.
#[utoipa::path(
    get,
    path = "/processes/{process_id}",
    tag = "Processes",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    responses((status = 200, description = "The process.", body = Process)),
    operation_id = "process_get",
)]
pub async fn get() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
