//! `POST /admin/invitations`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::invitation;
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::invitation::{Invitation, NewInvitation};
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Invites somebody into the organization.
///
/// Sends a mail with a link that works once, within seven days, and shows another such link. An open invitation of the
/// same e-mail is replaced. Only for organizations for several people.
#[utoipa::path(
    post,
    path = "/admin/invitations",
    tag = "Invitations",
    request_body = NewInvitation,
    responses((status = 201, description = "The invitation.", body = Invitation)),
    operation_id = "invitation_create",
)]
pub async fn create(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    input::Json(body): input::Json<NewInvitation>,
) -> Result<(StatusCode, Json<Invitation>), ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminUserInvite)?;
    let processes = body.processes.unwrap_or_default().into_iter().map(|one| (one.id, one.role)).collect();
    let new =
        invitation::NewInvitation { email: body.email, name: body.full_name, role: body.role, processes };
    let made = invitation::create(&state.app, scope, new).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}
