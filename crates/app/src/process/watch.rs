//! Tells what happens to the collections of a process.
//!
//! The truth is the database: changes made by workers of other processes are found by looking, those of this
//! process are told at once.

use std::collections::HashMap;
use std::time::Duration;

use futures::Stream;
use futures::stream::unfold;
use perigee_model::{CollectionId, ProcessId, Scope};
use perigee_store::{collections, rights};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, timeout_at};

use crate::clock::now_ms;
use crate::collection::{self, Collection};
use crate::{App, AppError, Change};

/// How often to look for changes that other processes made.
const LOOK_EVERY: Duration = Duration::from_millis(1_000);

/// Changes are not looked for more often than this, however many are told.
const LOOK_AT_MOST_EVERY: Duration = Duration::from_millis(150);

/// Clocks of several servers may differ by this much, and a transaction may take as long to commit.
const OVERLAP_MS: i64 = 5_000;

/// Collections looked at in one go.
const AT_ONCE: u64 = 200;

/// A stream ends after this, so that a listener whose session ended has to come back and is refused.
const LONGEST: Duration = Duration::from_secs(600);

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// A collection is new or changed.
    Changed(Box<Collection>),
    /// A collection was deleted.
    Removed(CollectionId),
}

/// What happens to the collections of a process from now on, and before that the collections that just changed.
///
/// The stream ends when the caller's key does (`until_ms`), and when anybody's rights change: a listener who still has
/// his comes back and goes on.
///
/// # Errors
/// `NotFound` when there is no such process for this scope.
pub async fn watch(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
    until_ms: Option<i64>,
) -> Result<impl Stream<Item = Result<Event, AppError>> + Send + use<>, AppError> {
    super::get_row(app.db().reader(), scope, process_id).await?;
    let watcher = Watcher {
        changes: app.listen(),
        app: app.clone(),
        scope: scope.clone(),
        process_id,
        since_ms: now_ms() - OVERLAP_MS,
        told: HashMap::new(),
        ready: Vec::new(),
        ends_at: Instant::now() + LONGEST,
        until_ms,
        rights: rights::generation(app.db().reader()).await?,
        is_first: true,
    };
    Ok(unfold(watcher, |mut watcher| async move {
        let event = watcher.next().await.transpose()?;
        Some((event, watcher))
    }))
}

struct Watcher {
    app: App,
    scope: Scope,
    process_id: ProcessId,
    changes: broadcast::Receiver<Change>,
    since_ms: i64,
    /// When the state of a collection that was told last had changed.
    told: HashMap<CollectionId, (i64, u8)>,
    /// Told next, in reverse.
    ready: Vec<Event>,
    ends_at: Instant,
    until_ms: Option<i64>,
    /// The generation of rights that the caller was let in under.
    rights: i64,
    is_first: bool,
}

impl Watcher {
    async fn next(&mut self) -> Result<Option<Event>, AppError> {
        loop {
            if let Some(event) = self.ready.pop() {
                return Ok(Some(event));
            }
            if !std::mem::take(&mut self.is_first)
                && let Some(removed) = self.wait().await
            {
                return Ok(Some(removed));
            }
            if self.is_over().await? {
                return Ok(None);
            }
            self.look().await?;
        }
    }

    async fn is_over(&self) -> Result<bool, AppError> {
        let has_ended = Instant::now() >= self.ends_at || self.until_ms.is_some_and(|end| end <= now_ms());
        Ok(has_ended || rights::generation(self.app.db().reader()).await? != self.rights)
    }

    /// Until something may have changed; tells of a removal itself.
    async fn wait(&mut self) -> Option<Event> {
        let deadline = Instant::now() + LOOK_EVERY;
        loop {
            match timeout_at(deadline, self.changes.recv()).await {
                Ok(Ok(Change::Removed(process_id, id))) if process_id == self.process_id => {
                    return Some(Event::Removed(id));
                }
                Ok(Ok(Change::Changed(process_id))) if process_id == self.process_id => {
                    tokio::time::sleep(LOOK_AT_MOST_EVERY).await;
                    return None;
                }
                Ok(Ok(_)) => {}
                Ok(Err(RecvError::Lagged(_))) | Err(_) => return None,
                // The application is going down; the deadline ends the stream.
                Ok(Err(RecvError::Closed)) => tokio::time::sleep(LOOK_AT_MOST_EVERY).await,
            }
        }
    }

    async fn look(&mut self) -> Result<(), AppError> {
        let started_ms = now_ms();
        let conn = self.app.db().reader();
        let rows =
            collections::changed_since(conn, &self.scope, self.process_id, self.since_ms, AT_ONCE).await?;
        let is_complete = (rows.len() as u64) < AT_ONCE;
        let newest_ms = rows.last().map(|row| row.updated_at);
        for found in collection::show(conn, &self.scope, rows).await? {
            let state = (found.updated_at_ms, found.progress);
            if self.told.insert(found.id, state) != Some(state) {
                self.ready.push(Event::Changed(Box::new(found)));
            }
        }
        self.ready.reverse();
        self.since_ms = if is_complete { started_ms - OVERLAP_MS } else { newest_ms.unwrap_or(started_ms) };
        let since_ms = self.since_ms;
        self.told.retain(|_, (updated_at_ms, _)| *updated_at_ms >= since_ms);
        Ok(())
    }
}
