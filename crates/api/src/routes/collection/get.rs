//! `GET /collections/{collection_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::collection;
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::dto::collection::Collection;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows a collection.
#[utoipa::path(
    get,
    path = "/collections/{collection_id}",
    tag = "Collections",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    responses((status = 200, description = "The collection.", body = Collection)),
    operation_id = "collection_get",
)]
pub async fn get(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
) -> Result<Json<Collection>, ApiError> {
    let scope = &caller.may(Permission::CollectionRead)?;
    Ok(Json(collection::get(&state.app, scope, collection_id).await?.into()))
}
