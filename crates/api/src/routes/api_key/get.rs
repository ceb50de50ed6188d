//! `GET …/api-keys/{api_key_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::api_key;
use perigee_model::{ApiKeyId, Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::api_key::ApiKey;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows an API key of the organization.
#[utoipa::path(
    get,
    path = "/admin/api-keys/{api_key_id}",
    tag = "API keys",
    params(("api_key_id" = ApiKeyId, Path, description = "The key.")),
    responses((status = 200, description = "The key, without its secret.", body = ApiKey)),
    operation_id = "api_key_get",
)]
pub async fn get(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((id,)): Path<(ApiKeyId,)>,
) -> Result<Json<ApiKey>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminApiKeyManage)?;
    Ok(Json(api_key::get(&state.app, scope, None, id).await?.into()))
}

/// Shows an API key of a process.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/api-keys/{api_key_id}",
    tag = "API keys",
    params(("process_id" = ProcessId, Path, description = "The process."), ("api_key_id" = ApiKeyId, Path, description = "The key.")),
    responses((status = 200, description = "The key, without its secret.", body = ApiKey)),
    operation_id = "process_api_key_get",
)]
pub async fn get_of_process(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id, id)): Path<(ProcessId, ApiKeyId)>,
) -> Result<Json<ApiKey>, ApiError> {
    let scope = &caller.may(Permission::ProcessApiKeyManage)?;
    Ok(Json(api_key::get(&state.app, scope, Some(process_id), id).await?.into()))
}
