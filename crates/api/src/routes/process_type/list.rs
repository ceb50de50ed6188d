//! `GET /process-types`.

use crate::dto::process::ProcessTypeList;

/// Lists the kinds of process.
///
/// Every type with its data points.
#[utoipa::path(
    get,
    path = "/process-types",
    tag = "Processes",
    responses((status = 200, description = "Every type.", body = ProcessTypeList)),
    operation_id = "process_type_list",
)]
pub async fn list() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
