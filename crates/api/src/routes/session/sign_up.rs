//! `POST /session/sign-up`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use perigee_app::identity::sign_up::{self, NewOwner};

use crate::auth;
use crate::browser::Browser;
use crate::dto::identity::{Me, SignUp};
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Signs up the first owner.
///
/// Possible until there is an owner who can sign in: from the machine itself, or with the one-time link that the
/// server printed. Sets the session cookie.
#[utoipa::path(
    post,
    path = "/session/sign-up",
    tag = "Session",
    request_body = SignUp,
    responses(
        (status = 201, description = "Who is signed in.", body = Me),
        (status = 409, description = "There is an owner who can sign in.", body = crate::dto::problem::Problem, content_type = "application/problem+json"),
    ),
    operation_id = "session_sign_up",
)]
pub async fn sign_up(
    State(state): State<ApiState>,
    browser: Browser,
    headers: HeaderMap,
    input::Json(body): input::Json<SignUp>,
) -> Result<(StatusCode, [(header::HeaderName, HeaderValue); 1], Json<Me>), ApiError> {
    auth::check_same_site(&headers, &state, false)?;
    let SignUp { name, email, password, organization_name, token } = body;
    let new = NewOwner { name, email, password, organization_name, token };
    let begun = sign_up::sign_up(&state.app, new, browser.is_local, &browser.known).await?;
    let cookie = auth::cookie(&state, &begun.token);
    Ok((StatusCode::CREATED, [(header::SET_COOKIE, cookie)], Json(Me::from(&begun.caller))))
}
