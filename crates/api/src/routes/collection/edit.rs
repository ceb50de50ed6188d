//! `PATCH /collections/{collection_id}`.

use perigee_model::CollectionId;

use crate::dto::collection::{Collection, CollectionChange};

/// Replaces the metadata of a collection.
#[utoipa::path(
    patch,
    path = "/collections/{collection_id}",
    tag = "Collections",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    request_body = CollectionChange,
    responses((status = 200, description = "The collection.", body = Collection)),
    operation_id = "collection_edit",
)]
pub async fn edit() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
