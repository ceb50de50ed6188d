//! `GET /collections/{collection_id}/lock`.

use axum::Json;
use axum::extract::State;
use perigee_app::lock;
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::dto::review::Lock;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows who edits a collection, and who else looks at it.
#[utoipa::path(
    get,
    path = "/collections/{collection_id}/lock",
    tag = "Review",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    responses((status = 200, description = "Who edits.", body = Lock)),
    operation_id = "lock_get",
)]
pub async fn get(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
) -> Result<Json<Lock>, ApiError> {
    let scope = &caller.may(Permission::CollectionRead)?;
    Ok(Json(lock::get(&state.app, scope, collection_id).await?.into()))
}
