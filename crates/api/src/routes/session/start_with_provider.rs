//! `GET /session/providers/{provider}/start`.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect};
use perigee_app::identity::provider;

use crate::browser::{self, Browser};
use crate::dto::identity::ProviderStart;
use crate::input::{Path, Query};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Sends a browser to a provider to sign in there.
#[utoipa::path(
    get,
    path = "/session/providers/{provider}/start",
    tag = "Session",
    params(("provider" = String, Path, description = "As `GET /session/options` lists it."), ProviderStart),
    responses((status = 303, description = "To the provider.")),
    operation_id = "session_start_with_provider",
)]
pub async fn start_with_provider(
    State(state): State<ApiState>,
    browser: Browser,
    headers: HeaderMap,
    Path((provider_id,)): Path<(String,)>,
    Query(asked): Query<ProviderStart>,
) -> Result<impl IntoResponse, ApiError> {
    let earlier = browser::provider_token(&headers, &state);
    let return_to = asked.return_to.as_deref();
    let started = provider::start(&state.app, &provider_id, return_to, earlier, &browser.known).await?;
    let cookie = browser::provider_cookie(&state, &started.browser_token);
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to(&started.url)))
}
