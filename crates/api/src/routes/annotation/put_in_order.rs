//! `PUT /documents/{document_id}/order`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::annotation;
use perigee_model::{DocumentId, Permission};

use crate::auth::Caller;
use crate::dto::review::ValueOrder;
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Puts the values of a data point in order.
#[utoipa::path(
    put,
    path = "/documents/{document_id}/order",
    tag = "Review",
    params(("document_id" = DocumentId, Path, description = "The document.")),
    request_body = ValueOrder,
    responses((status = 204, description = "They are in order.")),
    operation_id = "annotation_put_in_order",
)]
pub async fn put_in_order(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((document_id,)): Path<(DocumentId,)>,
    input::Json(body): input::Json<ValueOrder>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may(Permission::ResultUpdate)?;
    annotation::put_in_order(&state.app, scope, document_id, &body.data_point, &body.value_ids).await?;
    Ok(StatusCode::NO_CONTENT)
}
