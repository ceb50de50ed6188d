//! `GET /collections/{collection_id}/files/download`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use perigee_app::{collection, file};
use perigee_model::{CollectionId, Permission};

use super::answer;
use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

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
pub async fn download_all(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let scope = &caller.may(Permission::FileDownload)?;
    let found = collection::get(&state.app, scope, collection_id).await?;
    let mut uploaded = found.files.iter().filter(|file| file.was_uploaded);
    if let (Some(only), None) = (uploaded.next(), uploaded.next()) {
        return answer::original(&state.app, scope, only.id, &headers).await;
    }
    let packed = file::archive(&state.app, scope, collection_id).await?;
    Ok(answer::archive(&format!("{}.zip", found.name), packed))
}
