//! The query.

use axum::extract::{FromRequestParts, Query as Pairs};
use axum::http::request::Parts;
use serde_json::{Map, Value};

use super::fields::{Fields, FromFields, InputFault, Place};
use crate::problem::ApiError;

/// Fields that may be given several times; commas separate their values too.
const LISTS: [&str; 1] = ["status"];

/// What was asked for in the query.
#[derive(Debug)]
pub(crate) struct Query<T>(pub T);

impl<S: Send + Sync, T: FromFields> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let pairs = Pairs::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let Pairs(pairs) = pairs.map_err(|_| {
            ApiError::Invalid(vec![InputFault::new(Place::Query, "", "the query is not URL-encoded")])
        })?;
        // An empty value is as good as none: forms send fields that were left empty.
        let filled = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let mut values = Map::new();
        for (name, value) in filled {
            let value = match values.get(&name).and_then(Value::as_str) {
                Some(before) if LISTS.contains(&name.as_str()) => format!("{before},{value}"),
                _ => value,
            };
            values.insert(name, Value::String(value));
        }
        Fields::new(Place::Query, values).read().map(Self).map_err(ApiError::Invalid)
    }
}
