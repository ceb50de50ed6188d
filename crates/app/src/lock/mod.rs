//! Who edits a collection: one person at a time, as long as their screen says so.
//!
//! A lock keeps two people from overwriting each other. API keys have no screen: those that may override locks pass
//! through them, the others are refused like people (ADR 0084).

pub mod get;
pub mod hold;
pub mod release;

pub use get::get;
pub use hold::hold;
pub use release::release;

use perigee_model::{Permission, ProcessId, Scope};
use perigee_store::entity::{collection, collection_lock, collection_viewer};
use perigee_store::{ConnectionTrait, locks};

use crate::AppError;
use crate::clock::now_ms;

/// How long a lock lives after the last sign of life.
///
/// Screens give one every 10 seconds, so that two may be lost; whoever closes a laptop frees the document within
/// half a minute.
const LIFETIME_MS: i64 = 30_000;

/// Who edits a collection, and who else looks at it.
#[derive(Debug, Clone)]
pub struct Lock {
    /// Who edits.
    pub holder: Option<Holder>,
    /// Whether that is the caller.
    pub is_yours: bool,
    /// Who looks at it besides the caller and who edits.
    pub others: Vec<Holder>,
}

/// Somebody at a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Subject.
    pub subject: String,
    /// Name.
    pub name: String,
    /// Since when.
    pub since_ms: i64,
    /// Until when, without a further sign of life.
    pub expires_at_ms: i64,
}

impl From<collection_lock::Model> for Holder {
    fn from(row: collection_lock::Model) -> Self {
        Self { subject: row.subject, name: row.name, since_ms: row.since, expires_at_ms: row.expires_at }
    }
}

impl From<collection_viewer::Model> for Holder {
    fn from(row: collection_viewer::Model) -> Self {
        Self { subject: row.subject, name: row.name, since_ms: row.since, expires_at_ms: row.expires_at }
    }
}

/// Refuses a change of a collection that somebody else edits.
pub(crate) async fn check(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &collection::Model,
) -> Result<(), AppError> {
    let Some(lock) = locks::find(conn, row.id, now_ms()).await? else { return Ok(()) };
    let is_key = scope.subject.starts_with("api-key|");
    if *lock.subject == *scope.subject || (is_key && may_override(scope, row)) {
        return Ok(());
    }
    let since = jiff::Timestamp::from_second(lock.since / 1000).unwrap_or_default();
    let message = format!("{} has been editing this collection since {since}", lock.name);
    Err(AppError::conflict("collection_locked", message))
}

fn may_override(scope: &Scope, row: &collection::Model) -> bool {
    scope.rights.on(ProcessId::from_uuid(row.process_id)).contains(Permission::CollectionEditorOverride)
}

async fn show(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &collection::Model,
    now: i64,
) -> Result<Lock, AppError> {
    let holder = locks::find(conn, row.id, now).await?.map(Holder::from);
    let is_yours = holder.as_ref().is_some_and(|holder| *holder.subject == *scope.subject);
    let viewers = locks::list_viewers(conn, row.id, now).await?.into_iter().map(Holder::from);
    let is_other = |viewer: &Holder| {
        *viewer.subject != *scope.subject
            && holder.as_ref().is_none_or(|holder| holder.subject != viewer.subject)
    };
    Ok(Lock { others: viewers.filter(is_other).collect(), holder, is_yours })
}
