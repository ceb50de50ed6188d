//! Makes a collection of uploaded files.

use perigee_blobs::{BlobKey, Stored, Upload};
use perigee_model::{CollectionId, CollectionStatus, ConfigId, FileId, Permission, ProcessId, Scope, Stage};
use perigee_store::entity::{collection, file};
use perigee_store::error::to_json;
use perigee_store::{StoreError, collections, files, idempotency, processes};
use uuid::Uuid;

use super::{Collection, Metadata, metadata_keys};
use crate::clock::now_ms;
use crate::pipeline::{self, Work};
use crate::{App, AppError, Change, process};

/// Keys of requests are forgotten after a day.
const IDEMPOTENCY_MS: i64 = 86_400_000;

/// Longest name of a file or collection, in bytes; what file systems allow.
const LONGEST_NAME: usize = 255;

/// A collection to be made.
#[derive(Debug, Clone, Default)]
pub struct NewCollection {
    /// Its name; the first file's if left out.
    pub name: Option<String>,
    /// Done before others.
    pub priority: bool,
    /// Whether files may hold several documents; as the process has it if left out.
    pub split: Option<bool>,
    /// Of the client.
    pub metadata: Metadata,
    /// Tesseract languages.
    pub language: Option<String>,
    /// A repeated request with this key makes nothing.
    pub idempotency_key: Option<String>,
}

/// A file whose bytes are being stored.
#[derive(Debug)]
pub struct FileUpload {
    /// The file.
    pub file_id: FileId,
    /// Its name, without folders.
    pub name: String,
    /// Where its bytes go.
    pub upload: Upload,
}

/// Starts storing a file. Nothing knows of it until [`create`].
pub fn start_file(app: &App, scope: &Scope, name: &str) -> FileUpload {
    let file_id = FileId::from_uuid(Uuid::now_v7());
    let key = BlobKey::File { organization_id: scope.organization_id, file_id };
    FileUpload { file_id, name: clean_name(name), upload: app.blobs().upload(key, app.config().file_bytes) }
}

/// Throws away stored files of which no collection was made.
pub async fn discard(app: &App, scope: &Scope, files: &[(FileId, String, Stored)]) {
    for (file_id, ..) in files {
        if let Err(error) = app.blobs().delete_file(scope.organization_id, *file_id).await {
            tracing::warn!(file.id = %file_id, %error, "a discarded upload is left behind");
        }
    }
}

/// What an earlier request with this key made, for the same caller.
///
/// # Errors
/// When the database fails.
pub async fn find_earlier(app: &App, scope: &Scope, key: &str) -> Result<Option<Collection>, AppError> {
    match idempotency::find(app.db().reader(), scope, key).await? {
        Some(id) => Ok(Some(super::get(app, scope, id).await?)),
        None => Ok(None),
    }
}

/// Makes a collection of stored files and its first jobs, in one transaction.
///
/// # Errors
/// `NotFound` when there is no such process; `Invalid` without files or with a wrong language.
pub async fn create(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
    stored: Vec<(FileId, String, Stored)>,
    mut new: NewCollection,
) -> Result<Collection, AppError> {
    check(&stored, &new)?;
    let now = now_ms();
    let tx = app.db().begin_write().await?;
    process::get_row(&tx, &scope.about_to(Permission::FileUpload), process_id).await?;
    let process = process::get_row(&tx, scope, process_id).await?;
    if new.split.is_none() {
        let config_id = ConfigId::from_uuid(process.config_id);
        new.split = Some(processes::get_config(&tx, scope, config_id).await?.splits);
    }
    let row = collection_row(scope, &process, &stored, &new, now);
    collections::insert(&tx, row.clone()).await?;
    collections::set_metadata(&tx, &row, &row.metadata, metadata_keys(&new.metadata), now).await?;
    let rows = stored.into_iter().enumerate().map(|(at, stored)| file_row(&row, at, stored, now)).collect();
    files::insert(&tx, Vec::clone(&rows)).await?;
    for file in &rows {
        let work = Work { stage: Stage::Read, file_id: Some(file.id), ..Work::on(&row) };
        pipeline::enqueue(&tx, &work, row.priority).await?;
    }
    let id = CollectionId::from_uuid(row.id);
    if let Some(key) = &new.idempotency_key {
        idempotency::sweep(&tx, now - IDEMPOTENCY_MS).await?;
        match idempotency::insert(&tx, scope, key, id, now).await {
            Err(StoreError::Conflict) => {
                return Err(AppError::conflict(
                    "request_repeated",
                    "the same request is being served; ask again",
                ));
            }
            other => other?,
        }
    }
    crate::setup::commit(tx).await?;
    app.wake().notify();
    app.announce(Change::Changed(process_id));
    super::get(app, scope, id).await
}

fn check(stored: &[(FileId, String, Stored)], new: &NewCollection) -> Result<(), AppError> {
    if stored.is_empty() {
        return Err(AppError::invalid("files", "at least one file is required"));
    }
    if let Some(language) = &new.language {
        let is_code = |code: &str| {
            (2..=16).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        };
        if language.len() > 100 || !language.split('+').all(is_code) {
            return Err(AppError::invalid("language", "Tesseract languages are required, e.g. eng+deu"));
        }
    }
    Ok(())
}

fn collection_row(
    scope: &Scope,
    process: &perigee_store::entity::process::Model,
    stored: &[(FileId, String, Stored)],
    new: &NewCollection,
    now: i64,
) -> collection::Model {
    let first = stored.first().map_or("collection", |(_, name, _)| name.as_str());
    let name = clean_name(new.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(first));
    collection::Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id.uuid(),
        process_id: process.id,
        config_id: process.config_id,
        name_folded: name.to_lowercase(),
        name,
        priority: new.priority,
        split: new.split.unwrap_or_default(),
        language: new.language.clone(),
        status: CollectionStatus::Queued.as_str().to_owned(),
        progress: 0,
        run: 1,
        metadata: to_json(&new.metadata),
        review_reasons: "[]".to_owned(),
        available_for_training: true,
        created_by: scope.subject.to_string(),
        created_at: now,
        updated_at: now,
        accepted_by: None,
        accepted_at: None,
        accept_forced: false,
        page_count: 0,
        confidence: None,
        assignee: None,
        touched: false,
        rejection: None,
    }
}

fn file_row(
    collection: &collection::Model,
    position: usize,
    (id, name, stored): (FileId, String, Stored),
    now: i64,
) -> file::Model {
    file::Model {
        id: id.uuid(),
        organization_id: collection.organization_id,
        collection_id: collection.id,
        position: i32::try_from(position).unwrap_or(i32::MAX),
        name,
        size_bytes: stored.size_bytes.cast_signed(),
        sha256: stored.sha256,
        status: CollectionStatus::Queued.as_str().to_owned(),
        progress: 0,
        page_count: 0,
        media_type: None,
        fault: None,
        einvoice_xml: None,
        einvoice: None,
        container_id: None,
        depth: 0,
        run: collection.run,
        created_at: now,
        updated_at: now,
    }
}

/// The last part of a path, without control characters, cut to what file systems allow.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut clean: String = last.chars().filter(|c| !c.is_control()).collect();
    while clean.len() > LONGEST_NAME {
        clean.pop();
    }
    let clean = clean.trim();
    if clean.is_empty() || clean == "." || clean == ".." { "file".to_owned() } else { clean.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_folders_and_control_characters() {
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("C:\\invoices\\März.pdf"), "März.pdf");
        assert_eq!(clean_name("a\r\nb.pdf"), "ab.pdf");
        assert_eq!(clean_name(".."), "file");
        assert_eq!(clean_name(&"ä".repeat(200)).len(), 254);
    }
}
