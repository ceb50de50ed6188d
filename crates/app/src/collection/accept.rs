//! Accepts a collection.

use perigee_model::{CollectionId, CollectionStatus, ProcessId, Scope};
use perigee_store::{collections, files};
use serde_json::json;

use super::{Collection, status_of};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::result::blocking_data_points;
use crate::{App, AppError, Change, learning, lock};

/// Accepts a collection.
///
/// # Errors
/// `NotFound`; `Conflict` when it is not to be reviewed, or when something mandatory is missing and not `force`,
/// or when somebody else edits it.
pub async fn accept(app: &App, scope: &Scope, id: CollectionId, force: bool) -> Result<Collection, AppError> {
    let (tx, now) = (app.db().begin_write().await?, now_ms());
    let row = super::get_row(&tx, scope, id).await?;
    if status_of(&row)? != CollectionStatus::NeedsReview {
        let message =
            format!("only a collection that needs review can be accepted; this one is {}", row.status);
        return Err(AppError::conflict("not_reviewable", message));
    }
    lock::check(&tx, scope, &row).await?;
    let missing = blocking_data_points(&tx, scope, &row).await?;
    if !force && !missing.is_empty() {
        return Err(AppError::Conflict {
            code: "mandatory_missing",
            message: format!("mandatory data points are missing: {}", missing.join(", ")),
            data_points: missing,
        });
    }
    let (review, accepted) = (CollectionStatus::NeedsReview, CollectionStatus::Accepted);
    collections::set_status(&tx, row.id, row.run, accepted, 100, "[]", now).await?;
    collections::set_acceptance(&tx, row.id, Some(&scope.subject), !missing.is_empty(), now).await?;
    files::change_status(&tx, row.id, review, accepted, now).await?;
    if missing.is_empty() {
        learning::on_confirmed(&tx, scope, &row).await?;
    }
    // What is accepted as it should be is the daily work, and stands with the collection.
    if !missing.is_empty() {
        let process_id = ProcessId::from_uuid(row.process_id);
        let details = json!({ "processId": process_id, "forced": true, "missing": missing });
        let event = Event { action: "collection.accept", object: super::object(&row), details };
        audit::record(&tx, scope, event).await?;
    }
    crate::setup::commit(tx).await?;
    app.wake().notify();
    app.announce(Change::Changed(ProcessId::from_uuid(row.process_id)));
    super::get(app, scope, id).await
}
