//! Files of collections.

mod archive;

use std::ops::Range;

use perigee_blobs::{BlobKey, BlobStream};
use perigee_model::{CollectionId, CollectionStatus, FileFault, FileId, Scope};
use perigee_store::entity::file;
use perigee_store::error::from_json;
use perigee_store::{StoreError, files};

use crate::{App, AppError};

pub use archive::archive;
pub(crate) use archive::{Packer, not_packed};

/// A file as it is shown.
#[derive(Debug, Clone)]
pub struct File {
    /// The file.
    pub id: FileId,
    /// Its collection.
    pub collection_id: CollectionId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: CollectionStatus,
    /// Percent.
    pub progress: u8,
    /// Pages; 0 until counted.
    pub page_count: u32,
    /// When it was uploaded.
    pub created_at_ms: i64,
    /// When it last changed.
    pub updated_at_ms: i64,
    /// Bytes.
    pub size_bytes: u64,
    /// Hex digest of its bytes.
    pub sha256: String,
    /// Detected.
    pub media_type: Option<String>,
    /// Why it failed.
    pub fault: Option<FileFault>,
    /// It came by itself, and not out of another file.
    pub was_uploaded: bool,
}

impl TryFrom<file::Model> for File {
    type Error = AppError;

    fn try_from(row: file::Model) -> Result<Self, AppError> {
        let status = CollectionStatus::find(&row.status);
        Ok(Self {
            id: FileId::from_uuid(row.id),
            collection_id: CollectionId::from_uuid(row.collection_id),
            name: row.name,
            status: status.ok_or(AppError::Store(StoreError::Unreadable { column: "files.status" }))?,
            progress: u8::try_from(row.progress.clamp(0, 100)).unwrap_or(100),
            page_count: row.page_count.unsigned_abs(),
            created_at_ms: row.created_at,
            updated_at_ms: row.updated_at,
            size_bytes: row.size_bytes.unsigned_abs(),
            sha256: row.sha256,
            media_type: row.media_type,
            was_uploaded: row.container_id.is_none(),
            fault: row.fault.map(|text| from_json("files.fault", &text)).transpose()?,
        })
    }
}

/// One file.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get(app: &App, scope: &Scope, id: FileId) -> Result<File, AppError> {
    match files::get(app.db().reader(), scope, id).await {
        Err(StoreError::NotFound) => Err(AppError::NotFound { what: "the file" }),
        other => File::try_from(other?),
    }
}

/// The bytes of a file, all or a range of them.
///
/// # Errors
/// When the blob store fails.
pub async fn read(
    app: &App,
    scope: &Scope,
    file_id: FileId,
    range: Option<Range<u64>>,
) -> Result<BlobStream, AppError> {
    let key = BlobKey::File { organization_id: scope.organization_id, file_id };
    Ok(app.blobs().read(key, range).await?)
}
