//! JSON bodies.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use serde_json::Value;

use super::fields::{Fields, FromFields, InputFault, Place};
use crate::problem::ApiError;

/// Bytes of a JSON body, except for uploads.
const LIMIT: usize = 1 << 20;

/// Bytes of a JSON body that may hold ten thousand rows of a table.
const LONG_LIMIT: usize = 16 << 20;

/// A JSON object.
#[derive(Debug)]
pub(crate) struct Json<T>(pub T);

/// A JSON object that may be long.
#[derive(Debug)]
pub(crate) struct LongJson<T>(pub T);

/// A JSON object, or no body at all.
#[derive(Debug)]
pub(crate) struct OptionalJson<T>(pub T);

impl<S: Send + Sync, T: FromFields> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _state: &S) -> Result<Self, ApiError> {
        check_type(&request)?;
        read_json(request, LIMIT).await.map(Self)
    }
}

impl<S: Send + Sync, T: FromFields> FromRequest<S> for LongJson<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _state: &S) -> Result<Self, ApiError> {
        check_type(&request)?;
        read_json(request, LONG_LIMIT).await.map(Self)
    }
}

impl<S: Send + Sync, T: FromFields + Default> FromRequest<S> for OptionalJson<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _state: &S) -> Result<Self, ApiError> {
        let bytes = to_bytes(request.into_body(), LIMIT).await;
        let bytes = bytes.map_err(|_| ApiError::TooLarge { limit: LIMIT as u64 })?;
        if bytes.is_empty() { Ok(Self(T::default())) } else { parse(&bytes).map(Self) }
    }
}

/// Reads a body of at most `limit` bytes.
pub(super) async fn read_json<T: FromFields>(request: Request, limit: usize) -> Result<T, ApiError> {
    let bytes = to_bytes(request.into_body(), limit).await;
    parse(&bytes.map_err(|_| ApiError::TooLarge { limit: limit as u64 })?)
}

fn parse<T: FromFields>(bytes: &[u8]) -> Result<T, ApiError> {
    let whole = |message: &str| ApiError::Invalid(vec![InputFault::body("", message)]);
    let value = serde_json::from_slice(bytes).map_err(|error| {
        whole(&format!("the body is not JSON (line {}, column {})", error.line(), error.column()))
    })?;
    let Value::Object(values) = value else { return Err(whole("a JSON object is required")) };
    Fields::new(Place::Body, values).read().map_err(ApiError::Invalid)
}

/// The body must say that it is JSON: a form of another site cannot.
pub(super) fn check_type(request: &Request) -> Result<(), ApiError> {
    let stated = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence =
        stated.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json")) {
        return Ok(());
    }
    let detected = if essence.is_empty() { "of no stated type".to_owned() } else { essence };
    Err(ApiError::UnsupportedType { detected, expected: "application/json" })
}
