//! `DELETE /admin/invitations/{invitation_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::invitation;
use perigee_model::{InvitationId, Permission};

use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Takes an invitation back.
///
/// Its link is worth nothing from then on.
#[utoipa::path(
    delete,
    path = "/admin/invitations/{invitation_id}",
    tag = "Invitations",
    params(("invitation_id" = InvitationId, Path, description = "The invitation.")),
    responses((status = 204, description = "It is taken back.")),
    operation_id = "invitation_revoke",
)]
pub async fn revoke(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((invitation_id,)): Path<(InvitationId,)>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminUserInvite)?;
    invitation::revoke(&state.app, scope, invitation_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
