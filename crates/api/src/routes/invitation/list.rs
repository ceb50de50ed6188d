//! `GET /admin/invitations`.

use axum::Json;
use axum::extract::State;
use perigee_app::invitation;
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::invitation::{Invitation, InvitationList, InvitationQuery, InvitationSearch};
use crate::dto::pagination::PageQuery;
use crate::input::Query;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists invitations.
///
/// Newest first.
#[utoipa::path(
    get,
    path = "/admin/invitations",
    tag = "Invitations",
    params(InvitationQuery, PageQuery),
    responses((status = 200, description = "A page of invitations.", body = InvitationList)),
    operation_id = "invitation_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Query(search): Query<InvitationSearch>,
) -> Result<Json<InvitationList>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminUserRead)?;
    let (found, total) = invitation::list(&state.app, scope, search.state, search.page.range()).await?;
    let invitations = found.into_iter().map(Invitation::from).collect();
    Ok(Json(InvitationList { invitations, pagination: search.page.pagination(total) }))
}
