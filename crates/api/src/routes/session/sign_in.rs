//! `POST /session`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use perigee_app::identity::session;

use crate::auth::{self, Peer};
use crate::dto::identity::{Me, SignIn};
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Signs in with e-mail and password.
///
/// Sets the session cookie.
#[utoipa::path(
    post,
    path = "/session",
    tag = "Session",
    request_body = SignIn,
    responses((status = 200, description = "Who is signed in.", body = Me)),
    operation_id = "session_sign_in",
)]
pub async fn sign_in(
    State(state): State<ApiState>,
    Peer(ip): Peer,
    headers: HeaderMap,
    input::Json(body): input::Json<SignIn>,
) -> Result<([(header::HeaderName, HeaderValue); 1], Json<Me>), ApiError> {
    auth::check_same_site(&headers, &state, false)?;
    let begun = session::sign_in(&state.app, &body.email, body.password, ip.as_deref()).await?;
    let cookie = auth::cookie(&state, &begun.token);
    Ok(([(header::SET_COOKIE, cookie)], Json(Me::from(&begun.caller))))
}
