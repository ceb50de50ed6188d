//! Exports: results of a process, written into one file by a job, kept for a while to be downloaded.

pub mod create;
pub mod delete;
mod format;
mod job;
pub mod list;
mod sweep;

pub use create::{Chosen, NewExport, create};
pub use delete::delete;
pub(crate) use delete::delete_blobs;
pub use job::gather_now;
pub(crate) use job::{bury, write};
pub use list::{get, list, read};

use perigee_blobs::BlobKey;
use perigee_model::{ExportFormat, ExportId, ExportStatus, OrganizationId, ProcessId, Scope};
use perigee_store::entity::export;
use perigee_store::{ConnectionTrait, StoreError, exports};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::AppError;

/// Kind of the jobs that write an export.
pub(crate) const JOB: &str = "export";

/// How long the file of an export is kept: a month, so that a forgotten one does not fill the disk.
pub const KEPT_MS: i64 = 30 * 86_400_000;

/// Collections of one export. Their ids are kept in one row; more belong into several files.
pub const MOST_COLLECTIONS: usize = 50_000;

/// An export as it is shown.
#[derive(Debug, Clone)]
pub struct Export {
    /// The export.
    pub id: ExportId,
    /// Its process.
    pub process_id: ProcessId,
    /// How it is written.
    pub format: ExportFormat,
    /// Where it stands.
    pub status: ExportStatus,
    /// Percent.
    pub progress: u8,
    /// Collections that were chosen.
    pub collections: u32,
    /// Documents written so far.
    pub documents: u32,
    /// Name of the file.
    pub name: String,
    /// Bytes of the file, once it is whole.
    pub size_bytes: Option<u64>,
    /// Why there is no file.
    pub fault: Option<String>,
    /// Who asked for it.
    pub created_by: String,
    /// When.
    pub created_at_ms: i64,
    /// When it ended.
    pub finished_at_ms: Option<i64>,
}

impl TryFrom<export::Model> for Export {
    type Error = AppError;

    fn try_from(row: export::Model) -> Result<Self, AppError> {
        let format = ExportFormat::find(&row.format);
        let status = ExportStatus::find(&row.status);
        Ok(Self {
            id: ExportId::from_uuid(row.id),
            process_id: ProcessId::from_uuid(row.process_id),
            format: format.ok_or(StoreError::Unreadable { column: "exports.format" })?,
            status: status.ok_or(StoreError::Unreadable { column: "exports.status" })?,
            progress: u8::try_from(row.progress.clamp(0, 100)).unwrap_or(100),
            collections: row.collection_count.unsigned_abs(),
            documents: row.document_count.unsigned_abs(),
            name: row.name,
            size_bytes: row.size_bytes.map(i64::unsigned_abs),
            fault: row.fault,
            created_by: row.created_by,
            created_at_ms: row.created_at,
            finished_at_ms: row.finished_at,
        })
    }
}

/// What a job is to write.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Work {
    organization_id: Uuid,
    export_id: Uuid,
}

/// Where the file of an export lies.
fn key(row: &export::Model) -> BlobKey {
    BlobKey::Export {
        organization_id: OrganizationId::from_uuid(row.organization_id),
        process_id: ProcessId::from_uuid(row.process_id),
        export_id: ExportId::from_uuid(row.id),
    }
}

/// Kind, id and name of an export for the audit log.
fn object(row: &export::Model) -> (&'static str, String, &str) {
    ("export", row.id.simple().to_string(), &row.name)
}

/// The row of an export.
async fn get_row(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: ExportId,
) -> Result<export::Model, AppError> {
    match exports::get(conn, scope, id).await {
        Err(StoreError::NotFound) => Err(AppError::NotFound { what: "the export" }),
        other => Ok(other?),
    }
}
