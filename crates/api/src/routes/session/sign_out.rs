//! `DELETE /session`.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use perigee_app::identity::session;

use crate::auth::{self, Caller};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Signs out.
#[utoipa::path(
    delete,
    path = "/session",
    tag = "Session",
    responses((status = 204, description = "The session is over.")),
    operation_id = "session_sign_out",
)]
pub async fn sign_out(
    State(state): State<ApiState>,
    Caller(caller): Caller,
) -> Result<(StatusCode, [(header::HeaderName, HeaderValue); 1]), ApiError> {
    session::sign_out(&state.app, &caller).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, auth::no_cookie(&state))]))
}
