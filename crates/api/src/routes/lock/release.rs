//! `DELETE /collections/{collection_id}/lock`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::lock;
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Leaves a collection: its lock is free if the caller had it.
#[utoipa::path(
    delete,
    path = "/collections/{collection_id}/lock",
    tag = "Review",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    responses((status = 204, description = "The caller has no lock.")),
    operation_id = "lock_release",
)]
pub async fn release(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may(Permission::ResultUpdate)?;
    lock::release(&state.app, scope, collection_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
