//! Notes that somebody looked at an alert.

use perigee_model::{AlertId, Scope};
use perigee_store::{StoreError, alerts};
use serde_json::json;

use super::Alert;
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::{App, AppError};

/// Notes that the caller looked at an alert; who looked first is kept.
///
/// # Errors
/// `NotFound`.
pub async fn acknowledge(app: &App, scope: &Scope, id: AlertId) -> Result<Alert, AppError> {
    let missing = AppError::NotFound { what: "the alert" };
    let tx = app.db().begin_write().await?;
    let is_first = alerts::acknowledge(&tx, scope, id, now_ms()).await?;
    let row = match alerts::get(&tx, scope, id).await {
        Err(StoreError::NotFound) => return Err(missing),
        other => other?,
    };
    let mut shown = super::list::show(&tx, scope, vec![row]).await?;
    let alert = shown.pop().ok_or(missing)?;
    if is_first {
        let name = alert.api_key_name.as_deref().unwrap_or_default();
        let object = ("alert", id.to_string(), name);
        let details = json!({ "kind": alert.kind.as_str() });
        audit::record(&tx, scope, Event { action: "alert.acknowledge", object, details }).await?;
    }
    crate::setup::commit(tx).await?;
    Ok(alert)
}
