//! `GET /processes/{process_id}/learning/suspects`.

use axum::Json;
use axum::extract::State;
use perigee_app::learning;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::promise::{Suspect, SuspectList};
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists confirmed values that are probably slips.
///
/// Each was decided otherwise, and surely, by models that had not seen its document. Reopen the collection to put one
/// right; one that is right stays in the list, and does no harm there.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/learning/suspects",
    tag = "Learning",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    responses((status = 200, description = "The surest doubts first.", body = SuspectList)),
    operation_id = "learning_suspects",
)]
pub async fn suspects(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
) -> Result<Json<SuspectList>, ApiError> {
    let scope = &caller.may(Permission::ProcessRead)?;
    caller.may(Permission::ResultRead)?;
    let found = learning::suspects(&state.app, scope, process_id).await?;
    Ok(Json(SuspectList { suspects: found.into_iter().map(Suspect::from).collect() }))
}
