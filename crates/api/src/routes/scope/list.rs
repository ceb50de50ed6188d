//! `GET /scopes`.

use axum::Json;
use perigee_app::api_key::scopes::{GROUPS, PRESETS};

use crate::auth::Caller;
use crate::dto::api_key::ScopeCatalogue;
use crate::problem::ApiError;

/// Lists every scope that a key can have.
///
/// Grouped, each with what it is for and whether the caller has it; and selections for common uses.
#[utoipa::path(
    get,
    path = "/scopes",
    tag = "API keys",
    responses((status = 200, description = "Every scope.", body = ScopeCatalogue)),
    operation_id = "scope_list",
)]
pub async fn list(Caller(caller): Caller) -> Result<Json<ScopeCatalogue>, ApiError> {
    Ok(Json(ScopeCatalogue::new(GROUPS, PRESETS, caller.rights().anywhere())))
}
