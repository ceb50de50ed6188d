//! `DELETE /annotations/{annotation_id}`.

use perigee_model::ValueId;

/// Removes a value.
///
/// What the machine read is kept, but no longer shown.
#[utoipa::path(
    delete,
    path = "/annotations/{annotation_id}",
    tag = "Review",
    params(("annotation_id" = ValueId, Path, description = "The value.")),
    responses((status = 204, description = "It is gone.")),
    operation_id = "annotation_delete",
)]
pub async fn delete() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
