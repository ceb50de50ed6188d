//! Saves what a training came to: the blob, the row, which model is in use, and what has to be forgotten.

use std::collections::HashSet;
use std::sync::Arc;

use bytes::Bytes;
use perigee_blobs::BlobKey;
use perigee_engine::{CurvePoint, Model};
use perigee_model::{ModelId, ModelState};
use perigee_queue::job;
use perigee_store::entity::model as model_row;
use perigee_store::error::{from_json, to_json};
use perigee_store::{DatabaseTransaction, learning, models};
use serde_json::json;
use uuid::Uuid;

use super::confirmed::Document;
use super::contest::{self, Verdict};
use super::job::{Outcome, Run};
use super::{Doubted, Metrics, Promise, TARGETS, curve, enqueue, promise, suspects};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::{AppError, model, process};

/// A trained model whose bytes are stored.
struct Candidate {
    row: model_row::Model,
    metrics: Metrics,
    trained_on: Vec<Uuid>,
    documents: Vec<Arc<Document>>,
}

/// The models of a process before this training.
struct Known {
    rows: Vec<model_row::Model>,
    /// Those that know a document which is not confirmed any more.
    to_forget: Vec<Uuid>,
}

/// Saves the outcome and ends the job, in one transaction; blobs of deleted models go after it.
pub(super) async fn save(run: Run<'_>, outcome: Outcome) -> Result<(), AppError> {
    let (candidate, fault) = match outcome {
        Outcome::Model(model, documents) => (Some(store(&run, *model, documents).await?), None),
        Outcome::Nothing => (None, None),
        Outcome::Fault(fault) => (None, Some(fault)),
    };
    let written = candidate.as_ref().map(|candidate| candidate.row.id);
    match commit(&run, candidate, fault.as_deref()).await {
        Ok(gone) => {
            run.app.wake().notify();
            delete_blobs(&run, gone).await
        }
        Err(error) => {
            // Its row was not saved. If this fails too, the next run sweeps it.
            if let Err(left) = delete_blobs(&run, written.into_iter().collect()).await {
                tracing::warn!(process.id = %run.process_id(), error = %left, "a blob is left behind");
            }
            Err(error)
        }
    }
}

/// The blob is written before the row: a blob without a row is swept, a row without its blob could not be used.
async fn store(run: &Run<'_>, model: Model, documents: Vec<Arc<Document>>) -> Result<Candidate, AppError> {
    let trained_on: Vec<Uuid> = documents.iter().map(|document| document.id).collect();
    let known = documents.clone();
    let described = tokio::task::spawn_blocking(move || {
        let metrics = metrics(&model, &known);
        (model.to_bytes(), model::digest_of(&model), model.name(), metrics)
    });
    let (bytes, digest, name, metrics) = described.await.map_err(|_| AppError::Panicked)?;
    let row = model_row::Model {
        id: Uuid::now_v7(),
        organization_id: run.process.organization_id,
        process_id: run.process.id,
        state: ModelState::Candidate.as_str().to_owned(),
        name,
        digest,
        size_bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        documents: i32::try_from(trained_on.len()).unwrap_or(i32::MAX),
        trained_on: to_json(&trained_on),
        metrics: to_json(&metrics),
        reason: String::new(),
        fault: None,
        created_at: now_ms(),
        activated_at: None,
    };
    run.app.blobs().put_if_absent(key(run, row.id), Bytes::from(bytes)).await?;
    Ok(Candidate { row, metrics, trained_on, documents })
}

/// What is known of a model: how it did, what it promises, what it doubts.
fn metrics(model: &Model, documents: &[Arc<Document>]) -> Metrics {
    let promise = |target| Promise { target, guarantee: model.guarantee(target), withdrawn: None };
    let mut promises = TARGETS.map(promise).to_vec();
    promise::withdraw(&mut promises, documents.iter().map(|document| document.looked.as_slice()));
    let doubted = model.doubts.iter().take(suspects::KEPT_MOST).filter_map(|doubt| {
        Some(Doubted {
            document_id: documents.get(doubt.document)?.id,
            data_point: doubt.data_point.clone(),
            read: doubt.read.clone(),
            confidence: doubt.confidence,
        })
    });
    Metrics { scores: model.scores.clone(), promises, doubted: doubted.collect() }
}

fn key(run: &Run<'_>, id: Uuid) -> BlobKey {
    model::key(run.scope.organization_id, run.process_id(), ModelId::from_uuid(id))
}

/// The answer is the models whose blobs are not needed any more.
async fn commit(
    run: &Run<'_>,
    candidate: Option<Candidate>,
    fault: Option<&str>,
) -> Result<Vec<Uuid>, AppError> {
    let tx = run.app.db().begin_write().await?;
    // Deleted meanwhile: with the process everything went that could be saved.
    process::get_row(&tx, &run.scope, run.process_id()).await?;
    let confirmed = confirmed(&tx, run).await?;
    let known = known(&tx, run, &confirmed).await?;
    let mut gone = known.to_forget.clone();
    let mut saved = None;
    if let Some(candidate) = candidate {
        let is_stale = !candidate.trained_on.iter().all(|id| confirmed.contains(id));
        if is_stale || is_in_use_already(&candidate, &known) {
            // A document went while it was learned from: another job is waiting for us to end.
            gone.push(candidate.row.id);
        } else {
            saved = Some(insert(&tx, run, candidate, &known).await?);
        }
    }
    gone.extend(surplus(run, &known, saved.as_ref()));
    models::delete(&tx, &run.scope, &gone).await?;
    if learning::end(&tx, run.process_id(), run.began_at, fault, now_ms()).await? {
        enqueue(&tx, &run.scope, run.process_id()).await?;
    }
    job::finish(&tx, &run.job.lease).await?;
    if let Some(row) = saved {
        record(&tx, run, &row, known.to_forget.len()).await?;
    }
    crate::setup::commit(tx).await?;
    Ok(gone)
}

async fn confirmed(tx: &DatabaseTransaction, run: &Run<'_>) -> Result<HashSet<Uuid>, AppError> {
    let which = run.settings.confirmed();
    let ids = learning::list_confirmed_ids(tx, &run.scope, run.process_id(), which).await?;
    Ok(ids.into_iter().collect())
}

async fn known(
    tx: &DatabaseTransaction,
    run: &Run<'_>,
    confirmed: &HashSet<Uuid>,
) -> Result<Known, AppError> {
    let (rows, _) = models::list(tx, &run.scope, run.process_id(), (0, u64::from(u32::MAX))).await?;
    let mut to_forget = Vec::new();
    for row in &rows {
        let trained_on: Vec<Uuid> = from_json("models.trained_on", &row.trained_on)?;
        if !trained_on.iter().all(|id| confirmed.contains(id)) {
            to_forget.push(row.id);
        }
    }
    Ok(Known { rows, to_forget })
}

impl Known {
    fn champion(&self) -> Option<&model_row::Model> {
        self.rows.iter().find(|row| row.state == ModelState::Active.as_str())
    }
}

/// Nothing changed since the last training.
fn is_in_use_already(candidate: &Candidate, known: &Known) -> bool {
    known.champion().is_some_and(|champion| {
        champion.fault.is_none()
            && champion.digest == candidate.row.digest
            && champion.trained_on == candidate.row.trained_on
    })
}

async fn insert(
    tx: &DatabaseTransaction,
    run: &Run<'_>,
    candidate: Candidate,
    known: &Known,
) -> Result<model_row::Model, AppError> {
    let verdict = verdict(&candidate, known)?;
    let mut row = model_row::Model { reason: verdict.reason, ..candidate.row.clone() };
    if verdict.is_promoted {
        models::retire_active(tx, &run.scope, run.process_id()).await?;
        row.state = ModelState::Active.as_str().to_owned();
        row.activated_at = Some(row.created_at);
    }
    models::insert(tx, row.clone()).await?;
    if let Some(champion) = known.champion().filter(|_| !verdict.is_promoted) {
        withdraw(tx, run, champion, &candidate.documents).await?;
    }
    add_to_curve(tx, run, &candidate).await?;
    Ok(row)
}

/// The model that stays in use has to answer for the newest documents too.
async fn withdraw(
    tx: &DatabaseTransaction,
    run: &Run<'_>,
    champion: &model_row::Model,
    documents: &[Arc<Document>],
) -> Result<(), AppError> {
    let mut metrics: Metrics = from_json("models.metrics", &champion.metrics)?;
    promise::withdraw(&mut metrics.promises, documents.iter().map(|document| document.looked.as_slice()));
    let id = ModelId::from_uuid(champion.id);
    Ok(models::set_metrics(tx, &run.scope, id, &to_json(&metrics)).await?)
}

async fn add_to_curve(
    tx: &DatabaseTransaction,
    run: &Run<'_>,
    candidate: &Candidate,
) -> Result<(), AppError> {
    let Some(state) = learning::find_state(tx, &run.scope, run.process_id()).await? else { return Ok(()) };
    let mut points: Vec<CurvePoint> = from_json("learning_states.curve", &state.curve)?;
    curve::add(&mut points, candidate.row.documents.unsigned_abs(), &candidate.metrics.scores);
    Ok(learning::set_curve(tx, run.process_id(), &to_json(&points)).await?)
}

fn verdict(candidate: &Candidate, known: &Known) -> Result<Verdict, AppError> {
    let Some(champion) = known.champion() else {
        return Ok(contest::decide(&candidate.metrics.scores, candidate.row.documents.unsigned_abs(), None));
    };
    if known.to_forget.contains(&champion.id) {
        return Ok(Verdict::promoted("the model before it knew a document that does not count any more"));
    }
    if champion.fault.is_some() {
        return Ok(Verdict::promoted("the model before it cannot be read any more"));
    }
    let before: Metrics = from_json("models.metrics", &champion.metrics)?;
    let documents = candidate.row.documents.unsigned_abs();
    Ok(contest::decide(&candidate.metrics.scores, documents, Some(&before.scores)))
}

/// Models beyond those that are kept, oldest first to go; never the one in use.
fn surplus(run: &Run<'_>, known: &Known, saved: Option<&model_row::Model>) -> Vec<Uuid> {
    let is_replaced = saved.is_some_and(|row| row.state == ModelState::Active.as_str());
    let in_use = known.champion().filter(|_| !is_replaced).map(|row| row.id);
    let others = known.rows.iter().filter(|row| !known.to_forget.contains(&row.id) && Some(row.id) != in_use);
    let taken = usize::from(saved.is_some()) + usize::from(in_use.is_some());
    let room = (run.settings.models_kept as usize).saturating_sub(taken);
    others.skip(room).map(|row| row.id).collect()
}

async fn record(
    tx: &DatabaseTransaction,
    run: &Run<'_>,
    row: &model_row::Model,
    forgotten: usize,
) -> Result<(), AppError> {
    let details = json!({
        "processId": run.process_id(),
        "documents": row.documents,
        "digest": row.digest,
        "state": row.state,
        "reason": row.reason,
        "modelsForgotten": forgotten,
    });
    let event = Event { action: "model.train", object: model::object(row), details };
    audit::record(tx, &run.scope, event).await
}

async fn delete_blobs(run: &Run<'_>, ids: Vec<Uuid>) -> Result<(), AppError> {
    for id in ids {
        run.app.blobs().delete(key(run, id)).await?;
    }
    Ok(())
}
