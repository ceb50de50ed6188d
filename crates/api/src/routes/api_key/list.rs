//! `GET /admin/api-keys` and `GET /processes/{process_id}/api-keys`.

use axum::Json;
use axum::extract::State;
use perigee_app::{App, api_key};
use perigee_model::{Permission, ProcessId, Scope};

use crate::auth::Caller;
use crate::dto::api_key::{ApiKey, ApiKeyList, ApiKeyQuery};
use crate::input::{Path, Query};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists the API keys of the organization.
///
/// Newest first, without secrets; those that have ended too.
#[utoipa::path(
    get,
    path = "/admin/api-keys",
    tag = "API keys",
    params(ApiKeyQuery),
    responses((status = 200, description = "A page of keys.", body = ApiKeyList)),
    operation_id = "api_key_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Query(query): Query<ApiKeyQuery>,
) -> Result<Json<ApiKeyList>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminApiKeyManage)?;
    page(&state.app, scope, None, query).await
}

/// Lists the API keys of a process.
///
/// Newest first, without secrets; those that have ended too.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/api-keys",
    tag = "API keys",
    params(("process_id" = ProcessId, Path, description = "The process."), ApiKeyQuery),
    responses((status = 200, description = "A page of keys.", body = ApiKeyList)),
    operation_id = "process_api_key_list",
)]
pub async fn list_of_process(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    Query(query): Query<ApiKeyQuery>,
) -> Result<Json<ApiKeyList>, ApiError> {
    let scope = &caller.may(Permission::ProcessApiKeyManage)?;
    page(&state.app, scope, Some(process_id), query).await
}

async fn page(
    app: &App,
    scope: &Scope,
    process_id: Option<ProcessId>,
    query: ApiKeyQuery,
) -> Result<Json<ApiKeyList>, ApiError> {
    let page = query.page();
    let (found, total) = api_key::list(app, scope, process_id, query.status, page.range()).await?;
    let api_keys = found.into_iter().map(ApiKey::from).collect();
    Ok(Json(ApiKeyList { api_keys, pagination: page.pagination(total) }))
}
