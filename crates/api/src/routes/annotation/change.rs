//! `PATCH /annotations/{annotation_id}`.

use perigee_model::ValueId;

use crate::dto::annotation::{Annotation, AnnotationChange};

/// Changes a value, or a cell of a table.
///
/// What the machine read is kept; the correction is what is shown from now on.
#[utoipa::path(
    patch,
    path = "/annotations/{annotation_id}",
    tag = "Review",
    params(("annotation_id" = ValueId, Path, description = "The value.")),
    request_body = AnnotationChange,
    responses((status = 200, description = "The value.", body = Annotation)),
    operation_id = "annotation_change",
)]
pub async fn change() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
