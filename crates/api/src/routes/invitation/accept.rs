//! `POST /session/invitation/accept`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use perigee_app::invitation::{self, Acceptance};

use crate::auth::{self, Caller};
use crate::browser::Browser;
use crate::dto::identity::Me;
use crate::dto::invitation::InvitationAcceptance;
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Accepts an invitation and signs in.
///
/// Somebody new chooses a name and a password; somebody who has an account gives its password (and code), or is signed
/// in. Sets the session cookie. 404 and 409 as for looking at it.
#[utoipa::path(
    post,
    path = "/session/invitation/accept",
    tag = "Session",
    request_body = InvitationAcceptance,
    responses((status = 200, description = "Who is signed in.", body = Me)),
    operation_id = "session_invitation_accept",
)]
pub async fn accept(
    State(state): State<ApiState>,
    caller: Result<Caller, ApiError>,
    Browser { known, .. }: Browser,
    headers: HeaderMap,
    input::Json(body): input::Json<InvitationAcceptance>,
) -> Result<([(header::HeaderName, HeaderValue); 1], Json<Me>), ApiError> {
    auth::check_same_site(&headers, &state, false)?;
    let InvitationAcceptance { token, full_name, password, code } = body;
    let given = Acceptance { token, name: full_name, password, code };
    // Being signed in is one of the ways; not being signed in, or badly, is none of the faults.
    let caller = caller.ok().map(|Caller(caller)| caller);
    let begun = invitation::accept(&state.app, given, caller.as_ref(), &known).await?;
    let cookie = auth::cookie(&state, &begun.token);
    Ok(([(header::SET_COOKIE, cookie)], Json(Me::from(&begun.caller))))
}
