//! `PATCH /data-points/{data_point_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::{AppError, process};
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::data_point::{DataPoint, DataPointChange, DataPointId};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Changes a data point.
///
/// It holds for files sent from now on; what was read before stays as it was.
#[utoipa::path(
    patch,
    path = "/data-points/{data_point_id}",
    tag = "Processes",
    params(("data_point_id" = String, Path, description = "The data point.")),
    request_body = DataPointChange,
    responses((status = 200, description = "The data point.", body = DataPoint)),
    operation_id = "data_point_change",
)]
pub async fn change(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((id,)): Path<(DataPointId,)>,
    input::Json(body): input::Json<DataPointChange>,
) -> Result<Json<DataPoint>, ApiError> {
    let scope = &caller.may(Permission::ProcessUpdate)?;
    let apply = |point: &mut perigee_model::DataPoint| body.apply(point);
    let config = process::change_data_point(&state.app, scope, id.process_id, &id.name, apply).await?;
    let changed = config.data_points.into_iter().find(|point| point.name == id.name);
    let point = changed.ok_or(AppError::NotFound { what: "the data point" })?;
    Ok(Json(DataPoint::new(id.process_id, point)))
}
