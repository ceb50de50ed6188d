//! `POST /collections/{collection_id}/reopen`.

use axum::Json;
use axum::extract::State;
use perigee_app::collection;
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::dto::collection::Collection;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Opens a collection that was accepted or rejected for review again.
#[utoipa::path(
    post,
    path = "/collections/{collection_id}/reopen",
    tag = "Collections",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    responses((status = 200, description = "The collection.", body = Collection)),
    operation_id = "collection_reopen",
)]
pub async fn reopen(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
) -> Result<Json<Collection>, ApiError> {
    let scope = &caller.may(Permission::CollectionUpdate)?;
    Ok(Json(collection::reopen(&state.app, scope, collection_id).await?.into()))
}
