//! What an organization knows of classes, as reading takes it.

use std::sync::Arc;

use perigee_engine::Classes;
use perigee_model::{ProcessId, Scope};
use perigee_store::classes;
use perigee_store::entity::class_state;

use crate::{App, AppError, learning};

/// Bytes of artefacts that stay loaded; in memory one takes two to three times as much.
const LOADED_BYTES: u64 = 64 << 20;

/// What organizations know, by its digest.
#[derive(Debug)]
pub(crate) struct Loaded(moka::sync::Cache<String, (Arc<Classes>, u32)>);

impl Default for Loaded {
    fn default() -> Self {
        let by_bytes = moka::sync::Cache::builder().max_capacity(LOADED_BYTES);
        Self(by_bytes.weigher(|_, one: &(Arc<Classes>, u32)| one.1).build())
    }
}

/// What the organization of a process knows; `None` when it knows nothing, when the process is told not to learn, or
/// when the artefact cannot be used.
pub(crate) async fn in_use(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
) -> Result<Option<Arc<Classes>>, AppError> {
    let conn = app.db().reader();
    let state = classes::find_state(conn, scope.organization_id).await?;
    let Some(state) = state.filter(|state| state.model_id.is_some() && state.fault.is_none()) else {
        return Ok(None);
    };
    if !learning::settings(conn, scope, process_id).await?.is_enabled {
        return Ok(None);
    }
    let digest = state.digest.clone().unwrap_or_default();
    if let Some((known, _)) = app.classes().0.get(&digest) {
        return Ok(Some(known));
    }
    match read(app, scope, &state).await? {
        Ok(known) => {
            let (known, bytes) = (Arc::new(known), u32::try_from(state.size_bytes).unwrap_or(u32::MAX));
            app.classes().0.insert(digest, (known.clone(), bytes));
            Ok(Some(known))
        }
        Err(fault) => {
            note(app, scope, &fault).await?;
            Ok(None)
        }
    }
}

/// Reads the artefact; the inner error says why it cannot be used.
async fn read(
    app: &App,
    scope: &Scope,
    state: &class_state::Model,
) -> Result<Result<Classes, String>, AppError> {
    let key = super::key(scope.organization_id, state.model_id.unwrap_or_default());
    let Some(bytes) = app.blobs().find(key).await? else {
        return Ok(Err("what was learned of classes is missing".to_owned()));
    };
    let digest = state.digest.clone().unwrap_or_default();
    let read = tokio::task::spawn_blocking(move || match Classes::from_bytes(&bytes) {
        Ok(classes) if classes.digest() == digest => Ok(classes),
        Ok(_) => Err("the artefact is that of other classes".to_owned()),
        Err(error) => Err(error.to_string()),
    });
    read.await.map_err(|_| AppError::Panicked)
}

/// Notes, once, that what was learned cannot be used, and has the organization learn anew.
async fn note(app: &App, scope: &Scope, fault: &str) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    if classes::set_fault(&tx, scope.organization_id, fault).await? {
        tracing::error!(organization.id = %scope.organization_id, fault, "what was learned of classes cannot be used");
        super::demand(&tx, scope).await?;
    }
    crate::setup::commit(tx).await?;
    app.wake().notify();
    Ok(())
}
