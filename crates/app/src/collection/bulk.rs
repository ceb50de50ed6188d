//! Does one thing to many collections, and tells of each how it went.

use std::collections::HashSet;

use perigee_model::{CollectionId, ErrorKind, ProcessId, Scope};
use perigee_store::entity::collection;
use perigee_store::error::{from_json, to_json};
use perigee_store::{DatabaseTransaction, collection_search, collections, queue};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Filter, Metadata, metadata_keys};
use crate::clock::now_ms;
use crate::{App, AppError, Change, pipeline, process};

/// Collections that one request with a filter works on at most: each may take a transaction of its own, and a request is
/// to end before proxies give it up. A debug build on two cores that did much else accepted 500 in 24 s.
pub const AT_ONCE: usize = 200;

/// What is done.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Accept.
    Accept {
        /// Although something mandatory is missing.
        force: bool,
    },
    /// Read again.
    Reprocess,
    /// Stop the work.
    Stop,
    /// Delete.
    Delete,
    /// Give priority, or take it.
    Priority(bool),
    /// Set these keys of the metadata; `null` removes a key, the others stay.
    Metadata(Map<String, Value>),
    /// Ask somebody to look at it, or with `None` nobody.
    Assign(Option<String>),
}

/// To what it is done.
#[derive(Debug, Clone)]
pub enum Chosen {
    /// To these.
    Ids(Vec<CollectionId>),
    /// To those that match, a part at a time.
    Matching {
        /// What they match.
        filter: Filter,
        /// Where the part before ended.
        after: Option<CollectionId>,
        /// Not to these, though they match.
        except: Vec<CollectionId>,
    },
}

/// How it went with one collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The collection.
    pub collection_id: CollectionId,
    /// Why it was not done; `None` when it was.
    pub refusal: Option<Refusal>,
}

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable, e.g. `not_reviewable`.
    pub code: &'static str,
    /// A sentence.
    pub message: String,
}

/// How it went.
#[derive(Debug, Clone)]
pub struct BulkAnswer {
    /// With each collection of this part, in the order of the request.
    pub outcomes: Vec<Outcome>,
    /// Where the next part begins; `None` when this was the last.
    pub next: Option<CollectionId>,
    /// How many are left for the next parts.
    pub left: u64,
}

/// Does one thing to many collections of a process. Each is done or refused by itself.
///
/// # Errors
/// `NotFound` when there is no such process for this scope; `Invalid` for an assignee who cannot be asked.
pub async fn bulk(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
    chosen: Chosen,
    action: &Action,
) -> Result<BulkAnswer, AppError> {
    let conn = app.db().reader();
    process::get_row(conn, scope, process_id).await?;
    if let Action::Assign(Some(subject)) = action {
        let known = super::assignees::list(conn, scope, process_id).await?;
        if !known.iter().any(|one| one.subject == *subject) {
            let message = "somebody who may change the collections of this process is required";
            return Err(AppError::invalid("assignee", message));
        }
    }
    let (ids, next, left) = match chosen {
        Chosen::Ids(ids) => (ids, None, 0),
        Chosen::Matching { filter, after, except } => {
            matching(app, scope, process_id, &filter, (after, &except)).await?
        }
    };
    let outcomes = match action {
        Action::Priority(_) | Action::Metadata(_) | Action::Assign(_) => {
            at_once(app, scope, process_id, &ids, action).await?
        }
        Action::Accept { .. } | Action::Reprocess | Action::Stop | Action::Delete => {
            one_by_one(app, scope, process_id, &ids, action).await?
        }
    };
    Ok(BulkAnswer { outcomes, next, left })
}

async fn matching(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
    filter: &Filter,
    (after, except): (Option<CollectionId>, &[CollectionId]),
) -> Result<(Vec<CollectionId>, Option<CollectionId>, u64), AppError> {
    let (conn, after) = (app.db().reader(), after.map(CollectionId::uuid));
    let except: Vec<Uuid> = except.iter().map(|id| id.uuid()).collect();
    let range = (after, except.as_slice());
    let (ids, total) =
        collection_search::list_ids(conn, scope, process_id, filter, range, AT_ONCE as u64).await?;
    let left = total.saturating_sub(ids.len() as u64);
    let next = ids.last().filter(|_| left > 0).map(|id| CollectionId::from_uuid(*id));
    Ok((ids.into_iter().map(CollectionId::from_uuid).collect(), next, left))
}

/// What touches rows alone is done to all of them in one transaction.
async fn at_once(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
    ids: &[CollectionId],
    action: &Action,
) -> Result<Vec<Outcome>, AppError> {
    let (tx, now) = (app.db().begin_write().await?, now_ms());
    let wanted: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let rows = queue::list_of(&tx, scope, process_id, &wanted).await?;
    let found: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    match action {
        Action::Priority(priority) => {
            queue::set_priority(&tx, scope, &found, *priority, now).await?;
            pipeline::reprioritise(&tx, &found.iter().copied().collect(), *priority).await?;
        }
        Action::Assign(assignee) => {
            queue::set_assignee(&tx, scope, &found, assignee.as_deref(), now).await?;
        }
        Action::Metadata(changes) => merge(&tx, &rows, changes, now).await?,
        Action::Accept { .. } | Action::Reprocess | Action::Stop | Action::Delete => {}
    }
    crate::setup::commit(tx).await?;
    app.wake().notify();
    app.announce(Change::Changed(process_id));
    let found: HashSet<Uuid> = found.into_iter().collect();
    let outcome = |id: &CollectionId| Outcome {
        collection_id: *id,
        refusal: (!found.contains(&id.uuid())).then(|| refusal(&not_there())),
    };
    Ok(ids.iter().map(outcome).collect())
}

async fn merge(
    tx: &DatabaseTransaction,
    rows: &[collection::Model],
    changes: &Map<String, Value>,
    now: i64,
) -> Result<(), AppError> {
    for row in rows {
        let mut metadata: Metadata = from_json("collections.metadata", &row.metadata)?;
        for (key, value) in changes {
            match value {
                Value::Null => metadata.remove(key),
                value => metadata.insert(key.clone(), value.clone()),
            };
        }
        collections::set_metadata(tx, row, &to_json(&metadata), metadata_keys(&metadata), now).await?;
    }
    Ok(())
}

/// What each collection can refuse by itself is done to one after the other, as if it were asked for alone.
async fn one_by_one(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
    ids: &[CollectionId],
    action: &Action,
) -> Result<Vec<Outcome>, AppError> {
    let wanted: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let rows = queue::list_of(app.db().reader(), scope, process_id, &wanted).await?;
    let found: HashSet<Uuid> = rows.into_iter().map(|row| row.id).collect();
    let mut outcomes = Vec::with_capacity(ids.len());
    for id in ids.iter().copied() {
        let done =
            if found.contains(&id.uuid()) { act(app, scope, id, action).await } else { Err(not_there()) };
        if let Err(error) = &done
            && error.kind() == ErrorKind::Internal
        {
            tracing::error!(collection.id = %id, %error, "one of many could not be done");
        }
        outcomes.push(Outcome { collection_id: id, refusal: done.err().as_ref().map(refusal) });
    }
    Ok(outcomes)
}

async fn act(app: &App, scope: &Scope, id: CollectionId, action: &Action) -> Result<(), AppError> {
    match action {
        Action::Accept { force } => super::accept(app, scope, id, *force).await.map(|_| ()),
        Action::Reprocess => super::reprocess(app, scope, id).await.map(|_| ()),
        Action::Stop => super::stop(app, scope, id).await.map(|_| ()),
        Action::Delete => super::delete(app, scope, id).await,
        Action::Priority(_) | Action::Metadata(_) | Action::Assign(_) => Ok(()),
    }
}

fn not_there() -> AppError {
    AppError::NotFound { what: "the collection" }
}

fn refusal(error: &AppError) -> Refusal {
    match error {
        AppError::Conflict { code, message, .. } => Refusal { code, message: message.clone() },
        AppError::NotFound { what } => {
            Refusal { code: "not_found", message: format!("{what} was not found") }
        }
        other if other.kind() == ErrorKind::Internal => Refusal {
            code: "failed",
            message: "it could not be done; try it again, and look into the server's log if it fails again"
                .to_owned(),
        },
        other => Refusal { code: "refused", message: other.to_string() },
    }
}
