//! `GET /processes/{process_id}/data-points`.

use axum::Json;
use axum::extract::State;
use perigee_app::process;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::data_point::{DataPoint, DataPointList};
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists the data points that hold for files sent now.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/data-points",
    tag = "Processes",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    responses((status = 200, description = "In the order of the screens.", body = DataPointList)),
    operation_id = "data_point_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
) -> Result<Json<DataPointList>, ApiError> {
    let scope = &caller.may(Permission::ProcessRead)?;
    let config = process::config(&state.app, scope, process_id).await?;
    let points = config.data_points.into_iter().map(|point| DataPoint::new(process_id, point));
    Ok(Json(DataPointList { data_points: points.collect(), config_id: config.id }))
}
