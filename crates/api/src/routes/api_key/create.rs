//! `POST /admin/api-keys` and `POST /processes/{process_id}/api-keys`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::App;
use perigee_app::api_key::{self, NewKey};
use perigee_model::{Permission, ProcessId, Scope};

use crate::auth::Caller;
use crate::dto::api_key::{CreatedApiKey, NewApiKey};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Makes an API key of the organization.
///
/// The secret is shown in this answer and never again. A key can do no more than its maker, and lives no longer than
/// the key that makes it.
#[utoipa::path(
    post,
    path = "/admin/api-keys",
    tag = "API keys",
    request_body = NewApiKey,
    responses((status = 201, description = "The key with its secret.", body = CreatedApiKey)),
    operation_id = "api_key_create",
)]
pub async fn create(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    input::Json(body): input::Json<NewApiKey>,
) -> Result<(StatusCode, Json<CreatedApiKey>), ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminApiKeyManage)?;
    make(&state.app, scope, None, body).await
}

/// Makes an API key of a process.
///
/// The secret is shown in this answer and never again. A key can do no more than its maker, and lives no longer than
/// the key that makes it.
#[utoipa::path(
    post,
    path = "/processes/{process_id}/api-keys",
    tag = "API keys",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    request_body = NewApiKey,
    responses((status = 201, description = "The key with its secret.", body = CreatedApiKey)),
    operation_id = "process_api_key_create",
)]
pub async fn create_of_process(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    input::Json(body): input::Json<NewApiKey>,
) -> Result<(StatusCode, Json<CreatedApiKey>), ApiError> {
    let scope = &caller.may(Permission::ProcessApiKeyManage)?;
    make(&state.app, scope, Some(process_id), body).await
}

async fn make(
    app: &App,
    scope: &Scope,
    process_id: Option<ProcessId>,
    body: NewApiKey,
) -> Result<(StatusCode, Json<CreatedApiKey>), ApiError> {
    let expires_at_ms = body.expires_at_ms();
    let NewApiKey { name, scopes, networks, .. } = body;
    let networks = networks.unwrap_or_default();
    let made =
        api_key::create(app, scope, NewKey { name, scopes, process_id, expires_at_ms, networks }).await?;
    let shown = api_key::get(app, scope, process_id, made.id).await?;
    Ok((StatusCode::CREATED, Json(CreatedApiKey::new(shown, made))))
}
