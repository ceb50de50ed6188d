//! `DELETE /collections/{collection_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::collection;
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Deletes a collection with its files, pages and results.
#[utoipa::path(
    delete,
    path = "/collections/{collection_id}",
    tag = "Collections",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    responses((status = 204, description = "It is gone.")),
    operation_id = "collection_delete",
)]
pub async fn delete(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may(Permission::CollectionDelete)?;
    collection::delete(&state.app, scope, collection_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
