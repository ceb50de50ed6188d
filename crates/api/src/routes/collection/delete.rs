//! `DELETE /collections/{collection_id}`.

use perigee_model::CollectionId;

/// Deletes a collection with its files, pages and results.
#[utoipa::path(
    delete,
    path = "/collections/{collection_id}",
    tag = "Collections",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    responses((status = 204, description = "It is gone.")),
    operation_id = "collection_delete",
)]
pub async fn delete() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
