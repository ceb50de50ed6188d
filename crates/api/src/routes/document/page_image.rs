//! `GET /documents/{document_id}/pages/{page_num}/image`.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use perigee_app::document;
use perigee_model::{DocumentId, Permission};

use crate::auth::Caller;
use crate::dto::document::PageImageQuery;
use crate::input::{Path, Query};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Draws a page, upright, as PNG.
///
/// Cached; answers 304 to a matching `If-None-Match`.
#[utoipa::path(
    get,
    path = "/documents/{document_id}/pages/{page_num}/image",
    tag = "Results",
    params(("document_id" = DocumentId, Path, description = "The document."), ("page_num" = u32, Path, description = "Page of the document, from 0."), PageImageQuery),
    responses((status = 200, description = "The picture.", body = Vec<u8>, content_type = "image/png"), (status = 304, description = "It has not changed.")),
    operation_id = "document_page_image",
)]
pub async fn page_image(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((document_id, page_num)): Path<(DocumentId, u32)>,
    Query(query): Query<PageImageQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let scope = &caller.may(Permission::FileDownload)?;
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let has = |tag: &str| known.split(',').any(|one| one.trim().trim_matches('"') == tag);
    let dpi = query.dpi.unwrap_or_default();
    let image = document::page_image(&state.app, scope, document_id, page_num, dpi, has).await?;
    let mut response = match image.png {
        Some(png) => Body::from(png).into_response(),
        None => StatusCode::NOT_MODIFIED.into_response(),
    };
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    // The browser may keep it but must ask each time, so that signing out holds.
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", image.tag)) {
        answer.insert(header::ETAG, tag);
    }
    Ok(response)
}
