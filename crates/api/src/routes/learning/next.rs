//! `GET /processes/{process_id}/learning/next`.

use axum::Json;
use axum::extract::State;
use perigee_app::learning;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::promise::{Teacher, TeacherList, TeacherQuery};
use crate::input::{Path, Query};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Names the waiting documents that teach the most when they are confirmed.
///
/// One that many others look like comes first; then one of another layout, and so on.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/learning/next",
    tag = "Learning",
    params(("process_id" = ProcessId, Path, description = "The process."), TeacherQuery),
    responses((status = 200, description = "The documents that teach most first.", body = TeacherList)),
    operation_id = "learning_next",
)]
pub async fn next(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    Query(query): Query<TeacherQuery>,
) -> Result<Json<TeacherList>, ApiError> {
    let scope = &caller.may(Permission::ProcessRead)?;
    caller.may(Permission::ResultRead)?;
    let found = learning::teachers(&state.app, scope, process_id, query.limit()).await?;
    Ok(Json(TeacherList { documents: found.into_iter().map(Teacher::from).collect() }))
}
