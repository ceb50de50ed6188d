//! `GET /process-types`.

use axum::Json;
use perigee_model::{Permission, process_type};

use crate::auth::Caller;
use crate::dto::process::ProcessTypeList;
use crate::problem::ApiError;

/// Lists the kinds of process.
///
/// Every type with its data points.
#[utoipa::path(
    get,
    path = "/process-types",
    tag = "Processes",
    responses((status = 200, description = "Every type.", body = ProcessTypeList)),
    operation_id = "process_type_list",
)]
pub async fn list(Caller(caller): Caller) -> Result<Json<ProcessTypeList>, ApiError> {
    caller.may(Permission::ProcessRead)?;
    Ok(Json(ProcessTypeList { process_types: process_type::list().to_vec() }))
}
