//! Collections.

pub mod accept;
pub mod assignees;
pub mod bulk;
pub mod create;
pub mod delete;
pub mod edit_metadata;
pub mod list;
pub mod reject;
pub mod reopen;
pub mod reprocess;
pub mod stop;

pub use accept::accept;
pub use assignees::{Assignee, assignees};
pub use bulk::{Action, BulkAnswer, Chosen, Outcome, Refusal, bulk};
pub use create::{FileUpload, NewCollection, create, discard, find_earlier, start_file};
pub use delete::delete;
pub use edit_metadata::edit_metadata;
pub use list::{get, list};
pub use perigee_blobs::Stored;
pub use perigee_store::collections::{Filter, MetadataCondition, SortKey};
pub use reject::reject;
pub use reopen::reopen;
pub use reprocess::reprocess;
pub use stop::stop;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use perigee_model::{CollectionId, CollectionStatus, FileFault, Finding, ProcessId, Scope};
use perigee_store::entity::{collection, file};
use perigee_store::error::from_json;
use perigee_store::{ConnectionTrait, StoreError, collections, files};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::AppError;
use crate::file::File;
use crate::user::names;

/// The free JSON object of a client.
pub type Metadata = BTreeMap<String, serde_json::Value>;

/// A collection as it is shown.
#[derive(Debug, Clone)]
pub struct Collection {
    /// The collection.
    pub id: CollectionId,
    /// Its name.
    pub name: String,
    /// Its files in the order of the upload.
    pub files: Vec<File>,
    /// Done before others.
    pub priority: bool,
    /// Whether files may hold several documents.
    pub split: bool,
    /// Where it stands.
    pub status: CollectionStatus,
    /// Percent.
    pub progress: u8,
    /// Its process.
    pub process_id: ProcessId,
    /// When it was uploaded.
    pub created_at_ms: i64,
    /// When it last changed.
    pub updated_at_ms: i64,
    /// Of the client.
    pub metadata: Metadata,
    /// Whether models may learn from it.
    pub available_for_training: bool,
    /// Other collections of the process with one of its files.
    pub duplicates: Vec<CollectionId>,
    /// Why a person should look.
    pub review_reasons: Vec<Finding>,
    /// Why it failed.
    pub fault: Option<FileFault>,
    /// Expected share of right values, from when it was decided.
    pub confidence: Option<f32>,
    /// Who is to look at it.
    pub assignee: Option<String>,
    /// The assignee's name, while he has a place in the organization.
    pub assignee_name: Option<String>,
    /// Who sent it.
    pub created_by: String,
    /// Who sent it back, and why.
    pub rejection: Option<Rejection>,
}

/// That a person sent a collection back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// Why.
    pub reason: String,
    /// Subject.
    pub by: String,
    /// Name of who did.
    pub by_name: String,
    /// When.
    pub at_ms: i64,
}

/// Rows as they are shown. All rows are of one process.
pub(crate) async fn show(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    rows: Vec<collection::Model>,
) -> Result<Vec<Collection>, AppError> {
    let Some(process_id) = rows.first().map(|row| row.process_id) else { return Ok(Vec::new()) };
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let all = files::list(conn, scope, &ids).await?;
    let digests: Vec<String> = all.iter().map(|file| file.sha256.clone()).collect();
    let mut same_bytes: HashMap<String, Vec<Uuid>> = HashMap::new();
    for (digest, id) in files::list_same_bytes(conn, scope, process_id, &digests).await? {
        same_bytes.entry(digest).or_default().push(id);
    }
    let names =
        names::of_subjects(conn, scope, rows.iter().filter_map(|row| row.assignee.as_deref())).await?;
    let mut own: HashMap<Uuid, Vec<file::Model>> = HashMap::new();
    for file in all {
        own.entry(file.collection_id).or_default().push(file);
    }
    rows.into_iter()
        .map(|row| {
            let files = own.remove(&row.id).unwrap_or_default();
            let name = row.assignee.as_ref().and_then(|assignee| names.get(assignee)).cloned();
            Ok(Collection { assignee_name: name, ..show_with(row, files, &same_bytes)? })
        })
        .collect()
}

fn show_with(
    row: collection::Model,
    files: Vec<file::Model>,
    same_bytes: &HashMap<String, Vec<Uuid>>,
) -> Result<Collection, AppError> {
    let holding = files.iter().filter_map(|file| same_bytes.get(&file.sha256)).flatten();
    let others: BTreeSet<Uuid> = holding.copied().filter(|id| *id != row.id).collect();
    let duplicates = others.into_iter().map(CollectionId::from_uuid).collect();
    let status = status_of(&row)?;
    let files: Vec<File> = files.into_iter().map(File::try_from).collect::<Result<_, _>>()?;
    let fault =
        files.iter().find_map(|file| file.fault.clone()).filter(|_| status == CollectionStatus::Failed);
    Ok(Collection {
        id: CollectionId::from_uuid(row.id),
        name: row.name,
        priority: row.priority,
        split: row.split,
        status,
        progress: u8::try_from(row.progress.clamp(0, 100)).unwrap_or(100),
        process_id: ProcessId::from_uuid(row.process_id),
        created_at_ms: row.created_at,
        updated_at_ms: row.updated_at,
        metadata: from_json("collections.metadata", &row.metadata)?,
        available_for_training: row.available_for_training,
        duplicates,
        review_reasons: from_json("collections.review_reasons", &row.review_reasons)?,
        rejection: row.rejection.map(|text| from_json("collections.rejection", &text)).transpose()?,
        fault,
        files,
        confidence: row.confidence,
        assignee: row.assignee,
        assignee_name: None,
        created_by: row.created_by,
    })
}

/// Where a row stands.
pub(crate) fn status_of(row: &collection::Model) -> Result<CollectionStatus, AppError> {
    let found = CollectionStatus::find(&row.status);
    found.ok_or(AppError::Store(StoreError::Unreadable { column: "collections.status" }))
}

/// The row of a collection.
pub(crate) async fn get_row(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: CollectionId,
) -> Result<collection::Model, AppError> {
    match collections::get(conn, scope, id).await {
        Err(StoreError::NotFound) => Err(AppError::NotFound { what: "the collection" }),
        other => Ok(other?),
    }
}

/// Kind, id and name of a collection for the audit log.
pub(crate) fn object(row: &collection::Model) -> (&'static str, String, &str) {
    ("collection", row.id.simple().to_string(), &row.name)
}

/// The keys of metadata with their values as JSON text, for filtering.
fn metadata_keys(metadata: &Metadata) -> Vec<(String, String)> {
    metadata.iter().map(|(name, value)| (name.clone(), value.to_string())).collect()
}
