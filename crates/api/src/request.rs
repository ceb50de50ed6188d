//! Around every request: its id, its log line, its version, and the completion of problems.

use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tracing::Instrument as _;
use uuid::Uuid;

use crate::dto::time::rfc3339;
use crate::problem::{ApiError, Draft};

/// Which version of the API was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ApiVersion {
    /// Validation faults are 422 with the older shape.
    V03,
    /// The newest.
    V04,
}

/// Filled by authentication, read when the answer goes out.
#[derive(Debug, Clone, Default)]
pub(crate) struct KeyExpiry(pub Arc<OnceLock<i64>>);

/// The request id of answers and logs.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// When the caller's key ends.
const KEY_EXPIRES_AT: HeaderName = HeaderName::from_static("x-api-key-expires-at");

/// Gives the request its id, logs it, and completes its problem if it has one.
pub(crate) async fn observe(mut request: Request, next: Next) -> Response {
    let (id, started) = (Uuid::new_v4().hyphenated().to_string(), Instant::now());
    let version =
        if request.uri().path().starts_with("/api/v0.3/") { ApiVersion::V03 } else { ApiVersion::V04 };
    let is_script = request.headers().contains_key("sec-fetch-mode");
    let expiry = KeyExpiry::default();
    request.extensions_mut().insert(expiry.clone());
    // The path holds ids only; the query may hold what people search for, and stays out of the log.
    let span = tracing::info_span!("request", request.id = id, method = %request.method(), path = request.uri().path());
    async move {
        let mut response = complete(next.run(request).await, version, &id);
        if response.status() == StatusCode::UNAUTHORIZED {
            challenge(&mut response, is_script);
        }
        if let Some(Ok(value)) = expiry.0.get().map(|at| HeaderValue::from_str(&rfc3339(*at))) {
            response.headers_mut().insert(KEY_EXPIRES_AT, value);
        }
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(status = response.status().as_u16(), duration_ms, "answered");
        response
    }
    .instrument(span)
    .await
}

fn complete(mut response: Response, version: ApiVersion, id: &str) -> Response {
    let draft = match response.extensions_mut().remove::<Draft>() {
        Some(draft) => draft,
        // Answers that axum or a layer made: give them our form.
        None if is_plain_failure(&response) => {
            let error = match response.status() {
                StatusCode::NOT_FOUND => ApiError::NoRoute,
                StatusCode::METHOD_NOT_ALLOWED => ApiError::Method,
                status if status.is_server_error() => ApiError::Internal,
                _ => return response,
            };
            let mut made = error.into_response();
            let Some(draft) = made.extensions_mut().remove::<Draft>() else { return response };
            draft
        }
        None => return response,
    };
    let (status, problem) = draft.complete(version, id, chrono::Utc::now().timestamp_millis());
    let headers = std::mem::take(response.headers_mut());
    let mut made = (status, Json(problem)).into_response();
    for (name, value) in headers.iter().filter(|(name, _)| **name != header::CONTENT_LENGTH) {
        made.headers_mut().insert(name.clone(), value.clone());
    }
    made.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    made
}

fn is_plain_failure(response: &Response) -> bool {
    response.status().is_client_error() || response.status().is_server_error()
}

/// A browser would open its own password dialog over the web app if it read `Basic`.
fn challenge(response: &mut Response, is_script: bool) {
    let value =
        if is_script { "Session realm=\"perigee\"" } else { "Basic realm=\"perigee\", charset=\"UTF-8\"" };
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(value));
}
