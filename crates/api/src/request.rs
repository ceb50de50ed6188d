//! Around every request: its id, its log line, its version, and the completion of problems.

use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::Json;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use perigee_app::api_key;
use perigee_model::ApiKeyId;
use tracing::Instrument as _;
use uuid::Uuid;

use crate::client::{self, Client};
use crate::dto::time::rfc3339;
use crate::limits::Left;
use crate::problem::{ApiError, Draft};
use crate::state::ApiState;

/// Which version of the API was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ApiVersion {
    /// Validation faults are 422 with the older shape.
    V03,
    /// The newest.
    V04,
}

/// The key of a request: filled by authentication, read when the answer goes out.
#[derive(Debug, Clone, Default)]
pub(crate) struct KeyInUse(pub Arc<OnceLock<UsedKey>>);

/// What is told and written down about the key of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UsedKey {
    /// The key.
    pub id: ApiKeyId,
    /// When it ends.
    pub expires_at_ms: Option<i64>,
    /// What it has left; `None` when that was nothing.
    pub left: Option<Left>,
}

/// The request id of answers and logs.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// What a key has left, as most clients look for it.
const RATE_LIMIT: [HeaderName; 3] = [
    HeaderName::from_static("ratelimit-limit"),
    HeaderName::from_static("ratelimit-remaining"),
    HeaderName::from_static("ratelimit-reset"),
];
/// When the caller's key ends.
const KEY_EXPIRES_AT: HeaderName = HeaderName::from_static("x-api-key-expires-at");

/// Gives the request its id, logs it, and completes its problem if it has one.
pub(crate) async fn observe(State(state): State<ApiState>, mut request: Request, next: Next) -> Response {
    let (id, started) = (Uuid::new_v4().hyphenated().to_string(), Instant::now());
    let version =
        if request.uri().path().starts_with("/api/v0.3/") { ApiVersion::V03 } else { ApiVersion::V04 };
    let is_script = request.headers().contains_key("sec-fetch-mode");
    let key = KeyInUse::default();
    let client = client::of(request.extensions(), request.headers(), &state.config);
    request.extensions_mut().insert(key.clone());
    let route = route_of(&request);
    request.extensions_mut().insert(client);
    // The path holds ids only; the query may hold what people search for, and stays out of the log.
    let has_key = is_key_in(request.uri());
    let path = if has_key { "(hidden: a key stood in it)" } else { request.uri().path() };
    let span = tracing::info_span!("request", request.id = id, method = %request.method(), path);
    async move {
        let answer = match admit(&state, client, &request, has_key) {
            Ok(()) => next.run(request).await,
            Err(error) => error.into_response(),
        };
        let mut response = complete(answer, version, &id);
        if response.status() == StatusCode::UNAUTHORIZED {
            challenge(&mut response, is_script);
        }
        if let Some(key) = key.0.get() {
            tell(key, response.headers_mut());
            let (status, now_ms) = (response.status().as_u16(), chrono::Utc::now().timestamp_millis());
            state.app.usage().record(key.id, &route, status, client.address, now_ms);
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

/// What is checked before anybody is asked who he is.
fn admit(state: &ApiState, client: Client, request: &Request, has_key: bool) -> Result<(), ApiError> {
    if !request.uri().path().starts_with("/api/v") {
        return Ok(());
    }
    if let Some(address) = client.address {
        state.limits.address(address)?;
    }
    if !client.is_private {
        return Err(ApiError::PlainHttp);
    }
    if has_key { Err(ApiError::KeyInUrl) } else { Ok(()) }
}

/// Whether somebody wrote a key into the address, where proxies and browsers keep it.
fn is_key_in(uri: &Uri) -> bool {
    uri.path_and_query().is_some_and(|address| api_key::is_in_address(address.as_str()))
}

/// Method and path without the version, with the names of parameters: ids would make a route of each document.
fn route_of(request: &Request) -> String {
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let path =
        path.strip_prefix("/api/").and_then(|rest| rest.split_once('/')).map_or(path, |(_, rest)| rest);
    format!("{} /{}", request.method(), path.trim_start_matches('/'))
}

fn tell(key: &UsedKey, headers: &mut HeaderMap) {
    if let Some(Ok(value)) = key.expires_at_ms.map(|at| HeaderValue::from_str(&rfc3339(at))) {
        headers.insert(KEY_EXPIRES_AT, value);
    }
    if let Some(left) = key.left {
        let values = [u64::from(left.limit), u64::from(left.remaining), left.reset_s];
        for (name, value) in RATE_LIMIT.into_iter().zip(values) {
            headers.insert(name, HeaderValue::from(value));
        }
    }
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
