//! `PUT /collections/{collection_id}/lock`.

use axum::Json;
use axum::extract::State;
use perigee_app::lock;
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::dto::review::{Lock, LockRequest};
use crate::input::{OptionalJson, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Says that the caller is at a collection, and takes or keeps its lock.
///
/// A free lock is taken; one that somebody else has stays theirs, and the answer says so. It ends 30 seconds after the
/// last such request. While somebody has it, changes by others are refused with 409 `collection_locked`; API keys with
/// `workspace.collection_editor:override` are not refused. With `takeOver` it is taken from whoever has it.
#[utoipa::path(
    put,
    path = "/collections/{collection_id}/lock",
    tag = "Review",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    request_body = Option<LockRequest>,
    responses((status = 200, description = "Who edits now.", body = Lock)),
    operation_id = "lock_hold",
)]
pub async fn hold(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
    OptionalJson(body): OptionalJson<LockRequest>,
) -> Result<Json<Lock>, ApiError> {
    let scope = &caller.may(Permission::ResultUpdate)?;
    Ok(Json(lock::hold(&state.app, scope, collection_id, body.take_over).await?.into()))
}
