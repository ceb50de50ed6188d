//! `GET /processes/{process_id}/models`.

use axum::Json;
use axum::extract::State;
use perigee_app::model;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::learning::{Model, ModelList};
use crate::dto::pagination::PageQuery;
use crate::input::{Path, Query};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists the models of a process.
///
/// Newest first. A model that knows a deleted document is deleted with it, so it is never in the list for long.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/models",
    tag = "Learning",
    params(("process_id" = ProcessId, Path, description = "The process."), PageQuery),
    responses((status = 200, description = "A page of models.", body = ModelList)),
    operation_id = "model_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    Query(page): Query<PageQuery>,
) -> Result<Json<ModelList>, ApiError> {
    let scope = &caller.may(Permission::ProcessRead)?;
    let (found, total) = model::list(&state.app, scope, process_id, page.range()).await?;
    let models = found.into_iter().map(Model::from).collect();
    Ok(Json(ModelList { models, pagination: page.pagination(total) }))
}
