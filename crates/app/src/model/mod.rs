//! Models: what processes learned. Which one is used, and what it can do.

pub mod activate;
pub mod diff;
mod in_use;
pub mod list;

pub use activate::activate;
pub use diff::{Diff, ValueChange, diff};
pub(crate) use in_use::{Loaded, in_use, read};
pub use list::list;

use perigee_blobs::BlobKey;
use perigee_engine::Model as Learned;
use perigee_model::{ModelId, ModelState, OrganizationId, ProcessId, Scope};
use perigee_store::entity::model;
use perigee_store::error::from_json;
use perigee_store::{StoreError, models};

use crate::learning::Metrics;
use crate::{App, AppError};

/// A model as it is shown.
#[derive(Debug, Clone)]
pub struct Model {
    /// The model.
    pub id: ModelId,
    /// Its process.
    pub process_id: ProcessId,
    /// As extractions name it.
    pub name: String,
    /// Hex digest of its contents.
    pub digest: String,
    /// Whether its process uses it.
    pub state: ModelState,
    /// Why it does, or does not.
    pub reason: String,
    /// Why its artefact cannot be used.
    pub fault: Option<String>,
    /// Bytes of the artefact.
    pub size_bytes: u64,
    /// Confirmed documents that it was trained on.
    pub documents: u32,
    /// How it did on documents that it had not seen.
    pub metrics: Metrics,
    /// When it was trained.
    pub created_at_ms: i64,
    /// When it was last taken into use.
    pub activated_at_ms: Option<i64>,
}

impl TryFrom<model::Model> for Model {
    type Error = AppError;

    fn try_from(row: model::Model) -> Result<Self, AppError> {
        let state = ModelState::find(&row.state);
        Ok(Self {
            id: ModelId::from_uuid(row.id),
            process_id: ProcessId::from_uuid(row.process_id),
            name: row.name,
            digest: row.digest,
            state: state.ok_or(StoreError::Unreadable { column: "models.state" })?,
            reason: row.reason,
            fault: row.fault,
            size_bytes: row.size_bytes.unsigned_abs(),
            documents: row.documents.unsigned_abs(),
            metrics: from_json("models.metrics", &row.metrics)?,
            created_at_ms: row.created_at,
            activated_at_ms: row.activated_at,
        })
    }
}

/// Where the artefact of a model lies.
pub(crate) fn key(organization_id: OrganizationId, process_id: ProcessId, model_id: ModelId) -> BlobKey {
    BlobKey::Model { organization_id, process_id, model_id }
}

/// Hex digest of what a model holds.
pub(crate) fn digest_of(model: &Learned) -> String {
    model.digest().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Kind, id and name of a model for the audit log.
pub(crate) fn object(row: &model::Model) -> (&'static str, String, &str) {
    ("model", row.id.simple().to_string(), &row.name)
}

/// Deletes the blobs of a process that have no row: of a run that was killed, or that could not delete them.
pub(crate) async fn sweep(app: &App, scope: &Scope, process_id: ProcessId) -> Result<(), AppError> {
    // Blobs are listed before rows: one that is written in between is not in the list.
    let stored = app.blobs().list_models(scope.organization_id, process_id).await?;
    let everything = (0, u64::from(u32::MAX));
    let (rows, _) = models::list(app.db().reader(), scope, process_id, everything).await?;
    for id in stored.into_iter().filter(|id| !rows.iter().any(|row| row.id == id.uuid())) {
        app.blobs().delete(key(scope.organization_id, process_id, id)).await?;
    }
    Ok(())
}

/// Deletes everything that a process learned; its rows went with the process.
pub(crate) async fn delete_blobs(app: &App, scope: &Scope, process_id: ProcessId) -> Result<(), AppError> {
    for id in app.blobs().list_models(scope.organization_id, process_id).await? {
        app.blobs().delete(key(scope.organization_id, process_id, id)).await?;
    }
    Ok(())
}
