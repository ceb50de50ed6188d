//! `POST /processes/{process_id}/data-points`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::{AppError, process};
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::data_point::{DataPoint, NewDataPoint};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Adds a data point behind the others.
///
/// It holds for files sent from now on. Its name is made of its label when it is left out.
#[utoipa::path(
    post,
    path = "/processes/{process_id}/data-points",
    tag = "Processes",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    request_body = NewDataPoint,
    responses((status = 201, description = "The data point.", body = DataPoint)),
    operation_id = "data_point_add",
)]
pub async fn add(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    input::Json(body): input::Json<NewDataPoint>,
) -> Result<(StatusCode, Json<DataPoint>), ApiError> {
    let scope = &caller.may(Permission::ProcessUpdate)?;
    let (name, config) = process::add_data_point(&state.app, scope, process_id, body.into()).await?;
    let added = config.data_points.into_iter().find(|point| point.name == name);
    let point = added.ok_or(AppError::NotFound { what: "the data point" })?;
    Ok((StatusCode::CREATED, Json(DataPoint::new(process_id, point))))
}
