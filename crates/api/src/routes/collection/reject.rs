//! `POST /collections/{collection_id}/reject`.

use axum::Json;
use axum::extract::State;
use perigee_app::collection;
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::dto::collection::Collection;
use crate::dto::review::RejectionRequest;
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Sends a collection back with a reason: nobody will work on it as it is.
///
/// It ends as `Stopped`, says why in `rejection`, and can be reopened.
#[utoipa::path(
    post,
    path = "/collections/{collection_id}/reject",
    tag = "Collections",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    request_body = RejectionRequest,
    responses((status = 200, description = "The collection.", body = Collection)),
    operation_id = "collection_reject",
)]
pub async fn reject(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
    input::Json(body): input::Json<RejectionRequest>,
) -> Result<Json<Collection>, ApiError> {
    let scope = &caller.may(Permission::CollectionUpdate)?;
    Ok(Json(collection::reject(&state.app, scope, collection_id, &body.reason).await?.into()))
}
