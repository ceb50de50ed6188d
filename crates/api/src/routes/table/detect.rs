//! `POST /documents/{document_id}/tables/detect`.

use axum::Json;
use axum::extract::State;
use perigee_app::table;
use perigee_model::{DocumentId, Permission};

use crate::auth::Caller;
use crate::dto::table::{DetectedTables, Detection};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Finds grids for the tables of a page, for what a region holds, or for the pages on which a table goes on.
///
/// Nothing is stored: send a grid to `POST /documents/{document_id}/tables` or `PATCH /tables/{table_id}` to use it.
#[utoipa::path(
    post,
    path = "/documents/{document_id}/tables/detect",
    tag = "Review",
    params(("document_id" = DocumentId, Path, description = "The document.")),
    request_body = Detection,
    responses((status = 200, description = "The grids.", body = DetectedTables)),
    operation_id = "table_detect",
)]
pub async fn detect(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((document_id,)): Path<(DocumentId,)>,
    input::Json(body): input::Json<Detection>,
) -> Result<Json<DetectedTables>, ApiError> {
    let scope = &caller.may(Permission::ResultRead)?;
    let (data_point, wanted) = body.wanted();
    let masks = table::detect(&state.app, scope, document_id, data_point.as_deref(), wanted).await?;
    Ok(Json(DetectedTables { masks }))
}
