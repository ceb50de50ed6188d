//! `POST /organizations`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::organization;

use crate::auth::Caller;
use crate::dto::organization::{NewOrganization, Organization};
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Makes a further organization, which the caller owns.
///
/// The session stays where it is; `PUT /me/organization` goes there.
#[utoipa::path(
    post,
    path = "/organizations",
    tag = "Organization",
    request_body = NewOrganization,
    responses((status = 201, description = "The organization.", body = Organization)),
    operation_id = "organization_create",
)]
pub async fn create(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    input::Json(body): input::Json<NewOrganization>,
) -> Result<(StatusCode, Json<Organization>), ApiError> {
    let made = organization::create(&state.app, &caller, &body.name).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}
