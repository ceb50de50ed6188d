//! `POST /organization/convert`.

use axum::Json;
use axum::extract::State;
use perigee_app::organization;
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::organization::{NewOrganization, Organization};
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Turns a single-user organization into one for several people.
///
/// Its id becomes `org_…`; processes, documents and keys stay. There is no way back.
#[utoipa::path(
    post,
    path = "/organization/convert",
    tag = "Organization",
    request_body = NewOrganization,
    responses((status = 200, description = "The organization.", body = Organization)),
    operation_id = "organization_convert",
)]
pub async fn convert(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    input::Json(body): input::Json<NewOrganization>,
) -> Result<Json<Organization>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminUserManage)?;
    Ok(Json(organization::convert(&state.app, scope, &body.name).await?.into()))
}
