//! `POST /processes/{process_id}/collections`.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use perigee_app::{collection, identity, process};
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::collection::{Collection, CollectionUpload};
use crate::input::{self, Path, ReceivedFiles};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Uploads files.
///
/// Answers as soon as the bytes are stored; reading goes on in the background. With an `Idempotency-Key` header a repeated request answers with the first one's collection.
#[utoipa::path(
    post,
    path = "/processes/{process_id}/collections",
    tag = "Collections",
    params(("process_id" = ProcessId, Path, description = "The process."), ("Idempotency-Key" = Option<String>, Header, description = "Up to 200 characters; remembered for a day.")),
    request_body(content = CollectionUpload, content_type = "multipart/form-data"),
    responses((status = 201, description = "The collection.", body = Collection)),
    operation_id = "collection_upload",
)]
pub async fn upload(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    request: Request,
) -> Result<(StatusCode, Json<Collection>), ApiError> {
    store(&state, &caller, process_id, Sent::Multipart, request).await
}

/// How the files of an upload are packed.
pub(super) enum Sent {
    /// As parts of a form, streamed.
    Multipart,
    /// As base64 in JSON.
    Base64,
}

/// Stores an upload once: a repeated idempotency key answers with what the first one made.
pub(super) async fn store(
    state: &ApiState,
    caller: &identity::Caller,
    process_id: ProcessId,
    sent: Sent,
    request: Request,
) -> Result<(StatusCode, Json<Collection>), ApiError> {
    caller.may(Permission::FileUpload)?;
    let scope = &caller.may(Permission::CollectionCreate)?;
    process::get(&state.app, scope, process_id).await?;
    let key = input::idempotency_key(request.headers())?;
    if let Some(key) = &key
        && let Some(earlier) = collection::find_earlier(&state.app, scope, key).await?
    {
        return Ok((StatusCode::CREATED, Json(earlier.into())));
    }
    let ReceivedFiles { files, mut new } = match sent {
        Sent::Multipart => input::multipart(&state.app, scope, request).await?,
        Sent::Base64 => input::base64(&state.app, scope, request).await?,
    };
    new.idempotency_key = key;
    match collection::create(&state.app, scope, process_id, files.clone(), new).await {
        Ok(made) => Ok((StatusCode::CREATED, Json(made.into()))),
        Err(error) => {
            collection::discard(&state.app, scope, &files).await;
            Err(error.into())
        }
    }
}
