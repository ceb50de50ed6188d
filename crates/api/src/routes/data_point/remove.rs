//! `DELETE /data-points/{data_point_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::process;
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::data_point::DataPointId;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Removes a data point.
///
/// Files sent from now on are not asked for it; what was read before stays with its documents.
#[utoipa::path(
    delete,
    path = "/data-points/{data_point_id}",
    tag = "Processes",
    params(("data_point_id" = String, Path, description = "The data point.")),
    responses((status = 204, description = "It is removed.")),
    operation_id = "data_point_remove",
)]
pub async fn remove(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((id,)): Path<(DataPointId,)>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may(Permission::ProcessUpdate)?;
    process::remove_data_point(&state.app, scope, id.process_id, &id.name).await?;
    Ok(StatusCode::NO_CONTENT)
}
