//! Classes of documents: what an organization knows of them, and what it learns when people confirm some.
//!
//! Learning is one job for an organization at a time, called for in the transaction of whatever changes what is
//! confirmed, as for the models of processes (docs/adr/0062); docs/adr/0068 has what is otherwise.

mod doubt;
pub mod forget;
mod in_use;
mod job;
pub mod list;
pub mod rename;
mod tell;
mod views;

pub(crate) use doubt::doubt;
pub use forget::forget;
pub(crate) use in_use::{Loaded, in_use};
pub(crate) use job::{bury, learn};
pub use list::{Class, Classes, list};
pub use rename::rename;
pub(crate) use tell::tell;
pub(crate) use views::Seen;

use perigee_blobs::BlobKey;
use perigee_engine::UNKNOWN_CLASS;
use perigee_model::{ClassId, ModelId, OrganizationId, Scope, process_type};
use perigee_queue::{NewJob, job as queued};
use perigee_store::classes::Confirming;
use perigee_store::{ConnectionTrait, classes};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::AppError;
use crate::clock::now_ms;
use crate::pipeline::AUTOMATIC;

/// Kind of the jobs that learn classes.
pub(crate) const JOB: &str = "learn_classes";

/// Attempts of a job, as for the models of processes.
const MAX_ATTEMPTS: i32 = 3;

/// Before every document that waits, so that the next one profits; the models of processes go first.
const PRIORITY: i32 = 14;

/// Characters of a name at most; classes are words, not sentences.
pub(crate) const LONGEST_NAME: usize = 100;

/// The class of documents of a process that expects none.
const ANY: &str = "document";

/// Which documents confirm their class: accepting what nobody named says nothing.
const CONFIRMING: Confirming<'static> =
    Confirming { automatic: AUTOMATIC, silent: &["", ANY, UNKNOWN_CLASS] };

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Work {
    organization_id: Uuid,
}

/// Calls for learning: puts a job into the transaction, unless there is one. Wake the workers after the commit.
pub(crate) async fn demand(conn: &impl ConnectionTrait, scope: &Scope) -> Result<(), AppError> {
    if classes::demand(conn, scope.organization_id).await? {
        enqueue(conn, scope.organization_id).await?;
    }
    Ok(())
}

/// What may have been confirmed does not count any more, or counts again: what was learned must follow. Where nothing
/// was learned yet there is nothing to follow.
pub(crate) async fn on_gone(conn: &impl ConnectionTrait, scope: &Scope) -> Result<(), AppError> {
    let state = classes::find_state(conn, scope.organization_id).await?;
    if state.is_some_and(|state| state.model_id.is_some() || state.has_job) {
        demand(conn, scope).await?;
    }
    Ok(())
}

async fn enqueue(conn: &impl ConnectionTrait, organization_id: OrganizationId) -> Result<(), AppError> {
    let work = Work { organization_id: organization_id.uuid() };
    let payload = serde_json::to_value(work).map_err(|_| AppError::Panicked)?;
    let new = NewJob { kind: JOB.to_owned(), payload, priority: PRIORITY, max_attempts: MAX_ATTEMPTS };
    queued::enqueue(conn, new, now_ms()).await?;
    Ok(())
}

/// The id of a class: made of its name, so that it is the same wherever the class is.
pub(crate) fn id_of(organization_id: OrganizationId, name: &str) -> ClassId {
    let mut digest = Sha256::new();
    digest.update(organization_id.uuid().as_bytes());
    digest.update(name.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.finalize()[..16]);
    ClassId::from_uuid(Uuid::from_bytes(bytes))
}

/// A name that people can read.
pub(crate) fn is_name(name: &str) -> bool {
    let is_short = name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
    is_short && !name.trim().is_empty()
}

/// Whether a class is that of a process type; those are called so in the API, whatever people call them.
fn is_ready_made(name: &str) -> bool {
    process_type::list().iter().any(|kind| kind.document_class == name)
}

/// The name of a confirmed class of the organization.
async fn get_name(conn: &impl ConnectionTrait, scope: &Scope, id: ClassId) -> Result<String, AppError> {
    let confirmed = classes::count_confirmed(conn, scope.organization_id, None, CONFIRMING).await?;
    let found = confirmed.into_iter().find(|(name, _)| id_of(scope.organization_id, name) == id);
    found.map(|(name, _)| name).ok_or(AppError::NotFound { what: "the class" })
}

fn key(organization_id: OrganizationId, model_id: Uuid) -> BlobKey {
    BlobKey::Classes { organization_id, model_id: ModelId::from_uuid(model_id) }
}

/// Kind, id and name of a class for the audit log.
fn object<'n>(scope: &Scope, name: &'n str) -> (&'static str, String, &'n str) {
    ("class", id_of(scope.organization_id, name).to_string(), name)
}
