//! `POST /session/invitation`.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use perigee_app::invitation;

use crate::auth;
use crate::browser::Browser;
use crate::dto::invitation::{InvitationInfo, InvitationToken};
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows what an invitation is about, to who has its link.
///
/// 404 when there is none, 409 when it has ended, was taken back, or was used before.
#[utoipa::path(
    post,
    path = "/session/invitation",
    tag = "Session",
    request_body = InvitationToken,
    responses((status = 200, description = "What it is about.", body = InvitationInfo)),
    operation_id = "session_invitation",
)]
pub async fn look(
    State(state): State<ApiState>,
    Browser { known, .. }: Browser,
    headers: HeaderMap,
    input::Json(body): input::Json<InvitationToken>,
) -> Result<Json<InvitationInfo>, ApiError> {
    auth::check_same_site(&headers, &state, false)?;
    Ok(Json(invitation::look(&state.app, &body.token, &known).await?.into()))
}
