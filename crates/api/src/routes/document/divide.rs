//! `PUT /files/{file_id}/documents`.

use axum::Json;
use axum::extract::State;
use perigee_app::document;
use perigee_model::{FileId, Permission};

use crate::auth::Caller;
use crate::dto::review::{Division, FileDocuments};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Divides a file into documents: splits and merges them, moves borders and pages, leaves pages out, sets classes.
///
/// A document has a range of pages, or a list of them in the order in which it is read. Places stay on their page.
/// Documents whose pages stay the same keep their values and what was decided about them, and so does one that comes
/// back when the earlier list is sent again. New ones are extracted in the background: the collection is `Processing`
/// meanwhile.
#[utoipa::path(
    put,
    path = "/files/{file_id}/documents",
    tag = "Review",
    params(("file_id" = FileId, Path, description = "The file.")),
    request_body = Division,
    responses((status = 200, description = "The file with its documents.", body = FileDocuments)),
    operation_id = "document_divide",
)]
pub async fn divide(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((file_id,)): Path<(FileId,)>,
    input::Json(body): input::Json<Division>,
) -> Result<Json<FileDocuments>, ApiError> {
    let scope = &caller.may(Permission::ResultUpdate)?;
    let parts: Vec<document::Part> = body.documents.into_iter().map(Into::into).collect();
    Ok(Json(document::divide(&state.app, scope, file_id, &parts).await?.into()))
}
