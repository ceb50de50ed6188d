//! Takes a model into use that a person chose.

use std::collections::HashSet;

use perigee_model::{ModelId, ModelState, ProcessId, Scope};
use perigee_store::entity::model;
use perigee_store::error::from_json;
use perigee_store::{ConnectionTrait, StoreError, learning as stored, models};
use serde_json::json;
use uuid::Uuid;

use super::Model;
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::{App, AppError, learning};

/// Takes a model into use in place of the one before; the next training may replace it by a better one.
///
/// # Errors
/// `NotFound`; `Conflict` when its artefact cannot be used, or when it knows a document that is deleted.
pub async fn activate(app: &App, scope: &Scope, id: ModelId) -> Result<Model, AppError> {
    // The artefact is read outside of the transaction: that may take a while.
    let row = get_row(app.db().reader(), scope, id).await?;
    if let Err(fault) = super::read(app, scope, &row).await? {
        return Err(AppError::conflict("model_unusable", fault));
    }
    let process_id = ProcessId::from_uuid(row.process_id);
    let tx = app.db().begin_write().await?;
    let row = get_row(&tx, scope, id).await?;
    if knows_what_is_gone(&tx, scope, &row).await? {
        let message = "the model knows a document that does not count any more; it is about to be deleted";
        return Err(AppError::conflict("model_outdated", message));
    }
    let is_active = row.state == ModelState::Active.as_str();
    if !is_active || row.fault.is_some() {
        models::retire_active(&tx, scope, process_id).await?;
        let reason = format!("chosen by {}", scope.name);
        match models::activate(&tx, scope, id, &reason, now_ms()).await {
            Err(StoreError::Conflict) => {
                return Err(AppError::conflict(
                    "model_replaced",
                    "another model has just been taken into use",
                ));
            }
            other => other?,
        }
        let details = json!({ "processId": process_id, "digest": row.digest, "documents": row.documents });
        let event = Event { action: "model.activate", object: super::object(&row), details };
        audit::record(&tx, scope, event).await?;
    }
    crate::setup::commit(tx).await?;
    get_row(app.db().reader(), scope, id).await?.try_into()
}

async fn knows_what_is_gone(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &model::Model,
) -> Result<bool, AppError> {
    let process_id = ProcessId::from_uuid(row.process_id);
    let which = learning::settings(conn, scope, process_id).await?.confirmed();
    let confirmed = stored::list_confirmed_ids(conn, &scope.seeing(), process_id, which).await?;
    let confirmed: HashSet<Uuid> = confirmed.into_iter().collect();
    let trained_on: Vec<Uuid> = from_json("models.trained_on", &row.trained_on)?;
    Ok(!trained_on.iter().all(|id| confirmed.contains(id)))
}

async fn get_row(conn: &impl ConnectionTrait, scope: &Scope, id: ModelId) -> Result<model::Model, AppError> {
    match models::get(conn, scope, id).await {
        Err(StoreError::NotFound) => Err(AppError::NotFound { what: "the model" }),
        other => Ok(other?),
    }
}
