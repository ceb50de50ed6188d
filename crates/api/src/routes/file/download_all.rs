//! `GET /collections/{collection_id}/files/download`.

use perigee_model::CollectionId;

/// Downloads the original files of a collection.
///
/// The file itself when there is one, else a ZIP archive.
#[utoipa::path(
    get,
    path = "/collections/{collection_id}/files/download",
    tag = "Files",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    responses((status = 200, description = "The file or the archive.", body = Vec<u8>, content_type = "application/octet-stream")),
    operation_id = "file_download_all",
)]
pub async fn download_all() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
