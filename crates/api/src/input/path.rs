//! Ids and numbers of the path.

use std::str::FromStr;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use super::fields::{InputFault, Place};
use crate::problem::ApiError;

/// The parameters of the path, in their order.
#[derive(Debug)]
pub(crate) struct Path<T>(pub T);

/// One parameter, or two.
pub(crate) trait FromParams: Sized {
    fn from_params(params: &[(&str, &str)]) -> Result<Self, Vec<InputFault>>;
}

fn parse<T: FromStr>(param: Option<&(&str, &str)>) -> Result<T, Vec<InputFault>> {
    let (name, text) = param.copied().unwrap_or_default();
    let expected =
        if name.ends_with("_id") { "an id is 32 hex digits" } else { "a whole number is required" };
    text.parse().map_err(|_| vec![InputFault::new(Place::Path, name, expected)])
}

impl<A: FromStr> FromParams for (A,) {
    fn from_params(params: &[(&str, &str)]) -> Result<Self, Vec<InputFault>> {
        Ok((parse(params.first())?,))
    }
}

impl<A: FromStr, B: FromStr> FromParams for (A, B) {
    fn from_params(params: &[(&str, &str)]) -> Result<Self, Vec<InputFault>> {
        match (parse(params.first()), parse(params.get(1))) {
            (Ok(first), Ok(second)) => Ok((first, second)),
            (first, second) => Err([first.err(), second.err()].into_iter().flatten().flatten().collect()),
        }
    }
}

impl<S: Send + Sync, T: FromParams> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let raw = RawPathParams::from_request_parts(parts, state).await;
        let raw = raw.map_err(|_| {
            ApiError::Invalid(vec![InputFault::new(Place::Path, "", "the path is not UTF-8")])
        })?;
        let params: Vec<(&str, &str)> = raw.iter().collect();
        T::from_params(&params).map(Self).map_err(ApiError::Invalid)
    }
}
