//! `GET /admin/audit/export`.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use futures::StreamExt as _;
use futures::stream::once;
use perigee_app::audit;
use perigee_model::Permission;

use super::csv;
use crate::auth::Caller;
use crate::dto::audit::{AuditFilter, AuditQuery};
use crate::input::Query;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Exports what was done in the organization as CSV.
///
/// Newest first, everything that the filter takes. Text that a spreadsheet would take for a formula begins with an
/// apostrophe.
#[utoipa::path(
    get,
    path = "/admin/audit/export",
    tag = "Audit log",
    params(AuditQuery),
    responses((status = 200, description = "The events.", body = Vec<u8>, content_type = "text/csv")),
    operation_id = "audit_export",
)]
pub async fn export(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Query(AuditFilter(filter)): Query<AuditFilter>,
) -> Result<Response, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminAuditRead)?;
    let parts = audit::export(&state.app, scope, filter).await?;
    let lines = parts.map(|part| part.map(|events| events.into_iter().map(csv::line).collect::<String>()));
    let head = once(async { Ok(csv::HEAD.to_owned()) });
    let mut response = Body::from_stream(head.chain(lines)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let name = HeaderValue::from_static("attachment; filename=\"audit-log.csv\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}
