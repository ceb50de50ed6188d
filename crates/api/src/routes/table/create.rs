//! `POST /documents/{document_id}/tables`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::table;
use perigee_model::{DocumentId, Permission};

use crate::auth::Caller;
use crate::dto::table::{DocumentTable, NewTable};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Adds a table to a document, by a grid over a page or by its rows.
///
/// The body may have up to 16 MB and 10,000 rows.
#[utoipa::path(
    post,
    path = "/documents/{document_id}/tables",
    tag = "Review",
    params(("document_id" = DocumentId, Path, description = "The document.")),
    request_body = NewTable,
    responses((status = 201, description = "The table.", body = DocumentTable)),
    operation_id = "table_create",
)]
pub async fn create(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((document_id,)): Path<(DocumentId,)>,
    input::LongJson(body): input::LongJson<NewTable>,
) -> Result<(StatusCode, Json<DocumentTable>), ApiError> {
    let scope = &caller.may(Permission::ResultCreate)?;
    let (data_point, input) = body.input();
    let made = table::create(&state.app, scope, document_id, &data_point, input).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}
