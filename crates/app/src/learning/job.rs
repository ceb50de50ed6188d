//! The job that learns: loads what is confirmed, trains, and hands the outcome on to be saved.

use std::sync::Arc;
use std::time::{Duration, Instant};

use perigee_engine::{Confirmed, Engine, Model, TrainError};
use perigee_model::{ConfigId, OrganizationId, ProcessId, ProcessType, Scope};
use perigee_queue::{DeadJob, Job, JobFailure, job as queued};
use perigee_store::entity::process as process_row;
use perigee_store::{learning, processes};
use tokio_util::sync::CancellationToken;

use super::confirmed::{self, Document};
use super::{Settings, Work, save};
use crate::clock::now_ms;
use crate::pipeline::failure;
use crate::{App, AppError, model, process};

/// Documents that are learned from, the newest ones.
///
/// By the learning curve of `research/extraction.md` the gain of a doubling is under half a point of F1 beyond 600;
/// this many still train in half a minute on two cores.
const NEWEST: u64 = 2_000;

/// How long a training may take: ten times what [`NEWEST`] documents take on two cores.
const DEADLINE: Duration = Duration::from_secs(300);

/// What a training came to.
pub(super) enum Outcome {
    /// A model, and the documents that it knows, oldest first.
    Model(Box<Model>, Vec<Arc<Document>>),
    /// None, and there is nothing wrong with that.
    Nothing,
    /// None, and why; a person should read it.
    Fault(String),
}

/// A run of the job.
pub(super) struct Run<'a> {
    pub app: &'a App,
    pub job: &'a Job,
    pub scope: Scope,
    pub process: process_row::Model,
    pub settings: Settings,
    /// The count of what it was called for when it began.
    pub began_at: i64,
}

impl Run<'_> {
    pub fn process_id(&self) -> ProcessId {
        ProcessId::from_uuid(self.process.id)
    }
}

/// Learns what the process of a job has confirmed.
pub(crate) async fn learn(app: &App, job: &Job, cancelled: &CancellationToken) -> Result<(), JobFailure> {
    let work: Work = serde_json::from_value(job.payload.clone())
        .map_err(|_| JobFailure::Park("the payload is of another version".to_owned()))?;
    let Err(error) = attempt(app, job, &work, cancelled).await else { return Ok(()) };
    // It is tried again, so it waits: to a person it must not seem to run meanwhile.
    let process_id = ProcessId::from_uuid(work.process_id);
    if let Err(error) = learning::pause(app.db().writer(), process_id).await {
        tracing::warn!(process.id = %process_id, %error, "that learning broke off could not be noted");
    }
    failure(error, cancelled)
}

async fn attempt(app: &App, job: &Job, work: &Work, cancelled: &CancellationToken) -> Result<(), AppError> {
    let scope = process::worker_scope(OrganizationId::from_uuid(work.organization_id));
    let process_id = ProcessId::from_uuid(work.process_id);
    let process = match process::get_row(app.db().reader(), &scope, process_id).await {
        // Deleted: there is nothing to learn for.
        Err(AppError::NotFound { .. }) => return Ok(()),
        other => other?,
    };
    // From here on what is called for leads to one more job.
    let tx = app.db().begin_write().await?;
    let began_at = learning::begin(&tx, &scope, process_id, now_ms()).await?;
    crate::setup::commit(tx).await?;
    let settings = super::settings(app.db().reader(), &scope, process_id).await?;
    let run = Run { app, job, scope, process, settings, began_at };
    // What a run left behind that was killed between its blob and its row.
    model::sweep(app, &run.scope, process_id).await?;
    let started = Instant::now();
    let outcome = outcome(&run, cancelled).await?;
    save::save(run, outcome).await?;
    tracing::info!(process.id = %process_id, duration_ms = started.elapsed().as_millis(), "a process learned");
    Ok(())
}

async fn outcome(run: &Run<'_>, cancelled: &CancellationToken) -> Result<Outcome, AppError> {
    if !run.settings.is_enabled {
        return Ok(Outcome::Nothing);
    }
    let (conn, started) = (run.app.db().reader(), Instant::now());
    let config_id = ConfigId::from_uuid(run.process.config_id);
    let kind =
        process::configured_type(&run.process, &processes::get_config(conn, &run.scope, config_id).await?)?;
    let which = run.settings.confirmed();
    let found = learning::list_confirmed(conn, &run.scope, run.process_id(), which, NEWEST).await?;
    let documents = confirmed::load(run.app, &run.scope, &kind, config_id, found).await?;
    if documents.is_empty() {
        return Ok(Outcome::Nothing);
    }
    let duration_ms = started.elapsed().as_millis();
    tracing::info!(process.id = %run.process_id(), documents = documents.len(), duration_ms, "training begins");
    let (engine, watched) = (run.app.engine().clone(), cancelled.clone());
    let trained = tokio::task::spawn_blocking(move || train(&engine, &kind, documents, &watched));
    let outcome = trained.await.map_err(|_| AppError::Panicked)?;
    // A training that was told to stop says nothing about its documents.
    if cancelled.is_cancelled() { Err(AppError::Panicked) } else { Ok(outcome) }
}

fn train(
    engine: &Engine,
    kind: &ProcessType,
    documents: Vec<Arc<Document>>,
    cancelled: &CancellationToken,
) -> Outcome {
    let started = Instant::now();
    let keep_on = || !cancelled.is_cancelled() && started.elapsed() < DEADLINE;
    let all: Vec<Confirmed<'_>> = documents
        .iter()
        .map(|one| Confirmed { pages: &one.pages, fields: &one.fields, tables: &one.tables })
        .collect();
    match engine.train(kind, &all, &keep_on) {
        Ok(model) => Outcome::Model(Box::new(model), documents),
        Err(error @ TrainError::NothingToLearn) => Outcome::Fault(error.to_string()),
        Err(TrainError::Stopped) => {
            Outcome::Fault(format!("training took longer than {} seconds", DEADLINE.as_secs()))
        }
    }
}

/// A job that used up its attempts: the next confirmed document gets a new one.
pub(crate) async fn bury(app: &App, dead: &DeadJob) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    if let Ok(work) = serde_json::from_value::<Work>(dead.payload.clone()) {
        let fault = "every attempt to learn broke off; the log says why";
        let process_id = ProcessId::from_uuid(work.process_id);
        learning::bury(&tx, process_id, fault).await?;
    }
    queued::bury(&tx, dead.job_id).await?;
    crate::setup::commit(tx).await
}
