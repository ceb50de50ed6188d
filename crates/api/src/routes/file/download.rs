//! `GET /files/{file_id}/download`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use perigee_model::{FileId, Permission};

use super::answer;
use crate::auth::Caller;
use crate::dto::problem::Problem;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

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
pub async fn download(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((file_id,)): Path<(FileId,)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let scope = &caller.may(Permission::FileDownload)?;
    answer::original(&state.app, scope, file_id, &headers).await
}
