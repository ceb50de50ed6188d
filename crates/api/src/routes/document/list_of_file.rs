//! `GET /files/{file_id}/documents`.

use axum::Json;
use axum::extract::State;
use perigee_app::document;
use perigee_model::{FileId, Permission};

use crate::auth::Caller;
use crate::dto::review::FileDocuments;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists the documents of a file with their pages.
#[utoipa::path(
    get,
    path = "/files/{file_id}/documents",
    tag = "Results",
    params(("file_id" = FileId, Path, description = "The file.")),
    responses((status = 200, description = "The file with its documents.", body = FileDocuments)),
    operation_id = "document_list_of_file",
)]
pub async fn list_of_file(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((file_id,)): Path<(FileId,)>,
) -> Result<Json<FileDocuments>, ApiError> {
    let scope = &caller.may(Permission::ResultRead)?;
    Ok(Json(document::of_file(&state.app, scope, file_id).await?.into()))
}
