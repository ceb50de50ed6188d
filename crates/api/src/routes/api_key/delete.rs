//! `DELETE …/api-keys/{api_key_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::api_key;
use perigee_model::{ApiKeyId, Permission, ProcessId};

use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Revokes an API key of the organization.
///
/// When the answer arrives, no server takes the key any more, nor a key that it made. It stays in the list as revoked;
/// revoking it again changes nothing.
#[utoipa::path(
    delete,
    path = "/admin/api-keys/{api_key_id}",
    tag = "API keys",
    params(("api_key_id" = ApiKeyId, Path, description = "The key.")),
    responses((status = 204, description = "It is revoked.")),
    operation_id = "api_key_delete",
)]
pub async fn delete(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((id,)): Path<(ApiKeyId,)>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminApiKeyManage)?;
    api_key::revoke(&state.app, scope, None, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Revokes an API key of a process.
///
/// When the answer arrives, no server takes the key any more, nor a key that it made. It stays in the list as revoked;
/// revoking it again changes nothing.
#[utoipa::path(
    delete,
    path = "/processes/{process_id}/api-keys/{api_key_id}",
    tag = "API keys",
    params(("process_id" = ProcessId, Path, description = "The process."), ("api_key_id" = ApiKeyId, Path, description = "The key.")),
    responses((status = 204, description = "It is revoked.")),
    operation_id = "process_api_key_delete",
)]
pub async fn delete_of_process(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id, id)): Path<(ProcessId, ApiKeyId)>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may(Permission::ProcessApiKeyManage)?;
    api_key::revoke(&state.app, scope, Some(process_id), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
