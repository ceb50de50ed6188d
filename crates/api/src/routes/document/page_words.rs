//! `GET /documents/{document_id}/pages/{page_num}/words`.

use axum::Json;
use axum::extract::State;
use perigee_app::document;
use perigee_model::{DocumentId, Permission};

use crate::auth::Caller;
use crate::dto::document::PageWords;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows the words of a page with their places.
#[utoipa::path(
    get,
    path = "/documents/{document_id}/pages/{page_num}/words",
    tag = "Results",
    params(("document_id" = DocumentId, Path, description = "The document."), ("page_num" = u32, Path, description = "Page of the document, from 0.")),
    responses((status = 200, description = "The words.", body = PageWords)),
    operation_id = "document_page_words",
)]
pub async fn page_words(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((document_id, page_num)): Path<(DocumentId, u32)>,
) -> Result<Json<PageWords>, ApiError> {
    let scope = &caller.may(Permission::ResultRead)?;
    Ok(Json(document::page(&state.app, scope, document_id, page_num).await?.into()))
}
