//! `GET /collections/{collection_id}`.

use perigee_model::CollectionId;

use crate::dto::collection::Collection;

/// Shows a collection.
#[utoipa::path(
    get,
    path = "/collections/{collection_id}",
    tag = "Collections",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    responses((status = 200, description = "The collection.", body = Collection)),
    operation_id = "collection_get",
)]
pub async fn get() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
