//! `POST /session`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use perigee_app::identity::sign_in::{self, Credentials};

use crate::auth;
use crate::browser::Browser;
use crate::dto::identity::{Me, SignIn};
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Signs in with e-mail and password, and a code where there is a second factor.
///
/// Sets the session cookie. The answer is 401 of type `SecondFactorRequired` when the password is right and a code is
/// needed, and of type `SecondFactorError` when the code is wrong.
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
    browser: Browser,
    headers: HeaderMap,
    input::Json(body): input::Json<SignIn>,
) -> Result<([(header::HeaderName, HeaderValue); 1], Json<Me>), ApiError> {
    auth::check_same_site(&headers, &state, false)?;
    let given = Credentials { email: body.email, password: body.password, code: body.code };
    let begun = sign_in::sign_in(&state.app, given, &browser.known).await?;
    let cookie = auth::cookie(&state, &begun.token);
    Ok(([(header::SET_COOKIE, cookie)], Json(Me::from(&begun.caller))))
}
