//! `POST /processes/{process_id}/collections/base64`.

use perigee_model::ProcessId;

use crate::dto::collection::{Base64Upload, Collection};

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
pub async fn upload_base64() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
