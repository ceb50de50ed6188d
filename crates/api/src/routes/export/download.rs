//! `GET /exports/{export_id}/download`.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use perigee_app::export;
use perigee_model::{ExportId, Permission};

use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::routes::file::answer;
use crate::state::ApiState;

/// Downloads the file of an export.
#[utoipa::path(
    get,
    path = "/exports/{export_id}/download",
    tag = "Exports",
    params(("export_id" = ExportId, Path, description = "The export.")),
    responses((status = 200, description = "The file.", body = Vec<u8>, content_type = "application/octet-stream")),
    operation_id = "export_download",
)]
pub async fn download(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((id,)): Path<(ExportId,)>,
) -> Result<Response, ApiError> {
    let scope = &caller.may(Permission::ExportRead)?;
    let (found, bytes) = export::read(&state.app, scope, id).await?;
    let mut response = answer::attachment(&found.name, found.format.media_type(), Body::from_stream(bytes));
    if let Some(length) = found.size_bytes {
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    Ok(response)
}
