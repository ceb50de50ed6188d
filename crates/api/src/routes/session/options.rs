//! `GET /session/options`.

use axum::Json;
use axum::extract::State;
use perigee_app::identity::options;

use crate::browser::Browser;
use crate::dto::identity::SessionOptions;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Tells how somebody can sign in.
///
/// Needs no sign-in.
#[utoipa::path(
    get,
    path = "/session/options",
    tag = "Session",
    responses((status = 200, description = "How somebody can sign in.", body = SessionOptions)),
    operation_id = "session_options",
)]
pub async fn options(
    State(state): State<ApiState>,
    browser: Browser,
) -> Result<Json<SessionOptions>, ApiError> {
    Ok(Json(options::options(&state.app, browser.is_local).await?.into()))
}
