//! `GET /processes/{process_id}/exports`.

use axum::Json;
use axum::extract::State;
use perigee_app::export;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::export::{Export, ExportList};
use crate::dto::pagination::PageQuery;
use crate::input::{Path, Query};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists the exports of a process, newest first.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/exports",
    tag = "Exports",
    params(("process_id" = ProcessId, Path, description = "The process."), PageQuery),
    responses((status = 200, description = "A page of exports.", body = ExportList)),
    operation_id = "export_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    Query(page): Query<PageQuery>,
) -> Result<Json<ExportList>, ApiError> {
    let scope = &caller.may(Permission::ExportRead)?;
    let (found, total) = export::list(&state.app, scope, process_id, page.range()).await?;
    let exports = found.into_iter().map(Export::from).collect();
    Ok(Json(ExportList { exports, pagination: page.pagination(total) }))
}
