//! `POST /collections/{collection_id}/reopen`.

use perigee_model::CollectionId;

use crate::dto::collection::Collection;

/// Opens an accepted collection for review again.
#[utoipa::path(
    post,
    path = "/collections/{collection_id}/reopen",
    tag = "Collections",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    responses((status = 200, description = "The collection.", body = Collection)),
    operation_id = "collection_reopen",
)]
pub async fn reopen() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
