//! `GET /admin/alerts`.

use axum::Json;
use axum::extract::State;
use perigee_app::alert;
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::alert::{Alert, AlertList, AlertQuery};
use crate::input::Query;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists what should be looked at about API keys.
///
/// Newest first.
#[utoipa::path(
    get,
    path = "/admin/alerts",
    tag = "API keys",
    params(AlertQuery),
    responses((status = 200, description = "A page of alerts.", body = AlertList)),
    operation_id = "alert_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Query(query): Query<AlertQuery>,
) -> Result<Json<AlertList>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminApiKeyManage)?;
    let page = query.page();
    let (found, total) = alert::list(&state.app, scope, query.state.is_some(), page.range()).await?;
    let alerts = found.into_iter().map(Alert::from).collect();
    Ok(Json(AlertList { alerts, pagination: page.pagination(total) }))
}
