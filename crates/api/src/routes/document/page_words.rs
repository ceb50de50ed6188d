//! `GET /documents/{document_id}/pages/{page_num}/words`.

use perigee_model::DocumentId;

use crate::dto::document::PageWords;

/// Shows the words of a page with their places.
#[utoipa::path(
    get,
    path = "/documents/{document_id}/pages/{page_num}/words",
    tag = "Results",
    params(("document_id" = DocumentId, Path, description = "The document."), ("page_num" = u32, Path, description = "Page of the document, from 0.")),
    responses((status = 200, description = "The words.", body = PageWords)),
    operation_id = "document_page_words",
)]
pub async fn page_words() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
