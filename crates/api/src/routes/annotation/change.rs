//! `PATCH /annotations/{annotation_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::annotation;
use perigee_model::{Permission, ValueId};

use crate::auth::Caller;
use crate::dto::annotation::Place;
use crate::dto::annotation::{Annotation, AnnotationChange};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Changes a value, or a cell of a table.
///
/// What the machine read is kept; the correction is what is shown from now on.
#[utoipa::path(
    patch,
    path = "/annotations/{annotation_id}",
    tag = "Review",
    params(("annotation_id" = ValueId, Path, description = "The value.")),
    request_body = AnnotationChange,
    responses((status = 200, description = "The value.", body = Annotation)),
    operation_id = "annotation_change",
)]
pub async fn change(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((annotation_id,)): Path<(ValueId,)>,
    input::Json(body): input::Json<AnnotationChange>,
) -> Result<Json<Annotation>, ApiError> {
    let scope = &caller.may(Permission::ResultUpdate)?;
    let places = body.evidence.map(Place::all);
    let changed =
        annotation::change(&state.app, scope, annotation_id, body.raw_value, places.as_deref()).await?;
    Ok(Json(changed.into()))
}
