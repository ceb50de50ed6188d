//! `GET /admin/audit`.

use axum::Json;
use axum::extract::State;
use perigee_app::audit;
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::audit::{AuditEvent, AuditEventList, AuditQuery, AuditSearch};
use crate::dto::pagination::PageQuery;
use crate::input::Query;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists what was done in the organization.
///
/// Newest first.
#[utoipa::path(
    get,
    path = "/admin/audit",
    tag = "Audit log",
    params(AuditQuery, PageQuery),
    responses((status = 200, description = "A page of events.", body = AuditEventList)),
    operation_id = "audit_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Query(search): Query<AuditSearch>,
) -> Result<Json<AuditEventList>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminAuditRead)?;
    let (found, total) = audit::list(&state.app, scope, &search.filter, search.page.range()).await?;
    let events = found.into_iter().map(AuditEvent::from).collect();
    let (actions, pagination) = (audit::ACTIONS.to_vec(), search.page.pagination(total));
    Ok(Json(AuditEventList { events, actions, pagination }))
}
