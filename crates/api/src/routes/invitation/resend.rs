//! `POST /admin/invitations/{invitation_id}/resend`.

use axum::Json;
use axum::extract::State;
use perigee_app::invitation;
use perigee_model::{InvitationId, Permission};

use crate::auth::Caller;
use crate::dto::invitation::Invitation;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Sends an invitation again.
///
/// With another link, for another seven days; the earlier link is worth nothing any more.
#[utoipa::path(
    post,
    path = "/admin/invitations/{invitation_id}/resend",
    tag = "Invitations",
    params(("invitation_id" = InvitationId, Path, description = "The invitation.")),
    responses((status = 200, description = "The invitation.", body = Invitation)),
    operation_id = "invitation_resend",
)]
pub async fn resend(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((invitation_id,)): Path<(InvitationId,)>,
) -> Result<Json<Invitation>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminUserInvite)?;
    Ok(Json(invitation::resend(&state.app, scope, invitation_id).await?.into()))
}
