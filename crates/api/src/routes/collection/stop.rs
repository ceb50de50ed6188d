//! `POST /collections/{collection_id}/stop`.

use perigee_model::CollectionId;

use crate::dto::collection::Collection;

/// Stops the work on a collection.
///
/// Refused with 409 when nothing is running.
#[utoipa::path(
    post,
    path = "/collections/{collection_id}/stop",
    tag = "Collections",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    responses((status = 200, description = "The collection.", body = Collection)),
    operation_id = "collection_stop",
)]
pub async fn stop() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
