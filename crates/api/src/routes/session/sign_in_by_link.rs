//! `POST /session/link`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use perigee_app::identity::link;

use crate::auth;
use crate::browser::Browser;
use crate::dto::identity::{Me, SignInLink};
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Signs in with a one-time link.
///
/// Sets the session cookie. A link works once, within 15 minutes.
#[utoipa::path(
    post,
    path = "/session/link",
    tag = "Session",
    request_body = SignInLink,
    responses((status = 200, description = "Who is signed in.", body = Me)),
    operation_id = "session_sign_in_by_link",
)]
pub async fn sign_in_by_link(
    State(state): State<ApiState>,
    browser: Browser,
    headers: HeaderMap,
    input::Json(body): input::Json<SignInLink>,
) -> Result<([(header::HeaderName, HeaderValue); 1], Json<Me>), ApiError> {
    auth::check_same_site(&headers, &state, false)?;
    let begun = link::sign_in(&state.app, &body.token, &browser.known).await?;
    let cookie = auth::cookie(&state, &begun.token);
    Ok(([(header::SET_COOKIE, cookie)], Json(Me::from(&begun.caller))))
}
