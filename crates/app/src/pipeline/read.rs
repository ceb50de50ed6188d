//! Bytes to pages and words.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use perigee_blobs::{BlobError, BlobKey, LocalFile};
use perigee_engine::{ReadOptions, ReadOutput, ReadProgress, part_name, unsplit_document_name};
use perigee_model::fault::codes;
use perigee_model::{CollectionStatus, FileFault, FileId, Stage};
use perigee_store::entity::document;
use perigee_store::error::to_json;
use perigee_store::{collections, documents, files, pages};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Task, members, next};
use crate::clock::now_ms;
use crate::{AppError, Change, class, model, process};

/// Progress is stored at most this often: a long file would otherwise write once a page.
const PROGRESS_EVERY: Duration = Duration::from_millis(400);

/// Reading is nearly all of the work on a file.
const SHARE_OF_READING: u64 = 90;

/// Reads a file; saves its pages, its documents, and the job that extracts.
pub(super) async fn run(task: Task<'_>, cancelled: &CancellationToken) -> Result<(), AppError> {
    let (file, is_shown) = source(&task).await?;
    let options = ReadOptions {
        languages: task.collection.language.clone(),
        depth: task.file.depth.unsigned_abs(),
        ..ReadOptions::default()
    };
    let engine = task.app.engine().clone();

    // The engine blocks and tells its progress from its own thread; this task stores it and can stop it.
    let (tell, mut told) = watch::channel(ReadProgress { pages_done: 0, pages_total: 0 });
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = stop.clone();
    let mut reading = tokio::task::spawn_blocking(move || {
        engine.read(file.path(), &options, &mut |progress| {
            tell.send_replace(progress);
            if stopped.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    });
    let mut ticks = tokio::time::interval(PROGRESS_EVERY);
    let output = loop {
        tokio::select! {
            biased;
            output = &mut reading => break output.map_err(|_| AppError::Panicked)?,
            // Storing is never broken off in the middle: a half-done transaction would hold up the next one.
            _ = ticks.tick() => {
                if cancelled.is_cancelled() || !store_progress(&task, &mut told).await {
                    stop.store(true, Ordering::Relaxed);
                }
            }
        }
    };

    match output {
        Ok(output) => save(task, if is_shown { of_earlier_pages(output) } else { output }).await,
        // The worker shuts down and gives the job back.
        Err(fault) if fault.code == codes::CANCELLED && cancelled.is_cancelled() => {
            Err(AppError::File(fault))
        }
        // Stopped by a person: the run is over, and so is the job.
        Err(fault) if fault.code == codes::CANCELLED => Ok(()),
        Err(fault) => task.fail(&fault).await,
    }
}

/// What is read: the file itself, or the pages that it got when it was read before.
///
/// A file keeps its pages, so that what people corrected on them stays in its place, whatever converter is installed
/// or updated later.
async fn source(task: &Task<'_>) -> Result<(LocalFile, bool), AppError> {
    let (organization_id, file_id) = (task.scope.organization_id, FileId::from_uuid(task.file.id));
    if task.file.media_type.is_some() {
        match task.app.blobs().local_file(BlobKey::Shown { organization_id, file_id }).await {
            Err(BlobError::NotFound) => {}
            other => return Ok((other?, true)),
        }
    }
    Ok((task.app.blobs().local_file(BlobKey::File { organization_id, file_id }).await?, false))
}

/// What is known of the file, and what came out of it, is stored already.
fn of_earlier_pages(output: ReadOutput) -> ReadOutput {
    ReadOutput {
        media_type: String::new(),
        einvoice_xml: None,
        einvoice: None,
        members: Vec::new(),
        shown: None,
        ..output
    }
}

/// Stores progress if there is any. Returns whether the run is still on.
async fn store_progress(task: &Task<'_>, told: &mut watch::Receiver<ReadProgress>) -> bool {
    if !told.has_changed().unwrap_or(false) {
        return true;
    }
    let progress = *told.borrow_and_update();
    note_progress(task, progress).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "progress cannot be stored");
        true
    })
}

/// Returns whether the run is still on.
async fn note_progress(task: &Task<'_>, progress: ReadProgress) -> Result<bool, AppError> {
    let (done, total) = (u64::from(progress.pages_done), u64::from(progress.pages_total.max(1)));
    let percent = i32::try_from(done * SHARE_OF_READING / total).unwrap_or(0);
    let pages = i32::try_from(progress.pages_total).unwrap_or(i32::MAX);
    let (now, run) = (now_ms(), task.work.run);
    let tx = task.app.db().begin_write().await?;
    let is_on = files::set_progress(&tx, task.file.id, run, (percent, pages), now).await?;
    if is_on {
        let all = files::list(&tx, &task.scope, &[task.collection.id]).await?;
        let sum: i32 = all.iter().map(|file| file.progress).sum();
        let mean = sum / i32::try_from(all.len().max(1)).unwrap_or(1);
        collections::set_progress(&tx, task.collection.id, run, mean, now).await?;
    }
    crate::setup::commit(tx).await?;
    task.app.announce(Change::Changed(perigee_model::ProcessId::from_uuid(task.collection.process_id)));
    Ok(is_on)
}

async fn save(task: Task<'_>, output: ReadOutput) -> Result<(), AppError> {
    if output.pages.is_empty() && output.members.is_empty() {
        let fault =
            FileFault::new(codes::FILE_DAMAGED, "the file has no pages", "Check the file and send it again.");
        return task.fail(&fault).await;
    }
    // Bytes come before rows: a row without its blob would break the viewer.
    let members = match members::store(&task, &output.members).await? {
        Ok(members) => members,
        Err(fault) => return task.fail(&fault).await,
    };
    if let Some(shown) = output.shown.clone() {
        store_shown(&task, shown).await?;
    }
    let (ranges, output) = page_ranges(&task, output).await?;
    let tx = task.app.db().begin_write().await?;
    if !files::set_read(&tx, task.file.id, task.work.run, read_result(&task, &output), now_ms()).await? {
        members::discard(&task, &members).await;
        return task.finish(tx, None).await;
    }
    members::add(&tx, &task, members).await?;
    if output.pages.is_empty() {
        let status = CollectionStatus::NeedsReview;
        files::set_done(&tx, task.file.id, task.work.run, status, None, now_ms()).await?;
        return task.finish(tx, Some(Stage::Decide)).await;
    }
    pages::replace(&tx, task.file.organization_id, task.file.id, &output.pages).await?;
    let process_id = perigee_model::ProcessId::from_uuid(task.collection.process_id);
    let kind = process::get_row(&tx, &task.scope, process_id).await?;
    let kind = process::process_type_of(&kind)?;
    for (position, range) in ranges.iter().enumerate() {
        documents::put(&tx, document(&task, position, ranges.len(), *range, &kind.document_class)).await?;
    }
    documents::remove_behind(&tx, task.file.id, number(ranges.len())).await?;
    task.finish(tx, next(Stage::Read)).await
}

/// What reading found out about the file; what was known before stays where pages were read again.
fn read_result(task: &Task<'_>, output: &ReadOutput) -> files::ReadResult {
    let is_new = !output.media_type.is_empty();
    files::ReadResult {
        page_count: i32::try_from(output.pages.len()).unwrap_or(i32::MAX),
        media_type: if is_new { Some(output.media_type.clone()) } else { task.file.media_type.clone() },
        einvoice_xml: match &output.einvoice_xml {
            Some(xml) => Some(pages::compress(xml)),
            None if is_new => None,
            None => task.file.einvoice_xml.clone(),
        },
        einvoice: match &output.einvoice {
            Some(invoice) => Some(pages::compress(to_json(invoice).as_bytes())),
            None if is_new => None,
            None => task.file.einvoice.clone(),
        },
    }
}

async fn store_shown(task: &Task<'_>, shown: Vec<u8>) -> Result<(), AppError> {
    let (organization_id, file_id) = (task.scope.organization_id, FileId::from_uuid(task.file.id));
    let key = BlobKey::Shown { organization_id, file_id };
    let mut upload = task.app.blobs().upload(key, u64::MAX);
    upload.write(shown.into()).await?;
    upload.finish().await?;
    Ok(())
}

/// First and last page of each document of the file: the whole file, or its parts where it shall be split.
async fn page_ranges(task: &Task<'_>, output: ReadOutput) -> Result<(Vec<(i32, i32)>, ReadOutput), AppError> {
    let whole = vec![(0, number(output.pages.len()) - 1)];
    if !task.collection.split || output.pages.len() < 2 {
        return Ok((whole, output));
    }
    let engine = task.app.engine().clone();
    let process_id = perigee_model::ProcessId::from_uuid(task.collection.process_id);
    let learned = model::in_use(task.app, &task.scope, process_id).await?;
    let classes = class::in_use(task.app, &task.scope, process_id).await?;
    let split = move || (engine.split(&output.pages, learned.as_deref(), classes.as_deref()), output);
    let (parts, output) = tokio::task::spawn_blocking(split).await.map_err(|_| AppError::Panicked)?;
    let page = |page: u32| i32::try_from(page).unwrap_or(i32::MAX);
    Ok((parts.iter().map(|part| (page(part.first_page), page(part.last_page))).collect(), output))
}

/// A document of the file; the only one is named otherwise than one of several.
fn document(
    task: &Task<'_>,
    position: usize,
    count: usize,
    (first_page, last_page): (i32, i32),
    document_class: &str,
) -> document::Model {
    let name = match count {
        1 => unsplit_document_name(&task.file.name),
        _ => part_name(&task.file.name, position + 1),
    };
    document::Model {
        id: Uuid::now_v7(),
        organization_id: task.file.organization_id,
        collection_id: task.collection.id,
        file_id: task.file.id,
        position: number(position),
        name,
        document_class: document_class.to_owned(),
        first_page,
        last_page,
        page_order: None,
        made_by: None,
        class_by: None,
        class_confidence: None,
        class_teaches: true,
    }
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
