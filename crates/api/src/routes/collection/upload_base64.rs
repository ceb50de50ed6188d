//! `POST /processes/{process_id}/collections/base64`.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use perigee_model::ProcessId;

use super::upload::{Sent, store};
use crate::auth::Caller;
use crate::dto::collection::{Base64Upload, Collection};
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Uploads files as base64 in JSON.
#[utoipa::path(
    post,
    path = "/processes/{process_id}/collections/base64",
    tag = "Collections",
    params(("process_id" = ProcessId, Path, description = "The process."), ("Idempotency-Key" = Option<String>, Header, description = "Up to 200 characters; remembered for a day.")),
    request_body = Base64Upload,
    responses((status = 201, description = "The collection.", body = Collection)),
    operation_id = "collection_upload_base64",
)]
pub async fn upload_base64(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    request: Request,
) -> Result<(StatusCode, Json<Collection>), ApiError> {
    store(&state, &caller, process_id, Sent::Base64, request).await
}
