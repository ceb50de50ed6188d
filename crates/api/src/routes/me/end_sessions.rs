//! `DELETE /me/sessions`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::identity::session_list;

use crate::auth::Caller;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Ends every session of the caller but the one that asks.
#[utoipa::path(
    delete,
    path = "/me/sessions",
    tag = "Session",
    responses((status = 204, description = "They are over.")),
    operation_id = "me_end_sessions",
)]
pub async fn end_sessions(
    State(state): State<ApiState>,
    Caller(caller): Caller,
) -> Result<StatusCode, ApiError> {
    session_list::end_others(&state.app, &caller).await?;
    Ok(StatusCode::NO_CONTENT)
}
