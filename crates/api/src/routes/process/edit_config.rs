//! `PUT /processes/{process_id}/config`.

use axum::Json;
use axum::extract::State;
use perigee_app::process;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::data_point::ConfigChange;
use crate::dto::process::ProcessConfig;
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Changes the configuration: all data points in their order, or what is accepted without a person.
///
/// The change is a new version, which holds for files sent from now on; where nothing changed there is none.
/// With `configId` it is refused when somebody else changed the configuration since.
#[utoipa::path(
    put,
    path = "/processes/{process_id}/config",
    tag = "Processes",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    request_body = ConfigChange,
    responses((status = 200, description = "The configuration.", body = ProcessConfig)),
    operation_id = "process_edit_config",
)]
pub async fn edit_config(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    input::Json(body): input::Json<ConfigChange>,
) -> Result<Json<ProcessConfig>, ApiError> {
    let scope = &caller.may(Permission::ProcessUpdate)?;
    Ok(Json(process::edit_config(&state.app, scope, process_id, body.into()).await?.into()))
}
