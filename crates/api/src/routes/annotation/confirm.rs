//! `POST /annotations/{annotation_id}/confirm`.

use axum::Json;
use axum::extract::State;
use perigee_app::annotation;
use perigee_model::{Permission, ValueId};

use crate::auth::Caller;
use crate::dto::annotation::Annotation;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Confirms a value: what was read is right.
///
/// It counts as certain from then on. A value that a person changed or added stays as it is.
#[utoipa::path(
    post,
    path = "/annotations/{annotation_id}/confirm",
    tag = "Review",
    params(("annotation_id" = ValueId, Path, description = "The value.")),
    responses((status = 200, description = "The value.", body = Annotation)),
    operation_id = "annotation_confirm",
)]
pub async fn confirm(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((annotation_id,)): Path<(ValueId,)>,
) -> Result<Json<Annotation>, ApiError> {
    let scope = &caller.may(Permission::ResultUpdate)?;
    Ok(Json(annotation::confirm(&state.app, scope, annotation_id).await?.into()))
}
