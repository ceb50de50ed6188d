//! `POST /collections/{collection_id}/accept`.

use perigee_model::CollectionId;

use crate::dto::collection::{Acceptance, Collection};

/// Accepts a collection.
///
/// Refused with 409 and the list of data points when a mandatory one is missing, unless `force`.
#[utoipa::path(
    post,
    path = "/collections/{collection_id}/accept",
    tag = "Collections",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    request_body = Option<Acceptance>,
    responses((status = 200, description = "The collection.", body = Collection)),
    operation_id = "collection_accept",
)]
pub async fn accept() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
