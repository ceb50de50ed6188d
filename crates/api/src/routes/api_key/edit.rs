//! `PATCH …/api-keys/{api_key_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::App;
use perigee_app::api_key::{self, KeyChange};
use perigee_model::{ApiKeyId, Permission, ProcessId, Scope};

use crate::auth::Caller;
use crate::dto::api_key::{ApiKey, ApiKeyChange};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Changes an API key of the organization.
///
/// The name, the networks, and the end to an earlier one, which is then also the last end of the keys that it made.
#[utoipa::path(
    patch,
    path = "/admin/api-keys/{api_key_id}",
    tag = "API keys",
    params(("api_key_id" = ApiKeyId, Path, description = "The key.")),
    request_body = ApiKeyChange,
    responses((status = 200, description = "The key.", body = ApiKey)),
    operation_id = "api_key_edit",
)]
pub async fn edit(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((id,)): Path<(ApiKeyId,)>,
    input::Json(body): input::Json<ApiKeyChange>,
) -> Result<Json<ApiKey>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminApiKeyManage)?;
    change(&state.app, scope, None, id, body).await
}

/// Changes an API key of a process.
///
/// The name, the networks, and the end to an earlier one, which is then also the last end of the keys that it made.
#[utoipa::path(
    patch,
    path = "/processes/{process_id}/api-keys/{api_key_id}",
    tag = "API keys",
    params(("process_id" = ProcessId, Path, description = "The process."), ("api_key_id" = ApiKeyId, Path, description = "The key.")),
    request_body = ApiKeyChange,
    responses((status = 200, description = "The key.", body = ApiKey)),
    operation_id = "process_api_key_edit",
)]
pub async fn edit_of_process(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id, id)): Path<(ProcessId, ApiKeyId)>,
    input::Json(body): input::Json<ApiKeyChange>,
) -> Result<Json<ApiKey>, ApiError> {
    let scope = &caller.may(Permission::ProcessApiKeyManage)?;
    change(&state.app, scope, Some(process_id), id, body).await
}

async fn change(
    app: &App,
    scope: &Scope,
    process_id: Option<ProcessId>,
    id: ApiKeyId,
    body: ApiKeyChange,
) -> Result<Json<ApiKey>, ApiError> {
    let expires_at_ms = body.expires_at_ms();
    let change = KeyChange { name: body.name, networks: body.networks, expires_at_ms };
    Ok(Json(api_key::edit(app, scope, process_id, id, change).await?.into()))
}
