//! `GET /documents/{document_id}/pages/{page_num}/image`.

use perigee_model::DocumentId;

use crate::dto::document::PageImageQuery;

/// Draws a page, upright, as PNG.
///
/// Cached; answers 304 to a matching `If-None-Match`.
#[utoipa::path(
    get,
    path = "/documents/{document_id}/pages/{page_num}/image",
    tag = "Results",
    params(("document_id" = DocumentId, Path, description = "The document."), ("page_num" = u32, Path, description = "Page of the document, from 0."), PageImageQuery),
    responses((status = 200, description = "The picture.", body = Vec<u8>, content_type = "image/png"), (status = 304, description = "It has not changed.")),
    operation_id = "document_page_image",
)]
pub async fn page_image() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
