//! `GET /processes/{process_id}/assignees`.

use axum::Json;
use axum::extract::State;
use perigee_app::collection;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::queue::{Assignee, AssigneeList};
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists who can be asked to look at collections of a process.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/assignees",
    tag = "Collections",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    responses((status = 200, description = "Those who may change them.", body = AssigneeList)),
    operation_id = "collection_assignees",
)]
pub async fn assignees(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
) -> Result<Json<AssigneeList>, ApiError> {
    let scope = &caller.may(Permission::CollectionUpdate)?;
    let found = collection::assignees(&state.app, scope, process_id).await?;
    Ok(Json(AssigneeList { assignees: found.into_iter().map(Assignee::from).collect() }))
}
