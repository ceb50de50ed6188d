//! `GET /documents/{document_id}`.

use perigee_model::DocumentId;

use crate::dto::document::Document;

/// Shows a document with the sizes of its pages.
#[utoipa::path(
    get,
    path = "/documents/{document_id}",
    tag = "Results",
    params(("document_id" = DocumentId, Path, description = "The document.")),
    responses((status = 200, description = "The document.", body = Document)),
    operation_id = "document_get",
)]
pub async fn get() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
