//! `GET /processes`.

use axum::Json;
use axum::extract::State;
use perigee_app::process;
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::pagination::PageQuery;
use crate::dto::process::Process;
use crate::dto::process::ProcessList;
use crate::input::Query;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists processes.
///
/// Newest first.
#[utoipa::path(
    get,
    path = "/processes",
    tag = "Processes",
    params(PageQuery),
    responses((status = 200, description = "A page of processes.", body = ProcessList)),
    operation_id = "process_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Query(page): Query<PageQuery>,
) -> Result<Json<ProcessList>, ApiError> {
    let scope = &caller.may(Permission::ProcessRead)?;
    let (offset, limit) = page.range();
    let (found, total) = process::list(&state.app, scope, offset, limit).await?;
    let processes = found.into_iter().map(Process::from).collect();
    Ok(Json(ProcessList { processes, pagination: page.pagination(total) }))
}
