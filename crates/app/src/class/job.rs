//! The job that learns the classes of an organization, and saves them.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use perigee_engine::{ClassView, Classes, ConfirmedClass as Confirmed, newest_of_classes};
use perigee_model::{OrganizationId, Scope};
use perigee_queue::{DeadJob, Job, JobFailure, job as queued};
use perigee_store::classes::{self, ConfirmedClass, Learned};
use perigee_store::{DatabaseTransaction, StoreError};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{CONFIRMING, Work, enqueue, key, views};
use crate::clock::now_ms;
use crate::pipeline::failure;
use crate::{App, AppError, process};

/// Documents that are told by the others, to say how well classes are told: a second of one core with 5,000.
const TRIED: usize = 200;

/// A run of the job.
struct Run<'a> {
    app: &'a App,
    job: &'a Job,
    scope: Scope,
    /// The count of what it was called for when it began.
    began_at: i64,
}

/// What was learned, whose bytes are stored, and from which documents.
struct Candidate {
    learned: Learned,
    documents: Vec<(Uuid, String)>,
}

/// Learns what the organization of a job has confirmed.
pub(crate) async fn learn(app: &App, job: &Job, cancelled: &CancellationToken) -> Result<(), JobFailure> {
    let work: Work = serde_json::from_value(job.payload.clone())
        .map_err(|_| JobFailure::Park("the payload is of another version".to_owned()))?;
    let organization_id = OrganizationId::from_uuid(work.organization_id);
    let Err(error) = attempt(app, job, organization_id).await else { return Ok(()) };
    if let Err(error) = classes::break_off(app.db().writer(), organization_id, None).await {
        tracing::warn!(organization.id = %organization_id, %error, "that learning broke off could not be noted");
    }
    failure(error, cancelled)
}

async fn attempt(app: &App, job: &Job, organization_id: OrganizationId) -> Result<(), AppError> {
    let (scope, started) = (process::worker_scope(organization_id), Instant::now());
    // From here on what is called for leads to one more job.
    let tx = app.db().begin_write().await?;
    let began_at = match classes::begin(&tx, organization_id, now_ms()).await {
        // Deleted: there is nothing to learn for.
        Err(StoreError::NotFound) => return Ok(()),
        other => other?,
    };
    crate::setup::commit(tx).await?;
    let run = Run { app, job, scope, began_at };
    sweep(&run).await?;
    let candidate = train(&run).await?;
    let documents = candidate.as_ref().map_or(0, |one| one.learned.documents);
    save(&run, candidate).await?;
    let duration_ms = started.elapsed().as_millis();
    tracing::info!(organization.id = %organization_id, documents, duration_ms, "an organization learned classes");
    Ok(())
}

/// Deletes what a run left behind that was killed between its blob and its row.
async fn sweep(run: &Run<'_>) -> Result<(), AppError> {
    let organization_id = run.scope.organization_id;
    // Blobs are listed before the row: one that is written in between is not in the list.
    let stored = run.app.blobs().list_classes(organization_id).await?;
    let state = classes::find_state(run.app.db().reader(), organization_id).await?;
    let in_use = state.and_then(|state| state.model_id);
    for id in stored.into_iter().filter(|id| Some(id.uuid()) != in_use) {
        run.app.blobs().delete(key(organization_id, id.uuid())).await?;
    }
    Ok(())
}

async fn train(run: &Run<'_>) -> Result<Option<Candidate>, AppError> {
    let organization_id = run.scope.organization_id;
    let found = classes::list_confirmed(run.app.db().reader(), organization_id, CONFIRMING).await?;
    let taken = newest_of_classes(found.iter().map(|one| one.document.document_class.as_str()));
    let mut documents: Vec<(ConfirmedClass, Arc<ClassView>)> = Vec::with_capacity(taken.len());
    for at in taken {
        let view = views::view_of(run.app, &run.scope, &found[at]).await?;
        documents.push((found[at].clone(), view));
    }
    if documents.is_empty() {
        return Ok(None);
    }
    let from =
        documents.iter().map(|(one, _)| (one.document.id, one.document.document_class.clone())).collect();
    let learned = tokio::task::spawn_blocking(move || learn_from(&documents));
    let (bytes, learned) = learned.await.map_err(|_| AppError::Panicked)?;
    run.app.blobs().put_if_absent(key(organization_id, learned.model_id), Bytes::from(bytes)).await?;
    Ok(Some(Candidate { learned, documents: from }))
}

fn learn_from(documents: &[(ConfirmedClass, Arc<ClassView>)]) -> (Vec<u8>, Learned) {
    let confirmed: Vec<Confirmed<'_>> =
        documents.iter().map(|(one, view)| Confirmed { class: &one.document.document_class, view }).collect();
    let classes = Classes::learn(&confirmed);
    let (told, tried) = classes.score(TRIED);
    let (bytes, count) = (classes.to_bytes(), |count: usize| i32::try_from(count).unwrap_or(i32::MAX));
    let learned = Learned {
        model_id: Uuid::now_v7(),
        digest: classes.digest(),
        size_bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        documents: count(documents.len()),
        tried: count(tried),
        told: count(told),
    };
    (bytes, learned)
}

/// Saves what was learned and ends the job, in one transaction; blobs that are not needed any more go after it.
async fn save(run: &Run<'_>, candidate: Option<Candidate>) -> Result<(), AppError> {
    let written = candidate.as_ref().map(|candidate| candidate.learned.model_id);
    let (gone, outcome) = match commit(run, candidate).await {
        Ok(gone) => (gone, Ok(())),
        // Its row was not saved. What is left behind is swept by the next run.
        Err(error) => (written.into_iter().collect(), Err(error)),
    };
    run.app.wake().notify();
    for id in gone {
        run.app.blobs().delete(key(run.scope.organization_id, id)).await?;
    }
    outcome
}

/// The answer is whose blobs are not needed any more.
async fn commit(run: &Run<'_>, candidate: Option<Candidate>) -> Result<Vec<Uuid>, AppError> {
    let (tx, organization_id) = (run.app.db().begin_write().await?, run.scope.organization_id);
    let state = classes::find_state(&tx, organization_id).await?.ok_or(StoreError::NotFound)?;
    let mut gone = Vec::new();
    let learned = match candidate {
        Some(candidate) if is_stale(&tx, run, &candidate).await? => {
            // A document went while it was learned from: another job waits, and until then nothing is known.
            gone.push(candidate.learned.model_id);
            None
        }
        other => other.map(|candidate| candidate.learned),
    };
    match learned {
        // Nothing changed since: what is in use stays.
        Some(same) if state.fault.is_none() && state.digest.as_ref() == Some(&same.digest) => {
            gone.push(same.model_id);
        }
        learned => {
            classes::put_learned(&tx, organization_id, learned.as_ref()).await?;
            gone.extend(state.model_id);
        }
    }
    if classes::end(&tx, organization_id, run.began_at, None, now_ms()).await? {
        enqueue(&tx, organization_id).await?;
    }
    queued::finish(&tx, &run.job.lease).await?;
    crate::setup::commit(tx).await?;
    Ok(gone)
}

/// Whether something that was learned from is not confirmed any more.
async fn is_stale(tx: &DatabaseTransaction, run: &Run<'_>, candidate: &Candidate) -> Result<bool, AppError> {
    let confirmed = classes::list_confirmed(tx, run.scope.organization_id, CONFIRMING).await?;
    let now: HashSet<(Uuid, String)> =
        confirmed.into_iter().map(|one| (one.document.id, one.document.document_class)).collect();
    Ok(!candidate.documents.iter().all(|one| now.contains(one)))
}

/// A job that used up its attempts: the next confirmed class gets a new one.
pub(crate) async fn bury(app: &App, dead: &DeadJob) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    if let Ok(work) = serde_json::from_value::<Work>(dead.payload.clone()) {
        let fault = "every attempt to learn classes broke off; the log says why";
        classes::break_off(&tx, OrganizationId::from_uuid(work.organization_id), Some(fault)).await?;
    }
    queued::bury(&tx, dead.job_id).await?;
    crate::setup::commit(tx).await
}
