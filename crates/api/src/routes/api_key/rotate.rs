//! `POST …/api-keys/{api_key_id}/rotate`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::App;
use perigee_app::api_key;
use perigee_app::api_key::rotate::GRACE_S;
use perigee_model::{ApiKeyId, Permission, ProcessId, Scope};

use crate::auth::Caller;
use crate::dto::api_key::{ApiKeyRotation, CreatedApiKey};
use crate::input::{OptionalJson, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Puts a new API key of the organization beside an old one.
///
/// The new key has the name, the scopes and the networks of the old one, which ends after the grace. Every scope of
/// the key is needed. The secret is shown in this answer and never again.
#[utoipa::path(
    post,
    path = "/admin/api-keys/{api_key_id}/rotate",
    tag = "API keys",
    params(("api_key_id" = ApiKeyId, Path, description = "The key.")),
    request_body = ApiKeyRotation,
    responses((status = 201, description = "The new key with its secret.", body = CreatedApiKey)),
    operation_id = "api_key_rotate",
)]
pub async fn rotate(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((id,)): Path<(ApiKeyId,)>,
    OptionalJson(body): OptionalJson<ApiKeyRotation>,
) -> Result<(StatusCode, Json<CreatedApiKey>), ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminApiKeyManage)?;
    replace(&state.app, scope, None, id, body).await
}

/// Puts a new API key of a process beside an old one.
///
/// The new key has the name, the scopes and the networks of the old one, which ends after the grace. Every scope of
/// the key is needed. The secret is shown in this answer and never again.
#[utoipa::path(
    post,
    path = "/processes/{process_id}/api-keys/{api_key_id}/rotate",
    tag = "API keys",
    params(("process_id" = ProcessId, Path, description = "The process."), ("api_key_id" = ApiKeyId, Path, description = "The key.")),
    request_body = ApiKeyRotation,
    responses((status = 201, description = "The new key with its secret.", body = CreatedApiKey)),
    operation_id = "process_api_key_rotate",
)]
pub async fn rotate_of_process(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id, id)): Path<(ProcessId, ApiKeyId)>,
    OptionalJson(body): OptionalJson<ApiKeyRotation>,
) -> Result<(StatusCode, Json<CreatedApiKey>), ApiError> {
    let scope = &caller.may(Permission::ProcessApiKeyManage)?;
    replace(&state.app, scope, Some(process_id), id, body).await
}

async fn replace(
    app: &App,
    scope: &Scope,
    process_id: Option<ProcessId>,
    id: ApiKeyId,
    body: ApiKeyRotation,
) -> Result<(StatusCode, Json<CreatedApiKey>), ApiError> {
    let grace_s = body.grace_seconds.map_or(GRACE_S, i64::from);
    let made = api_key::rotate(app, scope, process_id, id, grace_s).await?;
    let shown = api_key::get(app, scope, process_id, made.id).await?;
    Ok((StatusCode::CREATED, Json(CreatedApiKey::new(shown, made))))
}
