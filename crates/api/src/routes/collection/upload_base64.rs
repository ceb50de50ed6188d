//! `POST /processes/{process_id}/collections/base64`.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use perigee_app::collection;
use perigee_app::process;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::collection::{Base64Upload, Collection};
use crate::input::{self, Path, ReceivedFiles};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Uploads files as base64 in JSON.
#[utoipa::path(
    post,
    path = "/processes/{process_id}/collections/base64",
    tag = "Collections",
    params(("process_id" = ProcessId, Path, description = "The process."), ("Idempotency-Key" = Option<String>, Header, description = "Up to 200 characters; remembered for a day.")),
    request_body = Base64Upload,
    responses((status = 201, description = "The collection.", body = Collection)),
    operation_id = "collection_upload_base64",
)]
pub async fn upload_base64(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    request: Request,
) -> Result<(StatusCode, Json<Collection>), ApiError> {
    caller.may(Permission::FileUpload)?;
    let scope = caller.may(Permission::CollectionCreate)?;
    process::get(&state.app, scope, process_id).await?;
    let key = input::idempotency_key(request.headers())?;
    if let Some(key) = &key
        && let Some(earlier) = collection::find_earlier(&state.app, scope, key).await?
    {
        return Ok((StatusCode::CREATED, Json(earlier.into())));
    }
    let ReceivedFiles { files, mut new } = input::base64(&state.app, scope, request).await?;
    new.idempotency_key = key;
    match collection::create(&state.app, scope, process_id, files.clone(), new).await {
        Ok(made) => Ok((StatusCode::CREATED, Json(made.into()))),
        Err(error) => {
            collection::discard(&state.app, scope, &files).await;
            Err(error.into())
        }
    }
}
