//! `GET /results/{collection_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::result;
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::dto::results::CollectionResults;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows what was found in a collection.
///
/// Each data point of the process stands in `extractedData`; not found = empty list.
#[utoipa::path(
    get,
    path = "/results/{collection_id}",
    tag = "Results",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    responses((status = 200, description = "The results.", body = CollectionResults)),
    operation_id = "result_get",
)]
pub async fn get(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
) -> Result<Json<CollectionResults>, ApiError> {
    let scope = &caller.may(Permission::ResultRead)?;
    Ok(Json(result::get(&state.app, scope, collection_id).await?.into()))
}
