//! The job that writes an export: collection by collection into a temporary file, then into a blob.

use std::io::Read as _;

use bytes::Bytes;
use perigee_model::{
    CollectionId, DataPoint, ExportFormat, ExportId, ExportStatus, OrganizationId, ProcessId, Scope,
};
use perigee_queue::{DeadJob, Job, JobFailure, job};
use perigee_store::entity::{collection, export};
use perigee_store::error::from_json;
use perigee_store::exports::Progress;
use perigee_store::{StoreError, collections, exports, processes};
use tokio_util::sync::CancellationToken;

use super::format::{self, Exported, WriteFault};
use super::{NewExport, Work, get_row, key};
use crate::clock::now_ms;
use crate::pipeline::failure;
use crate::{App, AppError, process, result};

/// Collections between two notes of the progress.
const NOTED_EVERY: usize = 25;

/// Bytes handed to the blob store at once.
const PIECE: usize = 1 << 20;

/// Bytes of an export at most; what is larger belongs into several files.
const LARGEST: u64 = 2 << 30;

/// Writes the export of a job.
pub(crate) async fn write(app: &App, job: &Job, cancelled: &CancellationToken) -> Result<(), JobFailure> {
    let work: Work = serde_json::from_value(job.payload.clone())
        .map_err(|_| JobFailure::Park("the payload is of another version".to_owned()))?;
    attempt(app, job, &work, cancelled).await.or_else(|error| failure(error, cancelled))
}

async fn attempt(app: &App, job: &Job, work: &Work, cancelled: &CancellationToken) -> Result<(), AppError> {
    let scope = process::worker_scope(OrganizationId::from_uuid(work.organization_id));
    let row = match get_row(app.db().reader(), &scope, ExportId::from_uuid(work.export_id)).await {
        // Deleted: nobody waits for it.
        Err(AppError::NotFound { .. }) => return Ok(()),
        other => other?,
    };
    let format =
        ExportFormat::find(&row.format).ok_or(StoreError::Unreadable { column: "exports.format" })?;
    let ids: Vec<CollectionId> = from_json("exports.collection_ids", &row.collection_ids)?;
    let process_id = ProcessId::from_uuid(row.process_id);
    let watched = Some(Watched { row: &row, all: ids.len(), cancelled });
    let gathering = Gathering { app, scope: &scope, process_id, format, ids, watched };
    let outcome = match gathering.gather().await? {
        Gathered::Gone => return Ok(()),
        Gathered::Refused(fault) => Err(fault),
        Gathered::File(file, documents) => match store(app, &row, file).await {
            Ok(size_bytes) => Ok((documents, size_bytes)),
            Err(AppError::TooLarge { .. }) => Err(WriteFault::TooLarge),
            Err(error) => return Err(error),
        },
    };
    let ended = match outcome {
        Ok((documents, size_bytes)) => Progress {
            status: ExportStatus::Completed,
            percent: 100,
            documents,
            size_bytes: Some(i64::try_from(size_bytes).unwrap_or(i64::MAX)),
            fault: None,
            finished_at_ms: Some(now_ms()),
        },
        Err(fault) => failed(fault.to_string()),
    };
    let tx = app.db().begin_write().await?;
    let is_there = exports::set_progress(&tx, row.id, ended).await?;
    job::finish(&tx, &job.lease).await?;
    crate::setup::commit(tx).await?;
    if !is_there {
        app.blobs().delete(key(&row)).await?;
    }
    Ok(())
}

fn failed(fault: String) -> Progress {
    Progress {
        status: ExportStatus::Failed,
        percent: 100,
        documents: 0,
        size_bytes: None,
        fault: Some(fault),
        finished_at_ms: Some(now_ms()),
    }
}

/// What became of gathering results.
enum Gathered {
    /// A whole file, and how many documents it holds.
    File(std::fs::File, i32),
    /// It does not fit into the format.
    Refused(WriteFault),
    /// Nobody waits for it any more.
    Gone,
}

/// What is to be gathered.
struct Gathering<'a> {
    app: &'a App,
    scope: &'a Scope,
    process_id: ProcessId,
    format: ExportFormat,
    ids: Vec<CollectionId>,
    /// `None` where somebody waits for it.
    watched: Option<Watched<'a>>,
}

/// A row that says how far it is, and a job that may be told to stop.
struct Watched<'a> {
    row: &'a export::Model,
    all: usize,
    cancelled: &'a CancellationToken,
}

impl Gathering<'_> {
    /// Writes collection by collection.
    async fn gather(self) -> Result<Gathered, AppError> {
        let points = data_points(self.app, self.scope, self.process_id).await?;
        let mut writer = match format::writer(self.format, points) {
            Ok(writer) => writer,
            Err(fault) => return fault.or_refusal(),
        };
        let mut documents = 0;
        for (done, id) in self.ids.iter().enumerate() {
            if done % NOTED_EVERY == 0 && !self.goes_on(done, documents).await? {
                return Ok(Gathered::Gone);
            }
            let Some(exported) = load(self.app, self.scope, *id).await? else { continue };
            documents += i32::try_from(exported.documents().count()).unwrap_or(i32::MAX);
            let written = tokio::task::spawn_blocking(move || writer.add(&exported).map(|()| writer));
            writer = match written.await.map_err(|_| AppError::Panicked)? {
                Ok(writer) => writer,
                Err(fault) => return fault.or_refusal(),
            };
        }
        let finished = tokio::task::spawn_blocking(move || writer.finish());
        match finished.await.map_err(|_| AppError::Panicked)? {
            Ok(file) => Ok(Gathered::File(file, documents)),
            Err(fault) => fault.or_refusal(),
        }
    }
}

impl Gathering<'_> {
    /// Notes the progress; `false` when the export is gone.
    async fn goes_on(&self, done: usize, documents: i32) -> Result<bool, AppError> {
        let Some(Watched { row, all, cancelled }) = &self.watched else { return Ok(true) };
        if cancelled.is_cancelled() {
            return Err(AppError::Panicked);
        }
        let percent = i32::try_from(done * 100 / (*all).max(1)).unwrap_or(100);
        let status = ExportStatus::Processing;
        let progress =
            Progress { status, percent, documents, size_bytes: None, fault: None, finished_at_ms: None };
        Ok(exports::set_progress(self.app.db().writer(), row.id, progress).await?)
    }
}

impl WriteFault {
    /// A disk that fails may work again; a format that is too small stays so.
    fn or_refusal(self) -> Result<Gathered, AppError> {
        match self {
            Self::Disk(source) => Err(AppError::Setup { what: "the export".to_owned(), source }),
            refusal => Ok(Gathered::Refused(refusal)),
        }
    }
}

/// Gathers what is chosen at once, without a job: for the command line.
///
/// # Errors
/// As [`super::create()`]; `Conflict` when it does not fit into the format.
pub async fn gather_now(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
    new: NewExport,
) -> Result<std::fs::File, AppError> {
    let ids = super::create::chosen(app.db().reader(), scope, process_id, new.chosen).await?;
    let gathering = Gathering { app, scope, process_id, format: new.format, ids, watched: None };
    match gathering.gather().await? {
        Gathered::File(file, _) => Ok(file),
        Gathered::Refused(fault) => Err(AppError::conflict("not_exported", fault.to_string())),
        Gathered::Gone => Err(AppError::NotFound { what: "the process" }),
    }
}

/// The data points of the process as they are now: they name the columns.
async fn data_points(app: &App, scope: &Scope, process_id: ProcessId) -> Result<Vec<DataPoint>, AppError> {
    let conn = app.db().reader();
    let process = process::get_row(conn, scope, process_id).await?;
    let config_id = perigee_model::ConfigId::from_uuid(process.config_id);
    let config = processes::get_config(conn, scope, config_id).await?;
    from_json("process_configs.data_points", &config.data_points).map_err(AppError::Store)
}

/// What is known about a collection; `None` when it was deleted or has no results any more.
async fn load(app: &App, scope: &Scope, id: CollectionId) -> Result<Option<Exported>, AppError> {
    let row: collection::Model = match collections::get(app.db().reader(), scope, id).await {
        Err(StoreError::NotFound) => return Ok(None),
        other => other?,
    };
    let results = match result::get(app, scope, id).await {
        Err(AppError::NotFound { .. }) => return Ok(None),
        other => other?,
    };
    if !results.collection_status.has_results() {
        return Ok(None);
    }
    Ok(Some(Exported {
        results,
        created_at_ms: row.created_at,
        accepted_at_ms: row.accepted_at,
        metadata: from_json("collections.metadata", &row.metadata)?,
    }))
}

/// Hands a whole file to the blob store.
async fn store(app: &App, row: &export::Model, mut file: std::fs::File) -> Result<u64, AppError> {
    // What an attempt left behind that was killed at its end.
    app.blobs().delete(key(row)).await?;
    let mut upload = app.blobs().upload(key(row), LARGEST);
    loop {
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; PIECE];
            let length = file.read(&mut piece)?;
            piece.truncate(length);
            std::io::Result::Ok((file, piece))
        });
        let read = read.await.map_err(|_| AppError::Panicked)?;
        let (rest, piece) =
            read.map_err(|source| AppError::Setup { what: "the export".to_owned(), source })?;
        if piece.is_empty() {
            return Ok(upload.finish().await?.size_bytes);
        }
        file = rest;
        if let Err(error) = upload.write(Bytes::from(piece)).await {
            upload.abort().await?;
            return Err(error.into());
        }
    }
}

/// A job that used up its attempts fails its export, so that nobody waits for ever.
pub(crate) async fn bury(app: &App, dead: &DeadJob) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    if let Ok(work) = serde_json::from_value::<Work>(dead.payload.clone()) {
        let fault =
            "every attempt to write it broke off; ask for it again, and if that fails, the log says why";
        exports::set_progress(&tx, work.export_id, failed(fault.to_owned())).await?;
    }
    job::bury(&tx, dead.job_id).await?;
    crate::setup::commit(tx).await
}
