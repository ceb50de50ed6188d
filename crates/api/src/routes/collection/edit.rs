//! `PATCH /collections/{collection_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::collection;
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::dto::collection::{Collection, CollectionChange};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Replaces the metadata of a collection.
#[utoipa::path(
    patch,
    path = "/collections/{collection_id}",
    tag = "Collections",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    request_body = CollectionChange,
    responses((status = 200, description = "The collection.", body = Collection)),
    operation_id = "collection_edit",
)]
pub async fn edit(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
    input::Json(body): input::Json<CollectionChange>,
) -> Result<Json<Collection>, ApiError> {
    let scope = &caller.may(Permission::CollectionUpdate)?;
    Ok(Json(collection::edit_metadata(&state.app, scope, collection_id, &body.metadata).await?.into()))
}
