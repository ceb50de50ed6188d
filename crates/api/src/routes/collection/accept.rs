//! `POST /collections/{collection_id}/accept`.

use axum::Json;
use axum::extract::State;
use perigee_app::collection;
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::dto::collection::{Acceptance, Collection};
use crate::input::{OptionalJson, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Accepts a collection.
///
/// Refused with 409 and the list of data points when a mandatory one is missing, unless `force`.
#[utoipa::path(
    post,
    path = "/collections/{collection_id}/accept",
    tag = "Collections",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    request_body = Option<Acceptance>,
    responses((status = 200, description = "The collection.", body = Collection)),
    operation_id = "collection_accept",
)]
pub async fn accept(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
    OptionalJson(body): OptionalJson<Acceptance>,
) -> Result<Json<Collection>, ApiError> {
    let scope = &caller.may(Permission::CollectionUpdate)?;
    Ok(Json(collection::accept(&state.app, scope, collection_id, body.force).await?.into()))
}
