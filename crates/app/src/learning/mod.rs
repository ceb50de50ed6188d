//! Learning: what people confirmed becomes a model of the process, in the background.
//!
//! Whatever changes what is confirmed calls for learning in its own transaction. There is one job for a process at a
//! time; what is called for while it runs leads to one more (docs/adr/0062).

mod confirmed;
mod contest;
mod curve;
pub mod edit;
pub mod get;
mod job;
mod promise;
mod remembered;
mod save;
pub mod suspects;
pub mod teachers;
pub mod train;

pub use edit::{SettingsChange, edit};
pub use get::{Learning, Progress, get};
pub(crate) use job::{bury, learn};
pub(crate) use promise::acceptance;
pub use promise::{Acceptance, Drift, Promise};
pub(crate) use remembered::Remembered;
pub use suspects::{Doubted, Suspect, suspects};
pub use teachers::{Teacher, teachers};
pub use train::train;

use perigee_engine::Scores;
use perigee_model::{ProcessId, Scope};
use perigee_queue::{NewJob, job as queued};
use perigee_store::entity::collection;
use perigee_store::learning::Confirmed;
use perigee_store::{ConnectionTrait, files, learning, models};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::AppError;
use crate::class;
use crate::clock::now_ms;
use crate::pipeline::AUTOMATIC;

/// Kind of the jobs that learn.
pub(crate) const JOB: &str = "learn";

/// Attempts of a job. Training is deterministic: what broke off three times will do so again.
const MAX_ATTEMPTS: i32 = 3;

/// Before every document that waits, so that the next one profits at once; mails go first.
const PRIORITY: i32 = 15;

/// Error rates that a model is asked to promise, those of the screens.
const TARGETS: [f64; 3] = [0.01, 0.02, 0.05];

/// How a process learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Whether it learns, and uses what it learned.
    pub is_enabled: bool,
    /// Whether the values of e-invoices count as confirmed.
    pub from_einvoices: bool,
    /// Models that are kept, the one in use among them.
    pub models_kept: u32,
    /// Thousandths of the values accepted without a person that may be wrong; none = a person accepts everything.
    pub target_per_mille: Option<u32>,
}

impl Default for Settings {
    fn default() -> Self {
        // Five models are a week of corrections to go back by, and at some megabytes each no burden.
        Self { is_enabled: true, from_einvoices: false, models_kept: 5, target_per_mille: None }
    }
}

impl Settings {
    /// Which documents count as confirmed.
    pub(crate) fn confirmed(self) -> Confirmed<'static> {
        Confirmed { automatic: AUTOMATIC, from_einvoices: self.from_einvoices }
    }
}

/// How a model did on documents that it had not seen, and what it can promise.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metrics {
    /// Right values by data point.
    pub scores: Scores,
    /// For each error rate, from which confidence on it holds.
    pub promises: Vec<Promise>,
    /// Confirmed values that it doubts, the surest doubts first.
    #[serde(default)]
    pub doubted: Vec<Doubted>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Work {
    organization_id: Uuid,
    process_id: Uuid,
}

/// How a process learns.
pub(crate) async fn settings(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
) -> Result<Settings, AppError> {
    let row = learning::find_settings(conn, scope, process_id).await?;
    Ok(row.map_or_else(Settings::default, |row| Settings {
        is_enabled: row.is_enabled,
        from_einvoices: row.from_einvoices,
        models_kept: row.models_kept.unsigned_abs(),
        target_per_mille: row.target_per_mille.map(i32::unsigned_abs),
    }))
}

/// Calls for learning: puts a job into the transaction, unless there is one. Wake the workers after the commit.
pub(crate) async fn demand(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
) -> Result<(), AppError> {
    if learning::demand(conn, scope, process_id).await? {
        enqueue(conn, scope, process_id).await?;
    }
    Ok(())
}

async fn enqueue(conn: &impl ConnectionTrait, scope: &Scope, process_id: ProcessId) -> Result<(), AppError> {
    let work = Work { organization_id: scope.organization_id.uuid(), process_id: process_id.uuid() };
    let payload = serde_json::to_value(work).map_err(|_| AppError::Panicked)?;
    let new = NewJob { kind: JOB.to_owned(), payload, priority: PRIORITY, max_attempts: MAX_ATTEMPTS };
    queued::enqueue(conn, new, now_ms()).await?;
    Ok(())
}

/// A person confirmed the documents of a collection.
pub(crate) async fn on_confirmed(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &collection::Model,
) -> Result<(), AppError> {
    let process_id = ProcessId::from_uuid(row.process_id);
    if row.available_for_training && settings(conn, scope, process_id).await?.is_enabled {
        demand(conn, scope, process_id).await?;
        class::demand(conn, scope).await?;
    }
    Ok(())
}

/// Nobody confirmed a collection, but an e-invoice says what is in it.
pub(crate) async fn on_einvoice(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &collection::Model,
) -> Result<(), AppError> {
    let process_id = ProcessId::from_uuid(row.process_id);
    let settings = settings(conn, scope, process_id).await?;
    if !(settings.is_enabled && settings.from_einvoices && row.available_for_training) {
        return Ok(());
    }
    let files = files::list(conn, scope, &[row.id]).await?;
    if files.iter().any(|file| file.einvoice.is_some()) {
        demand(conn, scope, process_id).await?;
    }
    Ok(())
}

/// What was confirmed in a collection does not count any more: it is deleted, reopened or processed again. Also
/// where nothing is learned any more, what is kept must forget it.
pub(crate) async fn on_gone(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &collection::Model,
) -> Result<(), AppError> {
    class::on_gone(conn, scope).await?;
    let process_id = ProcessId::from_uuid(row.process_id);
    let settings = settings(conn, scope, process_id).await?;
    if row.accepted_at.is_none() && !settings.from_einvoices {
        return Ok(());
    }
    let (_, kept) = models::list(conn, &scope.seeing(), process_id, (0, 1)).await?;
    if kept > 0 || learning::find_state(conn, scope, process_id).await?.is_some() {
        demand(conn, scope, process_id).await?;
    }
    Ok(())
}
