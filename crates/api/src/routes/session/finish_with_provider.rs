//! `GET /session/providers/{provider}/callback`.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use perigee_app::identity::provider::{self, Answer};

use crate::auth;
use crate::browser::{self, Browser};
use crate::dto::identity::ProviderAnswer;
use crate::input::{Path, Query};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Receives a browser that comes back from a provider.
///
/// Sets the session cookie and leads into the web app; after a failure to `/sign-in?error=…`.
#[utoipa::path(
    get,
    path = "/session/providers/{provider}/callback",
    tag = "Session",
    params(("provider" = String, Path, description = "As `GET /session/options` lists it."), ProviderAnswer),
    responses((status = 303, description = "Into the web app.")),
    operation_id = "session_finish_with_provider",
)]
pub async fn finish_with_provider(
    State(state): State<ApiState>,
    Browser { known, is_local }: Browser,
    headers: HeaderMap,
    Path((provider_id,)): Path<(String,)>,
    Query(ProviderAnswer { state: sent, code, error }): Query<ProviderAnswer>,
) -> Result<Response, ApiError> {
    let token = browser::provider_token(&headers, &state);
    let answer = Answer { state: sent, code, error };
    match provider::finish(&state.app, &provider_id, answer, token, is_local, &known).await? {
        Ok((begun, return_to)) => {
            let cookie = auth::cookie(&state, &begun.token);
            Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to(&return_to)).into_response())
        }
        Err(refusal) => Ok(Redirect::to(&format!("/sign-in?error={}", refusal.code())).into_response()),
    }
}
