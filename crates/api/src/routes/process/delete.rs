//! `DELETE /processes/{process_id}`.

use perigee_model::ProcessId;

use crate::dto::process::DeleteQuery;

/// Deletes a process with all its collections.
///
/// Refused with 409 while work is running, unless `force=true`.
#[utoipa::path(
    delete,
    path = "/processes/{process_id}",
    tag = "Processes",
    params(("process_id" = ProcessId, Path, description = "The process."), DeleteQuery),
    responses((status = 204, description = "It is gone.")),
    operation_id = "process_delete",
)]
pub async fn delete() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
