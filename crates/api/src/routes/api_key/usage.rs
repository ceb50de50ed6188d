//! `GET …/api-keys/{api_key_id}/usage`.

use axum::Json;
use axum::extract::State;
use perigee_app::api_key;
use perigee_model::{ApiKeyId, Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::api_key::ApiKeyUsage;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows how an API key of the organization was used.
///
/// Requests of the last 90 days, by route, and the networks that they came from.
#[utoipa::path(
    get,
    path = "/admin/api-keys/{api_key_id}/usage",
    tag = "API keys",
    params(("api_key_id" = ApiKeyId, Path, description = "The key.")),
    responses((status = 200, description = "How it was used.", body = ApiKeyUsage)),
    operation_id = "api_key_usage",
)]
pub async fn usage(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((id,)): Path<(ApiKeyId,)>,
) -> Result<Json<ApiKeyUsage>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminApiKeyManage)?;
    Ok(Json(api_key::usage(&state.app, scope, None, id).await?.into()))
}

/// Shows how an API key of a process was used.
///
/// Requests of the last 90 days, by route, and the networks that they came from.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/api-keys/{api_key_id}/usage",
    tag = "API keys",
    params(("process_id" = ProcessId, Path, description = "The process."), ("api_key_id" = ApiKeyId, Path, description = "The key.")),
    responses((status = 200, description = "How it was used.", body = ApiKeyUsage)),
    operation_id = "process_api_key_usage",
)]
pub async fn usage_of_process(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id, id)): Path<(ProcessId, ApiKeyId)>,
) -> Result<Json<ApiKeyUsage>, ApiError> {
    let scope = &caller.may(Permission::ProcessApiKeyManage)?;
    Ok(Json(api_key::usage(&state.app, scope, Some(process_id), id).await?.into()))
}
