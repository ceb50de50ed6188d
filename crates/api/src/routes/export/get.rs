//! `GET /exports/{export_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::export;
use perigee_model::{ExportId, Permission};

use crate::auth::Caller;
use crate::dto::export::Export;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Tells how far an export is.
#[utoipa::path(
    get,
    path = "/exports/{export_id}",
    tag = "Exports",
    params(("export_id" = ExportId, Path, description = "The export.")),
    responses((status = 200, description = "The export.", body = Export)),
    operation_id = "export_get",
)]
pub async fn get(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((id,)): Path<(ExportId,)>,
) -> Result<Json<Export>, ApiError> {
    let scope = &caller.may(Permission::ExportRead)?;
    Ok(Json(export::get(&state.app, scope, id).await?.into()))
}
