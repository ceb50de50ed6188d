//! `POST /collections/{collection_id}/reprocess`.

use perigee_model::CollectionId;

use crate::dto::collection::Collection;

/// Reads a collection again, with the configuration that holds now.
///
/// Earlier readings and corrections are kept, but no longer shown. Refused with 409 while it is being worked on.
#[utoipa::path(
    post,
    path = "/collections/{collection_id}/reprocess",
    tag = "Collections",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    responses((status = 200, description = "The collection.", body = Collection)),
    operation_id = "collection_reprocess",
)]
pub async fn reprocess() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
