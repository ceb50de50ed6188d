//! The model that a process uses, as extracting takes it.

use std::sync::Arc;

use perigee_engine::Model as Learned;
use perigee_model::{ModelId, ProcessId, Scope};
use perigee_store::entity::model;
use perigee_store::models;

use crate::{App, AppError, learning};

/// Bytes of artefacts that stay loaded; in memory a model takes two to three times as much.
const LOADED_BYTES: u64 = 64 << 20;

/// The models that were used lately, by their digest.
#[derive(Debug)]
pub(crate) struct Loaded(moka::sync::Cache<String, Arc<Weighed>>);

/// A model, and what it counts for.
#[derive(Debug)]
struct Weighed {
    model: Arc<Learned>,
    bytes: u32,
}

impl Default for Loaded {
    fn default() -> Self {
        let by_bytes = moka::sync::Cache::builder().max_capacity(LOADED_BYTES);
        Self(by_bytes.weigher(|_, one: &Arc<Weighed>| one.bytes).build())
    }
}

/// The model that a process uses; `None` when it has none, does not want to, or when its artefact cannot be used.
pub(crate) async fn in_use(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
) -> Result<Option<Arc<Learned>>, AppError> {
    let conn = app.db().reader();
    let Some(row) = models::find_active(conn, scope, process_id).await? else { return Ok(None) };
    if row.fault.is_some() || !learning::settings(conn, scope, process_id).await?.is_enabled {
        return Ok(None);
    }
    if let Some(known) = app.models().0.get(&row.digest) {
        return Ok(Some(known.model.clone()));
    }
    match read(app, scope, &row).await? {
        Ok(model) => {
            let (model, bytes) = (Arc::new(model), u32::try_from(row.size_bytes).unwrap_or(u32::MAX));
            app.models().0.insert(row.digest, Arc::new(Weighed { model: model.clone(), bytes }));
            Ok(Some(model))
        }
        Err(fault) => {
            note(app, scope, &row, &fault).await?;
            Ok(None)
        }
    }
}

/// Reads the artefact of a model; the inner error says why it cannot be used.
pub(crate) async fn read(
    app: &App,
    scope: &Scope,
    row: &model::Model,
) -> Result<Result<Learned, String>, AppError> {
    let (process_id, model_id) = (ProcessId::from_uuid(row.process_id), ModelId::from_uuid(row.id));
    let key = super::key(scope.organization_id, process_id, model_id);
    let Some(bytes) = app.blobs().find(key).await? else {
        return Ok(Err("the artefact of the model is missing".to_owned()));
    };
    let read = tokio::task::spawn_blocking(move || {
        Learned::from_bytes(&bytes).map(|model| (super::digest_of(&model), model))
    });
    Ok(match read.await.map_err(|_| AppError::Panicked)? {
        Ok((digest, model)) if digest == row.digest => Ok(model),
        Ok(_) => Err("the artefact is that of another model".to_owned()),
        Err(error) => Err(error.to_string()),
    })
}

/// Notes, once, that a model cannot be used, and has the process learn anew.
async fn note(app: &App, scope: &Scope, row: &model::Model, fault: &str) -> Result<(), AppError> {
    let (model_id, process_id) = (ModelId::from_uuid(row.id), ProcessId::from_uuid(row.process_id));
    let tx = app.db().begin_write().await?;
    if models::set_fault(&tx, scope, model_id, fault).await? {
        tracing::error!(model.id = %model_id, process.id = %process_id, fault, "a model cannot be used");
        learning::demand(&tx, scope, process_id).await?;
    }
    crate::setup::commit(tx).await?;
    app.wake().notify();
    Ok(())
}
