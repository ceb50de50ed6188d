//! `GET /processes/{process_id}/collections`.

use perigee_model::ProcessId;

use crate::dto::collection::{CollectionList, CollectionQuery};

/// Lists the collections of a process.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/collections",
    tag = "Collections",
    params(("process_id" = ProcessId, Path, description = "The process."), CollectionQuery),
    responses((status = 200, description = "A page of collections.", body = CollectionList)),
    operation_id = "collection_list",
)]
pub async fn list() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
