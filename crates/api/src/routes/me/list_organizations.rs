//! `GET /me/organizations`.

use axum::Json;
use axum::extract::State;
use perigee_app::identity::place;

use crate::auth::Caller;
use crate::dto::account::{Place, PlaceList};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists the organizations that the caller is in.
#[utoipa::path(
    get,
    path = "/me/organizations",
    tag = "Session",
    responses((status = 200, description = "The oldest place first.", body = PlaceList)),
    operation_id = "me_list_organizations",
)]
pub async fn list_organizations(
    State(state): State<ApiState>,
    Caller(caller): Caller,
) -> Result<Json<PlaceList>, ApiError> {
    let found = place::list(&state.app, &caller).await?;
    Ok(Json(PlaceList { organizations: found.into_iter().map(Place::from).collect() }))
}
