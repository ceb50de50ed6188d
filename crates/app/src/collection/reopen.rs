//! Opens an accepted collection for review again.

use perigee_model::{CollectionId, CollectionStatus, ProcessId, Scope};
use perigee_store::error::to_json;
use perigee_store::{collections, files};
use serde_json::json;

use super::{Collection, status_of};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::result::review_reasons;
use crate::{App, AppError, Change, learning};

/// Opens an accepted collection for review again.
///
/// # Errors
/// `NotFound`; `Conflict` when it is not accepted.
pub async fn reopen(app: &App, scope: &Scope, id: CollectionId) -> Result<Collection, AppError> {
    let (tx, now) = (app.db().begin_write().await?, now_ms());
    let row = super::get_row(&tx, scope, id).await?;
    if status_of(&row)? != CollectionStatus::Accepted {
        return Err(AppError::conflict("not_accepted", "only an accepted collection can be reopened"));
    }
    let (review, accepted) = (CollectionStatus::NeedsReview, CollectionStatus::Accepted);
    let reasons = review_reasons(&tx, scope, &row).await?;
    collections::set_status(&tx, row.id, row.run, review, 100, &to_json(&reasons), now).await?;
    collections::set_acceptance(&tx, row.id, None, false, now).await?;
    files::change_status(&tx, row.id, accepted, review, now).await?;
    learning::on_gone(&tx, scope, &row).await?;
    let details = json!({ "processId": ProcessId::from_uuid(row.process_id), "acceptedBy": row.accepted_by });
    let event = Event { action: "collection.reopen", object: super::object(&row), details };
    audit::record(&tx, scope, event).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    app.announce(Change::Changed(ProcessId::from_uuid(row.process_id)));
    super::get(app, scope, id).await
}
