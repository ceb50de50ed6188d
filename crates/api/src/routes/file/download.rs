//! `GET /files/{file_id}/download`.

use perigee_model::FileId;

use crate::dto::problem::Problem;

/// Downloads an original file.
///
/// Range requests are answered with 206.
#[utoipa::path(
    get,
    path = "/files/{file_id}/download",
    tag = "Files",
    params(("file_id" = FileId, Path, description = "The file.")),
    responses((status = 200, description = "The bytes.", body = Vec<u8>, content_type = "application/octet-stream"), (status = 206, description = "The bytes of the range.", body = Vec<u8>, content_type = "application/octet-stream"), (status = 416, description = "The range is outside of the file.", body = Problem)),
    operation_id = "file_download",
)]
pub async fn download() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
