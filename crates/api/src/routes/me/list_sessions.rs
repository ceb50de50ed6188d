//! `GET /me/sessions`.

use axum::Json;
use axum::extract::State;
use perigee_app::identity::session_list;

use crate::auth::Caller;
use crate::dto::account::{Session, SessionList};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists the browsers where the caller is signed in.
#[utoipa::path(
    get,
    path = "/me/sessions",
    tag = "Session",
    responses((status = 200, description = "The latest used first.", body = SessionList)),
    operation_id = "me_list_sessions",
)]
pub async fn list_sessions(
    State(state): State<ApiState>,
    Caller(caller): Caller,
) -> Result<Json<SessionList>, ApiError> {
    let found = session_list::list(&state.app, &caller).await?;
    Ok(Json(SessionList { sessions: found.into_iter().map(Session::from).collect() }))
}
