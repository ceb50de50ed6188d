//! `POST /documents/{document_id}/annotations`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use perigee_app::annotation::{self, NewValue};
use perigee_model::{DocumentId, Permission};

use crate::auth::Caller;
use crate::dto::annotation::Place;
use crate::dto::annotation::{Annotation, NewAnnotation};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Adds a value to a document.
///
/// With an `Idempotency-Key` header a repeated request answers with the first one's value.
#[utoipa::path(
    post,
    path = "/documents/{document_id}/annotations",
    tag = "Review",
    params(("document_id" = DocumentId, Path, description = "The document."), ("Idempotency-Key" = Option<String>, Header, description = "Up to 200 characters; holds for the document.")),
    request_body = NewAnnotation,
    responses((status = 201, description = "The value.", body = Annotation)),
    operation_id = "annotation_create",
)]
pub async fn create(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((document_id,)): Path<(DocumentId,)>,
    headers: HeaderMap,
    input::Json(body): input::Json<NewAnnotation>,
) -> Result<(StatusCode, Json<Annotation>), ApiError> {
    let scope = &caller.may(Permission::ResultCreate)?;
    let new = NewValue {
        data_point: body.data_point,
        raw_value: body.raw_value,
        places: Place::all(body.evidence.unwrap_or_default()),
        idempotency_key: input::idempotency_key(&headers)?,
    };
    let made = annotation::create(&state.app, scope, document_id, new).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}
