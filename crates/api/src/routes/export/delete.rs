//! `DELETE /exports/{export_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::export;
use perigee_model::{ExportId, Permission};

use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Deletes an export with its file.
///
/// One that is being written stops.
#[utoipa::path(
    delete,
    path = "/exports/{export_id}",
    tag = "Exports",
    params(("export_id" = ExportId, Path, description = "The export.")),
    responses((status = 204, description = "It is gone.")),
    operation_id = "export_delete",
)]
pub async fn delete(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((id,)): Path<(ExportId,)>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may(Permission::ExportDelete)?;
    export::delete(&state.app, scope, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
