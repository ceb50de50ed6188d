//! `GET /processes`.

use crate::dto::pagination::PageQuery;
use crate::dto::process::ProcessList;

/// Lists processes.
///
/// Newest first.
#[utoipa::path(
    get,
    path = "/processes",
    tag = "Processes",
    params(PageQuery),
    responses((status = 200, description = "A page of processes.", body = ProcessList)),
    operation_id = "process_list",
)]
pub async fn list() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
