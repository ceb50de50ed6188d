//! `GET /documents/{document_id}/tables`.

use axum::Json;
use axum::extract::State;
use perigee_app::table;
use perigee_model::{DocumentId, Permission};

use crate::auth::Caller;
use crate::dto::table::DocumentTables;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists the tables of a document with the grids that lie over them, also those that were removed.
#[utoipa::path(
    get,
    path = "/documents/{document_id}/tables",
    tag = "Review",
    params(("document_id" = DocumentId, Path, description = "The document.")),
    responses((status = 200, description = "The tables.", body = DocumentTables)),
    operation_id = "table_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((document_id,)): Path<(DocumentId,)>,
) -> Result<Json<DocumentTables>, ApiError> {
    let scope = &caller.may(Permission::ResultRead)?;
    let tables = table::list(&state.app, scope, document_id).await?;
    Ok(Json(DocumentTables { tables: tables.into_iter().map(Into::into).collect() }))
}
