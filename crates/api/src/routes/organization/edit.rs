//! `PATCH /organization`.

use axum::Json;
use axum::extract::State;
use perigee_app::organization::{self, Changes};
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::organization::{Organization, OrganizationChange};
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Changes name and policy of the organization.
///
/// Keys that live longer than a new policy allows keep their end.
#[utoipa::path(
    patch,
    path = "/organization",
    tag = "Organization",
    request_body = OrganizationChange,
    responses((status = 200, description = "The organization.", body = Organization)),
    operation_id = "organization_edit",
)]
pub async fn edit(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    input::Json(body): input::Json<OrganizationChange>,
) -> Result<Json<Organization>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminUserManage)?;
    let changes = Changes { name: body.name, api_key_longest_days: body.api_key_longest_days };
    Ok(Json(organization::edit(&state.app, scope, changes).await?.into()))
}
