//! `GET /ocr/{collection_id}`.

use perigee_model::CollectionId;

use crate::dto::results::{CollectionOcr, OcrQuery};

/// Shows what was read in a collection.
#[utoipa::path(
    get,
    path = "/ocr/{collection_id}",
    tag = "Results",
    params(("collection_id" = CollectionId, Path, description = "The collection."), OcrQuery),
    responses((status = 200, description = "The words.", body = CollectionOcr)),
    operation_id = "result_ocr",
)]
pub async fn ocr() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
