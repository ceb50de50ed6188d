//! `POST /collections/{collection_id}/reprocess`.

use axum::Json;
use axum::extract::State;
use perigee_app::collection;
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::dto::collection::Collection;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Reads a collection again, with the configuration that holds now.
///
/// Earlier readings and corrections are kept, but no longer shown. Refused with 409 while it is being worked on.
#[utoipa::path(
    post,
    path = "/collections/{collection_id}/reprocess",
    tag = "Collections",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    responses((status = 200, description = "The collection.", body = Collection)),
    operation_id = "collection_reprocess",
)]
pub async fn reprocess(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
) -> Result<Json<Collection>, ApiError> {
    let scope = &caller.may(Permission::CollectionUpdate)?;
    Ok(Json(collection::reprocess(&state.app, scope, collection_id).await?.into()))
}
