//! Bytes to pages and words.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use perigee_blobs::BlobKey;
use perigee_engine::{ReadOptions, ReadOutput, ReadProgress};
use perigee_model::fault::codes;
use perigee_model::{FileFault, FileId, Stage};
use perigee_store::entity::document;
use perigee_store::error::to_json;
use perigee_store::{collections, documents, files, pages};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Task, next};
use crate::clock::now_ms;
use crate::{AppError, Change, process};

/// Progress is stored at most this often: a long file would otherwise write once a page.
const PROGRESS_EVERY: Duration = Duration::from_millis(400);

/// Reading is nearly all of the work on a file.
const SHARE_OF_READING: u64 = 90;

/// Reads a file; saves its pages, its one document, and the job that extracts.
pub(super) async fn run(task: Task<'_>, cancelled: &CancellationToken) -> Result<(), AppError> {
    let (organization_id, file_id) = (task.scope.organization_id, FileId::from_uuid(task.file.id));
    let file = task.app.blobs().local_file(BlobKey::File { organization_id, file_id }).await?;
    let options = ReadOptions { languages: task.collection.language.clone(), ..ReadOptions::default() };
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
        Ok(output) => save(task, output).await,
        // The worker shuts down and gives the job back.
        Err(fault) if fault.code == codes::CANCELLED && cancelled.is_cancelled() => {
            Err(AppError::File(fault))
        }
        // Stopped by a person: the run is over, and so is the job.
        Err(fault) if fault.code == codes::CANCELLED => Ok(()),
        Err(fault) => task.fail(&fault).await,
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
    if output.pages.is_empty() {
        let fault =
            FileFault::new(codes::FILE_DAMAGED, "the file has no pages", "Check the file and send it again.");
        return task.fail(&fault).await;
    }
    let compressed_pages = i32::try_from(output.pages.len()).unwrap_or(i32::MAX);
    let result = files::ReadResult {
        page_count: compressed_pages,
        media_type: Some(output.media_type),
        einvoice_xml: output.einvoice_xml.as_deref().map(pages::compress),
        einvoice: output.einvoice.as_ref().map(|invoice| pages::compress(to_json(invoice).as_bytes())),
    };
    let tx = task.app.db().begin_write().await?;
    if !files::set_read(&tx, task.file.id, task.work.run, result, now_ms()).await? {
        return task.finish(tx, None).await;
    }
    pages::replace(&tx, task.file.organization_id, task.file.id, &output.pages).await?;
    let process_id = perigee_model::ProcessId::from_uuid(task.collection.process_id);
    let kind = process::get_row(&tx, &task.scope, process_id).await?;
    let kind = process::process_type_of(&kind)?;
    documents::put(&tx, one_document(&task, compressed_pages, &kind.document_class)).await?;
    task.finish(tx, next(Stage::Read)).await
}

/// The whole file as one document.
fn one_document(task: &Task<'_>, page_count: i32, document_class: &str) -> document::Model {
    document::Model {
        id: Uuid::now_v7(),
        organization_id: task.file.organization_id,
        collection_id: task.collection.id,
        file_id: task.file.id,
        position: 0,
        name: document_name(&task.file.name),
        document_class: document_class.to_owned(),
        first_page: 0,
        last_page: page_count - 1,
    }
}

/// `<stem>_0.<ext>`: the document of an unsplit file.
fn document_name(file_name: &str) -> String {
    match file_name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("{stem}_0.{extension}"),
        _ => format!("{file_name}_0"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_of_an_unsplit_file_is_number_0() {
        assert_eq!(document_name("Invoice example.pdf"), "Invoice example_0.pdf");
        assert_eq!(document_name("scan"), "scan_0");
        assert_eq!(document_name(".hidden"), ".hidden_0");
    }
}
