//! Lists alerts.

use std::collections::HashMap;

use perigee_model::{AlertId, ApiKeyId, Scope};
use perigee_store::entity::alert;
use perigee_store::{ConnectionTrait, StoreError, alerts, api_keys};

use super::{Alert, AlertKind};
use crate::{App, AppError};

/// A part of the list, newest first, and how many there are; on demand only those that nobody looked at.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    scope: &Scope,
    open_only: bool,
    range: (u64, u64),
) -> Result<(Vec<Alert>, u64), AppError> {
    let conn = app.db().reader();
    let (rows, total) = alerts::list(conn, scope, open_only, range).await?;
    Ok((show(conn, scope, rows).await?, total))
}

/// Rows as they are shown.
pub(super) async fn show(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    rows: Vec<alert::Model>,
) -> Result<Vec<Alert>, AppError> {
    let mut ids: Vec<_> = rows.iter().filter_map(|row| row.api_key_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let keys = api_keys::list_by_ids(conn, scope, ids).await?;
    let names: HashMap<_, _> = keys.into_iter().map(|key| (key.id, key.name)).collect();
    let shown = rows.into_iter().map(|row| {
        let kind = AlertKind::find(&row.kind).ok_or(StoreError::Unreadable { column: "alerts.kind" })?;
        Ok(Alert {
            id: AlertId::from_uuid(row.id),
            kind,
            api_key_id: row.api_key_id.map(ApiKeyId::from_uuid),
            api_key_name: row.api_key_id.and_then(|id| names.get(&id).cloned()),
            message: row.message,
            created_at_ms: row.created_at,
            acknowledged_at_ms: row.acknowledged_at,
            acknowledged_by: row.acknowledged_by,
        })
    });
    shown.collect()
}
