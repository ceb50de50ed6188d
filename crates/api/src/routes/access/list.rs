//! `GET /processes/{process_id}/accesses`.

use axum::Json;
use axum::extract::State;
use perigee_app::access;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::access::{ProcessAccess, ProcessAccessList};
use crate::dto::pagination::PageQuery;
use crate::input::{Path, Query};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists who may do what on a process.
///
/// Those who run the organization first, then those who were assigned, oldest first.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/accesses",
    tag = "User access",
    params(("process_id" = ProcessId, Path, description = "The process."), PageQuery),
    responses((status = 200, description = "A page of accesses.", body = ProcessAccessList)),
    operation_id = "access_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    Query(page): Query<PageQuery>,
) -> Result<Json<ProcessAccessList>, ApiError> {
    let scope = &caller.may(Permission::AdminUserRead)?;
    let found = access::list(&state.app, scope, process_id).await?;
    let (total, part) = (found.len() as u64, page.part(found));
    let accesses = part.map(ProcessAccess::from).collect();
    Ok(Json(ProcessAccessList { accesses, pagination: page.pagination(total) }))
}
