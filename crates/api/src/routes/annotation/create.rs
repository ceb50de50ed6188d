//! `POST /documents/{document_id}/annotations`.

use perigee_model::DocumentId;

use crate::dto::annotation::{Annotation, NewAnnotation};

/// Adds a value to a document.
#[utoipa::path(
    post,
    path = "/documents/{document_id}/annotations",
    tag = "Review",
    params(("document_id" = DocumentId, Path, description = "The document.")),
    request_body = NewAnnotation,
    responses((status = 201, description = "The value.", body = Annotation)),
    operation_id = "annotation_create",
)]
pub async fn create() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
