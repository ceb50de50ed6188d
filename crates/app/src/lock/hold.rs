//! Takes, or keeps, the lock of a collection.

use perigee_model::{CollectionId, Permission, ProcessId, Scope};
use perigee_store::entity::{collection_lock, collection_viewer};
use perigee_store::locks;
use serde_json::json;

use super::{LIFETIME_MS, Lock, may_override, show};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::{App, AppError, collection};

/// Says that the caller is at a collection, and takes its lock if it is free; keeps it if the caller has it. With
/// `take_over` it is taken from whoever has it. The answer says who has it then.
///
/// # Errors
/// `NotFound`; `Denied` for taking it over without the permission to.
pub async fn hold(app: &App, scope: &Scope, id: CollectionId, take_over: bool) -> Result<Lock, AppError> {
    let (tx, now) = (app.db().begin_write().await?, now_ms());
    let row = collection::get_row(&tx, scope, id).await?;
    if take_over && !may_override(scope, &row) {
        return Err(AppError::Denied(Permission::CollectionEditorOverride));
    }
    let before = locks::find(&tx, row.id, now).await?;
    let (subject, name, expires_at) = (scope.subject.to_string(), scope.name.to_string(), now + LIFETIME_MS);
    let viewer = collection_viewer::Model {
        collection_id: row.id,
        subject: subject.clone(),
        organization_id: row.organization_id,
        name: name.clone(),
        since: now,
        expires_at,
    };
    locks::look(&tx, viewer, now).await?;
    let wanted = collection_lock::Model {
        collection_id: row.id,
        organization_id: row.organization_id,
        subject,
        name,
        since: now,
        expires_at,
    };
    locks::take(&tx, wanted, now, take_over).await?;
    let shown = show(&tx, scope, &row, now).await?;
    if let Some(before) = before.filter(|before| take_over && *before.subject != *scope.subject) {
        let details = json!({ "processId": ProcessId::from_uuid(row.process_id), "from": before.subject });
        let event = Event { action: "collection.take_over", object: collection::object(&row), details };
        audit::record(&tx, scope, event).await?;
    }
    crate::setup::commit(tx).await?;
    Ok(shown)
}
