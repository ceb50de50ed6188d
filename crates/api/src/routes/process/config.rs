//! `GET /processes/{process_id}/config`.

use perigee_model::ProcessId;

use crate::dto::process::ProcessConfig;

/// Shows the configuration that holds for files sent now.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/config",
    tag = "Processes",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    responses((status = 200, description = "The configuration.", body = ProcessConfig)),
    operation_id = "process_config",
)]
pub async fn config() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
