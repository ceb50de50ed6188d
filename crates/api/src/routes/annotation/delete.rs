//! `DELETE /annotations/{annotation_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::annotation;
use perigee_model::{Permission, ValueId};

use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Removes a value.
///
/// What the machine read is kept, but no longer shown.
#[utoipa::path(
    delete,
    path = "/annotations/{annotation_id}",
    tag = "Review",
    params(("annotation_id" = ValueId, Path, description = "The value.")),
    responses((status = 204, description = "It is gone.")),
    operation_id = "annotation_delete",
)]
pub async fn delete(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((annotation_id,)): Path<(ValueId,)>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may(Permission::ResultDelete)?;
    annotation::delete(&state.app, scope, annotation_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
