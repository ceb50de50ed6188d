//! `PUT /documents/{document_id}/confirmations`.

use axum::Json;
use axum::extract::State;
use perigee_app::annotation;
use perigee_model::{DocumentId, Permission};

use crate::auth::Caller;
use crate::dto::annotation::Annotation;
use crate::dto::review::{Confirmations, ConfirmedValues};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Says which values of a document are confirmed.
///
/// These are, others are so no longer; what a person changed or added stays as it is. To take it back, send the list
/// that was there before.
#[utoipa::path(
    put,
    path = "/documents/{document_id}/confirmations",
    tag = "Review",
    params(("document_id" = DocumentId, Path, description = "The document.")),
    request_body = Confirmations,
    responses((status = 200, description = "What changed by it.", body = ConfirmedValues)),
    operation_id = "annotation_set_confirmed",
)]
pub async fn set_confirmed(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((document_id,)): Path<(DocumentId,)>,
    input::Json(body): input::Json<Confirmations>,
) -> Result<Json<ConfirmedValues>, ApiError> {
    let scope = &caller.may(Permission::ResultUpdate)?;
    let changed = annotation::set_confirmed(&state.app, scope, document_id, &body.value_ids).await?;
    Ok(Json(ConfirmedValues { values: changed.into_iter().map(Annotation::from).collect() }))
}
