//! `POST /processes/{process_id}/config/reset`.

use perigee_model::ProcessId;

use crate::dto::process::Process;

/// Sets the configuration back to the type's default.
#[utoipa::path(
    post,
    path = "/processes/{process_id}/config/reset",
    tag = "Processes",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    responses((status = 200, description = "The process.", body = Process)),
    operation_id = "process_reset_config",
)]
pub async fn reset_config() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
