//! Sends a collection back: nobody will work on it as it is.

use perigee_model::{CollectionId, CollectionStatus, ProcessId, Scope};
use perigee_store::error::to_json;
use perigee_store::{collections, files};
use serde_json::json;

use super::{Collection, Rejection, status_of};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::{App, AppError, Change, learning, lock};

/// Longest reason in characters: a few sentences.
const LONGEST_REASON: usize = 1_000;

/// Rejects a collection: it ends as `Stopped`, with the reason, and can be reopened.
///
/// # Errors
/// `NotFound`; `Invalid` without a reason; `Conflict` when it is not to be reviewed, or somebody else edits it.
pub async fn reject(
    app: &App,
    scope: &Scope,
    id: CollectionId,
    reason: &str,
) -> Result<Collection, AppError> {
    let (tx, now) = (app.db().begin_write().await?, now_ms());
    let row = super::get_row(&tx, scope, id).await?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(AppError::invalid("reason", "say why, so that others can do something about it"));
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(AppError::invalid("reason", format!("at most {LONGEST_REASON} characters are allowed")));
    }
    if status_of(&row)? != CollectionStatus::NeedsReview {
        let message =
            format!("only a collection that needs review can be rejected; this one is {}", row.status);
        return Err(AppError::conflict("not_reviewable", message));
    }
    lock::check(&tx, scope, &row).await?;
    let (review, stopped) = (CollectionStatus::NeedsReview, CollectionStatus::Stopped);
    collections::set_status(&tx, row.id, row.run, stopped, 100, "[]", now).await?;
    let rejection = Rejection {
        reason: reason.to_owned(),
        by: scope.subject.to_string(),
        by_name: scope.name.to_string(),
        at_ms: now,
    };
    collections::set_rejection(&tx, row.id, Some(to_json(&rejection))).await?;
    files::change_status(&tx, row.id, review, stopped, now).await?;
    learning::on_gone(&tx, scope, &row).await?;
    let details = json!({ "processId": ProcessId::from_uuid(row.process_id) });
    let event = Event { action: "collection.reject", object: super::object(&row), details };
    audit::record(&tx, scope, event).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    app.announce(Change::Changed(ProcessId::from_uuid(row.process_id)));
    super::get(app, scope, id).await
}
