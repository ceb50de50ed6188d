//! `DELETE /me/sessions/{session_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::identity::session_list;
use perigee_model::SessionId;

use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Ends one of the caller's sessions.
#[utoipa::path(
    delete,
    path = "/me/sessions/{session_id}",
    tag = "Session",
    params(("session_id" = SessionId, Path, description = "The session.")),
    responses((status = 204, description = "It is over.")),
    operation_id = "me_end_session",
)]
pub async fn end_session(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((session_id,)): Path<(SessionId,)>,
) -> Result<StatusCode, ApiError> {
    session_list::end(&state.app, &caller, session_id.uuid()).await?;
    Ok(StatusCode::NO_CONTENT)
}
