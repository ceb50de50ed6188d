//! Every way in which a request can fail, and its answer as problem+json.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use perigee_app::{AppError, KeyRefusal};
use perigee_model::ErrorKind;

use crate::dto::problem::{Problem, ProblemError};
use crate::dto::time::rfc3339;
use crate::input::InputFault;
use crate::request::ApiVersion;

/// Why a request failed.
#[derive(Debug)]
pub enum ApiError {
    /// The use case failed.
    App(AppError),
    /// The request is wrong; every fault of it.
    Invalid(Vec<InputFault>),
    /// There is no such address.
    NoRoute,
    /// The address does not take this method.
    Method,
    /// Keys and passwords may not come this way.
    PlainHttp,
    /// A key stood in the address.
    KeyInUrl,
    /// A page of another site sent a browser's session along.
    CrossSite,
    /// The body is too large.
    TooLarge {
        /// Bytes allowed.
        limit: u64,
    },
    /// The body is of a type that is not read here.
    UnsupportedType {
        /// What was sent.
        detected: String,
        /// What is read.
        expected: &'static str,
    },
    /// The range is outside of the file.
    Range {
        /// Bytes of the file.
        size_bytes: u64,
    },
    /// A handler panicked, or a stream broke.
    Internal,
}

impl From<AppError> for ApiError {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

/// The parts of a problem that do not depend on the request. A middleware adds the rest.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    status: StatusCode,
    kind: &'static str,
    detail: String,
    action: String,
    faults: Vec<InputFault>,
    errors: Vec<ProblemError>,
}

const SEE_ERRORS: &str = "Please see the 'errors' field for details.";
const CHANGE_FIRST: &str = "The client should not repeat this request without modification.";

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = Response::new(axum::body::Body::empty());
        if let Self::App(AppError::Throttled { retry_after_s }) = &self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*retry_after_s));
        }
        if let Self::Range { size_bytes } = self
            && let Ok(range) = HeaderValue::from_str(&format!("bytes */{size_bytes}"))
        {
            response.headers_mut().insert(header::CONTENT_RANGE, range);
        }
        let draft = self.draft();
        if draft.status == StatusCode::PAYLOAD_TOO_LARGE {
            // The rest of the body is not read, so the server ends the connection: a client that is not told sends its
            // next request into it, and gets no answer.
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        *response.status_mut() = draft.status;
        response.extensions_mut().insert(draft);
        response
    }
}

impl ApiError {
    fn draft(self) -> Draft {
        match self {
            Self::App(error) => of_app(error),
            Self::Invalid(faults) => invalid(faults),
            Self::NoRoute => simple(StatusCode::NOT_FOUND, "NotFoundError", "there is no such address"),
            Self::Method => simple(
                StatusCode::METHOD_NOT_ALLOWED,
                "MethodNotAllowedError",
                "this address does not take this method",
            ),
            Self::PlainHttp => Draft {
                action:
                    "Use https; or, in a network that you trust, start the server with --allow-plain-http."
                        .to_owned(),
                ..simple(
                    StatusCode::FORBIDDEN,
                    "HttpsRequiredError",
                    "over plain HTTP everybody on the way could read the key or the password",
                )
            },
            Self::KeyInUrl => Draft {
                action: "Send the key as HTTP Basic, and rotate it: addresses are written down on the way."
                    .to_owned(),
                ..simple(
                    StatusCode::BAD_REQUEST,
                    "KeyInUrlError",
                    "an API key stood in the address and was not used",
                )
            },
            Self::CrossSite => simple(
                StatusCode::FORBIDDEN,
                "CrossSiteRequestError",
                "a session can be used by pages of this server only; use an API key",
            ),
            Self::TooLarge { limit } => simple(
                StatusCode::PAYLOAD_TOO_LARGE,
                "PayloadTooLargeError",
                &format!("at most {limit} bytes are allowed"),
            ),
            Self::UnsupportedType { detected, expected } => simple(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "UnsupportedMediaTypeError",
                &format!("the body is {detected}; {expected} is required"),
            ),
            Self::Range { size_bytes } => simple(
                StatusCode::RANGE_NOT_SATISFIABLE,
                "RangeNotSatisfiableError",
                &format!("the file has {size_bytes} bytes"),
            ),
            Self::Internal => internal(),
        }
    }
}

fn of_app(error: AppError) -> Draft {
    match error {
        AppError::Invalid { faults } => {
            let located = faults.into_iter().map(|fault| InputFault::body(fault.field, fault.message));
            invalid(located.collect())
        }
        AppError::NotFound { what } => {
            simple(StatusCode::NOT_FOUND, "NotFoundError", &format!("{what} was not found"))
        }
        AppError::Conflict { code, message, data_points } => {
            let places: Vec<String> = if data_points.is_empty() {
                vec!["request".to_owned()]
            } else {
                data_points.into_iter().map(|name| format!("body: {name}")).collect()
            };
            let errors = places.into_iter().map(|location| ProblemError {
                location,
                message: message.clone(),
                kind: code.to_owned(),
            });
            let errors: Vec<_> = errors.collect();
            Draft { errors, ..simple(StatusCode::CONFLICT, "ConflictError", &message) }
        }
        AppError::TooLarge { limit, unit } => simple(
            StatusCode::PAYLOAD_TOO_LARGE,
            "PayloadTooLargeError",
            &format!("at most {limit} {unit} are allowed"),
        ),
        AppError::Denied(permission) => {
            let detail = format!("the scope {} is required", permission.as_str());
            simple(StatusCode::FORBIDDEN, "AuthorizationError", &detail)
        }
        AppError::KeyRefused(refusal) => refused(refusal),
        AppError::BadCredentials => {
            let detail = "credentials are missing, wrong, or no longer valid";
            simple(StatusCode::UNAUTHORIZED, "AuthenticationError", detail)
        }
        AppError::SecondFactor { is_wrong: false } => {
            let detail = "the password is right; a code of the second factor is needed too";
            simple(StatusCode::UNAUTHORIZED, "SecondFactorRequired", detail)
        }
        AppError::SecondFactor { is_wrong: true } => {
            let detail = "the code is wrong, too old, or was used before";
            simple(StatusCode::UNAUTHORIZED, "SecondFactorError", detail)
        }
        AppError::PersonsOnly => {
            let detail = "an API key cannot do this; sign in as a person";
            simple(StatusCode::FORBIDDEN, "AuthorizationError", detail)
        }
        AppError::OwnersOnly => {
            let detail = "only an owner of the organization can do this";
            simple(StatusCode::FORBIDDEN, "AuthorizationError", detail)
        }
        AppError::Throttled { .. } => Draft {
            action: "The client should wait as long as Retry-After says.".to_owned(),
            ..simple(StatusCode::TOO_MANY_REQUESTS, "TooManyRequestsError", "too many attempts")
        },
        AppError::File(fault) => {
            let error =
                ProblemError { location: "file".into(), message: fault.message.clone(), kind: fault.code };
            let draft = simple(StatusCode::CONFLICT, "FileError", &fault.message);
            Draft { action: fault.action, errors: vec![error], ..draft }
        }
        other => of_kind(&other),
    }
}

fn refused(refusal: KeyRefusal) -> Draft {
    let detail = match refusal {
        KeyRefusal::Expired { at_ms } => format!("the key expired on {}", rfc3339(at_ms)),
        KeyRefusal::Revoked { at_ms } => format!("the key was revoked on {}", rfc3339(at_ms)),
        KeyRefusal::MakerGone => "the key ended, because who made it has left or ended".to_owned(),
        KeyRefusal::Network { .. } => {
            return Draft {
                action: "The client should call from a network that the key allows.".to_owned(),
                ..simple(StatusCode::FORBIDDEN, "AuthorizationError", &refusal.to_string())
            };
        }
    };
    let action = "The client needs another key.".to_owned();
    Draft { action, ..simple(StatusCode::UNAUTHORIZED, "AuthenticationError", &detail) }
}

fn of_kind(error: &AppError) -> Draft {
    match error.kind() {
        ErrorKind::Conflict => simple(StatusCode::CONFLICT, "ConflictError", "it exists already"),
        ErrorKind::Busy => Draft {
            action: "The client should try again in a few seconds.".to_owned(),
            ..simple(StatusCode::SERVICE_UNAVAILABLE, "BusyError", "the server is busy")
        },
        _ => {
            // The one place that logs it; the request's span carries its id.
            tracing::error!(error = ?error, "a request failed");
            internal()
        }
    }
}

fn internal() -> Draft {
    let detail = "something is wrong on our side; the request id finds it in the log";
    let action = "The client may try again later.".to_owned();
    Draft { action, ..simple(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", detail) }
}

fn invalid(faults: Vec<InputFault>) -> Draft {
    Draft { faults, ..simple(StatusCode::BAD_REQUEST, "RequestValidationError", SEE_ERRORS) }
}

fn simple(status: StatusCode, kind: &'static str, detail: &str) -> Draft {
    let action = CHANGE_FIRST.to_owned();
    Draft { status, kind, detail: detail.to_owned(), action, faults: Vec::new(), errors: Vec::new() }
}

impl Draft {
    /// The whole problem, in the shape of this version of the API.
    pub(crate) fn complete(
        mut self,
        version: ApiVersion,
        request_id: &str,
        now_ms: i64,
    ) -> (StatusCode, Problem) {
        let mut detail = serde_json::Value::String(self.detail);
        if version == ApiVersion::V03 && self.kind == "RequestValidationError" {
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
            detail = self.faults.iter().map(InputFault::older_shape).collect();
        }
        self.errors.extend(self.faults.into_iter().map(InputFault::into_error));
        let title = if self.status.is_server_error() {
            "The server cannot process the request due to a server error."
        } else {
            "The server cannot process the request due to a client error."
        };
        let problem = Problem {
            kind: self.kind.to_owned(),
            title: title.to_owned(),
            status: self.status.as_u16(),
            detail,
            action: self.action,
            errors: self.errors,
            instance: request_id.to_owned(),
            timestamp: rfc3339(now_ms),
        };
        (self.status, problem)
    }
}
