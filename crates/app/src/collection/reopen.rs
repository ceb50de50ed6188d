//! Opens a collection that was accepted or rejected for review again.

use perigee_model::{CollectionId, CollectionStatus, ProcessId, Scope};
use perigee_store::error::to_json;
use perigee_store::{collections, files};
use serde_json::json;

use super::{Collection, status_of};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::result::review_reasons;
use crate::{App, AppError, Change, learning};

/// Opens a collection that was accepted or rejected for review again.
///
/// # Errors
/// `NotFound`; `Conflict` when it was neither accepted nor rejected.
pub async fn reopen(app: &App, scope: &Scope, id: CollectionId) -> Result<Collection, AppError> {
    let (tx, now) = (app.db().begin_write().await?, now_ms());
    let row = super::get_row(&tx, scope, id).await?;
    let review = CollectionStatus::NeedsReview;
    let before = match status_of(&row)? {
        accepted @ CollectionStatus::Accepted => accepted,
        stopped @ CollectionStatus::Stopped if row.rejection.is_some() => stopped,
        _ => {
            let message = "only a collection that was accepted or rejected can be reopened";
            return Err(AppError::conflict("not_accepted", message));
        }
    };
    let reasons = review_reasons(&tx, scope, &row).await?;
    collections::set_status(&tx, row.id, row.run, review, 100, &to_json(&reasons), now).await?;
    collections::set_acceptance(&tx, row.id, None, false, now).await?;
    collections::set_rejection(&tx, row.id, None).await?;
    files::change_status(&tx, row.id, before, review, now).await?;
    learning::on_gone(&tx, scope, &row).await?;
    let details = json!({ "processId": ProcessId::from_uuid(row.process_id), "acceptedBy": row.accepted_by,
        "wasRejected": row.rejection.is_some() });
    let event = Event { action: "collection.reopen", object: super::object(&row), details };
    audit::record(&tx, scope, event).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    app.announce(Change::Changed(ProcessId::from_uuid(row.process_id)));
    super::get(app, scope, id).await
}
