//! The body of every 4xx and 5xx answer.

use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong and what to do (`application/problem+json`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Kind of the problem, e.g. `RequestValidationError`.
    #[serde(rename = "type")]
    pub kind: String,
    /// A sentence that holds for every problem of this kind.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong with this request. For validation faults under `/api/v0.3`: a list of `{loc, msg, type}`.
    #[schema(value_type = String)]
    pub detail: serde_json::Value,
    /// What the client should do.
    pub action: String,
    /// Every fault of the request.
    pub errors: Vec<ProblemError>,
    /// The request id, also in `X-Request-Id` and in the log.
    pub instance: String,
    /// When it happened.
    pub timestamp: String,
}

/// One fault of a request.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemError {
    /// Where: `body: field`, `query: field`, `path: field` or `header: field`.
    pub location: String,
    /// What is wrong with it.
    pub message: String,
    /// Stable code of the fault.
    #[serde(rename = "type")]
    pub kind: String,
}
