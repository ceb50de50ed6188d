//! `GET /results/{collection_id}`.

use perigee_model::CollectionId;

use crate::dto::results::CollectionResults;

/// Shows what was found in a collection.
///
/// Each data point of the process stands in `extractedData`; not found = empty list.
#[utoipa::path(
    get,
    path = "/results/{collection_id}",
    tag = "Results",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    responses((status = 200, description = "The results.", body = CollectionResults)),
    operation_id = "result_get",
)]
pub async fn get() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
