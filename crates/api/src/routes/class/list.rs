//! `GET /processes/{process_id}/classes`.

use axum::Json;
use axum::extract::State;
use perigee_app::class;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::class::ClassList;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists the classes that the organization knows, any of which documents of the process may get.
///
/// A class is learned from documents that people accepted, and from those whose class they set, of all processes of the
/// organization that learn. Classes of process types are told by the words that name them before any is confirmed.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/classes",
    tag = "Classes",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    responses((status = 200, description = "Confirmed classes first, by name.", body = ClassList)),
    operation_id = "class_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
) -> Result<Json<ClassList>, ApiError> {
    let scope = &caller.may(Permission::ProcessRead)?;
    Ok(Json(class::list(&state.app, scope, process_id).await?.into()))
}
