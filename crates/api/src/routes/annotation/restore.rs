//! `POST /annotations/{annotation_id}/restore`.

use axum::Json;
use axum::extract::State;
use perigee_app::annotation;
use perigee_model::{Permission, ValueId};

use crate::auth::Caller;
use crate::dto::annotation::Annotation;
use crate::dto::review::Restoration;
use crate::input::{OptionalJson, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Brings back what a value said before.
///
/// Without an entry of the history, what the machine read holds again, as if nobody had decided. Also for a value that
/// was removed. The history only grows by it.
#[utoipa::path(
    post,
    path = "/annotations/{annotation_id}/restore",
    tag = "Review",
    params(("annotation_id" = ValueId, Path, description = "The value.")),
    request_body = Option<Restoration>,
    responses((status = 200, description = "The value.", body = Annotation)),
    operation_id = "annotation_restore",
)]
pub async fn restore(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((annotation_id,)): Path<(ValueId,)>,
    OptionalJson(body): OptionalJson<Restoration>,
) -> Result<Json<Annotation>, ApiError> {
    let scope = &caller.may(Permission::ResultUpdate)?;
    Ok(Json(annotation::restore(&state.app, scope, annotation_id, body.entry_id).await?.into()))
}
