//! `GET /documents/{document_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::document;
use perigee_model::{DocumentId, Permission};

use crate::auth::Caller;
use crate::dto::document::Document;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows a document with the sizes of its pages.
#[utoipa::path(
    get,
    path = "/documents/{document_id}",
    tag = "Results",
    params(("document_id" = DocumentId, Path, description = "The document.")),
    responses((status = 200, description = "The document.", body = Document)),
    operation_id = "document_get",
)]
pub async fn get(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((document_id,)): Path<(DocumentId,)>,
) -> Result<Json<Document>, ApiError> {
    let scope = &caller.may(Permission::ResultRead)?;
    Ok(Json(document::get(&state.app, scope, document_id).await?.into()))
}
