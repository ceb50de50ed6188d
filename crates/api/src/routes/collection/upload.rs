//! `POST /processes/{process_id}/collections`.

use perigee_model::ProcessId;

use crate::dto::collection::{Collection, CollectionUpload};

/// Uploads files.
///
/// Answers as soon as the bytes are stored; reading goes on in the background. With an `Idempotency-Key` header a repeated request answers with the first one's collection.
#[utoipa::path(
    post,
    path = "/processes/{process_id}/collections",
    tag = "Collections",
    params(("process_id" = ProcessId, Path, description = "The process."), ("Idempotency-Key" = Option<String>, Header, description = "Up to 200 characters; remembered for a day.")),
    request_body(content = CollectionUpload, content_type = "multipart/form-data"),
    responses((status = 201, description = "The collection.", body = Collection)),
    operation_id = "collection_upload",
)]
pub async fn upload() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
