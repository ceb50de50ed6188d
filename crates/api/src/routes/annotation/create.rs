//! `POST /documents/{document_id}/annotations`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::annotation;
use perigee_model::{DocumentId, Permission};

use crate::auth::Caller;
use crate::dto::annotation::Place;
use crate::dto::annotation::{Annotation, NewAnnotation};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Adds a value to a document.
#[utoipa::path(
    post,
    path = "/documents/{document_id}/annotations",
    tag = "Review",
    params(("document_id" = DocumentId, Path, description = "The document.")),
    request_body = NewAnnotation,
    responses((status = 201, description = "The value.", body = Annotation)),
    operation_id = "annotation_create",
)]
pub async fn create(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((document_id,)): Path<(DocumentId,)>,
    input::Json(body): input::Json<NewAnnotation>,
) -> Result<(StatusCode, Json<Annotation>), ApiError> {
    let scope = &caller.may(Permission::ResultCreate)?;
    let places = Place::all(body.evidence.unwrap_or_default());
    let made =
        annotation::create(&state.app, scope, document_id, &body.data_point, body.raw_value, &places).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}
