//! The stages that a file goes through, as jobs.
//!
//! Every stage is load, call the engine, save and enqueue the next, at most once in effect: the job is ended in the
//! transaction that saves, so a job that runs twice saves once. Work of an older run of a collection is dropped.

mod decide;
mod errand;
mod extract;
mod members;
mod read;

pub(crate) use decide::AUTOMATIC;
pub(crate) use extract::einvoice_of;

use std::collections::HashSet;

use perigee_model::{FileFault, OrganizationId, Scope, Stage};
use perigee_queue::{DeadJob, Handler, Job, JobFailure, NewJob, QueueError, Worker, WorkerConfig, job};
use perigee_store::entity::{collection, file};
use perigee_store::{ConnectionTrait, DatabaseTransaction, StoreError, collections, files};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::clock::now_ms;
use crate::{App, AppError, class, export, learning, process};

/// Attempts of a job. A reader that dies on a file is not counted here: that is a fault of the file.
const MAX_ATTEMPTS: i32 = 5;

/// What a job is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Work {
    /// The stage.
    pub stage: Stage,
    /// In whose name.
    pub organization_id: Uuid,
    /// The collection.
    pub collection_id: Uuid,
    /// The file; `None` for a stage of the whole collection.
    pub file_id: Option<Uuid>,
    /// The run of the collection.
    pub run: i32,
}

impl Work {
    /// Work on the whole of a collection in its newest run.
    pub(crate) fn on(row: &collection::Model) -> Self {
        Self {
            stage: Stage::Decide,
            organization_id: row.organization_id,
            collection_id: row.id,
            file_id: None,
            run: row.run,
        }
    }

    fn scope(&self) -> Scope {
        process::worker_scope(OrganizationId::from_uuid(self.organization_id))
    }
}

/// What follows a stage of a file.
pub(crate) fn next(stage: Stage) -> Option<Stage> {
    match stage {
        Stage::Read => Some(Stage::Extract),
        Stage::Extract => Some(Stage::Decide),
        Stage::Decide => None,
    }
}

/// Adds a job in the transaction that made it necessary.
pub(crate) async fn enqueue(
    conn: &impl ConnectionTrait,
    work: &Work,
    has_priority: bool,
) -> Result<(), AppError> {
    let new = NewJob {
        kind: match work.stage {
            Stage::Read => "read",
            Stage::Extract => "extract",
            Stage::Decide => "decide",
        }
        .to_owned(),
        payload: serde_json::to_value(work).map_err(|_| AppError::Panicked)?,
        priority: priority_of(work.stage, has_priority),
        max_attempts: MAX_ATTEMPTS,
    };
    job::enqueue(conn, new, now_ms()).await?;
    Ok(())
}

/// Documents that are begun are finished first; those with priority go before all others.
fn priority_of(stage: Stage, has_priority: bool) -> i32 {
    i32::from(has_priority) * 10 + i32::from(stage != Stage::Read)
}

/// Moves what waits of these collections, whose priority changed, in the same transaction.
pub(crate) async fn reprioritise(
    conn: &impl ConnectionTrait,
    collections: &HashSet<Uuid>,
    has_priority: bool,
) -> Result<(), AppError> {
    for waiting in job::list_waiting(conn).await? {
        let Ok(work) = serde_json::from_value::<Work>(waiting.payload) else { continue };
        let priority = priority_of(work.stage, has_priority);
        if collections.contains(&work.collection_id) && waiting.priority != priority {
            job::set_priority(conn, waiting.job_id, priority).await?;
        }
    }
    Ok(())
}

/// Works on jobs until `shutdown` is cancelled; then running jobs are given back.
pub async fn work(app: App, config: WorkerConfig, shutdown: CancellationToken) {
    worker(app, config).run(shutdown).await;
}

/// A worker on the jobs of documents.
pub fn worker(app: App, config: WorkerConfig) -> Worker<Pipeline> {
    let (db, wake) = (app.db().writer().clone(), app.wake().clone());
    Worker::new(db, Pipeline { app }, config, wake)
}

/// How many jobs are alive, and how many are dead.
///
/// # Errors
/// When the database fails.
pub async fn count_jobs(app: &App) -> Result<(u64, u64), AppError> {
    Ok(job::count(app.db().reader()).await?)
}

/// Does the jobs of documents.
#[derive(Debug, Clone)]
pub struct Pipeline {
    app: App,
}

/// A loaded job on a file that is still to be done.
struct Task<'a> {
    app: &'a App,
    job: &'a Job,
    work: Work,
    scope: Scope,
    collection: collection::Model,
    file: file::Model,
}

impl Handler for Pipeline {
    async fn run(&self, job: &Job, cancelled: &CancellationToken) -> Result<(), JobFailure> {
        if let Some(outcome) = errand::run(&self.app, job, cancelled).await {
            return outcome;
        }
        let work: Work = serde_json::from_value(job.payload.clone())
            .map_err(|_| JobFailure::Park("the payload is of another version".to_owned()))?;
        let stage = work.stage;
        let outcome = match stage {
            Stage::Decide => decide::run(&self.app, job, &work).await,
            Stage::Read | Stage::Extract => match Task::load(&self.app, job, work).await {
                Ok(Some(task)) if stage == Stage::Read => read::run(task, cancelled).await,
                Ok(Some(task)) => extract::run(task).await,
                Ok(None) => Ok(()),
                Err(error) => Err(error),
            },
        };
        outcome.or_else(|error| failure(error, cancelled))
    }

    async fn on_dead(&self, dead: &DeadJob) -> Result<(), JobFailure> {
        let outcome = match dead.kind.as_str() {
            learning::JOB => learning::bury(&self.app, dead).await,
            class::JOB => class::bury(&self.app, dead).await,
            export::JOB => export::bury(&self.app, dead).await,
            _ => bury(&self.app, dead).await,
        };
        outcome.map_err(|error| JobFailure::Retry(error.to_string()))
    }
}

impl<'a> Task<'a> {
    /// Loads what a job needs; `None` when there is nothing to do any more: deleted, stopped or run again.
    async fn load(app: &'a App, job: &'a Job, work: Work) -> Result<Option<Self>, AppError> {
        let (scope, conn) = (work.scope(), app.db().reader());
        let file_id = work.file_id.unwrap_or_default();
        let file = files::get(conn, &scope, perigee_model::FileId::from_uuid(file_id)).await;
        let collection =
            collections::get(conn, &scope, perigee_model::CollectionId::from_uuid(work.collection_id)).await;
        match (collection, file) {
            (Err(StoreError::NotFound), _) | (_, Err(StoreError::NotFound)) => Ok(None),
            (collection, file) => {
                let (collection, file) = (collection?, file?);
                let is_current = file.run == work.run && collection.run == work.run;
                Ok(is_current.then_some(Self { app, job, work, scope, collection, file }))
            }
        }
    }

    /// Ends the job in the transaction, adds the next one, and commits.
    async fn finish(self, tx: DatabaseTransaction, next: Option<Stage>) -> Result<(), AppError> {
        if let Some(stage) = next {
            enqueue(&tx, &Work { stage, ..self.work }, self.collection.priority).await?;
        }
        job::finish(&tx, &self.job.lease).await?;
        crate::setup::commit(tx).await?;
        self.app.wake().notify();
        let process_id = perigee_model::ProcessId::from_uuid(self.collection.process_id);
        self.app.announce(crate::Change::Changed(process_id));
        Ok(())
    }

    /// Ends the work on a file that could not be read. The other files of its collection go on.
    async fn fail(self, fault: &FileFault) -> Result<(), AppError> {
        tracing::info!(file.id = %self.file.id.simple(), code = fault.code, "a file could not be read");
        let tx = self.app.db().begin_write().await?;
        fail_file(&tx, &self.work, fault).await?;
        self.finish(tx, Some(Stage::Decide)).await
    }
}

async fn fail_file(tx: &DatabaseTransaction, work: &Work, fault: &FileFault) -> Result<(), AppError> {
    let Some(file_id) = work.file_id else { return Ok(()) };
    let status = perigee_model::CollectionStatus::Failed;
    files::set_done(tx, file_id, work.run, status, Some(perigee_store::error::to_json(fault)), now_ms())
        .await?;
    Ok(())
}

/// Whether trying again can help.
pub(crate) fn failure(error: AppError, cancelled: &CancellationToken) -> Result<(), JobFailure> {
    match error {
        // Somebody else has the job now.
        AppError::Queue(QueueError::LeaseLost) => Ok(()),
        _ if cancelled.is_cancelled() => Err(JobFailure::GiveBack),
        other => Err(JobFailure::Retry(format!("{other} ({:?})", other.kind()))),
    }
}

/// A job that used up its attempts fails its file, so that nobody waits for ever.
async fn bury(app: &App, dead: &DeadJob) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    if let Ok(work) = serde_json::from_value::<Work>(dead.payload.clone()) {
        let fault = FileFault::new(
            "processing_failed",
            "the file could not be processed; every attempt broke off",
            "Process the collection again; if it breaks off again, report it with the id of the file.",
        );
        fail_file(&tx, &work, &fault).await?;
        if work.stage != Stage::Decide {
            enqueue(&tx, &Work { stage: Stage::Decide, file_id: None, ..work }, false).await?;
        }
    }
    job::bury(&tx, dead.job_id).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    Ok(())
}
