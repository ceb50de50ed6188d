//! Sets a configuration back to its type's default.

use perigee_model::{ConfigId, ProcessId, Scope};
use perigee_store::entity::process_config;
use perigee_store::error::to_json;
use perigee_store::processes;
use serde_json::json;
use uuid::Uuid;

use super::Process;
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::{App, AppError, learning};

/// Adds a version with the type's default data points; earlier versions stay for the files that used them.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn reset_config(app: &App, scope: &Scope, id: ProcessId) -> Result<Process, AppError> {
    let tx = app.db().begin_write().await?;
    let process = super::get_row(&tx, scope, id).await?;
    let current = processes::get_config(&tx, scope, ConfigId::from_uuid(process.config_id)).await?;
    let config = process_config::Model {
        id: Uuid::now_v7(),
        organization_id: process.organization_id,
        process_id: process.id,
        version: current.version + 1,
        data_points: to_json(&super::process_type_of(&process)?.data_points),
        auto_accept_threshold: None,
        splits: false,
        created_by: scope.subject.to_string(),
        created_at: now_ms(),
    };
    let details = json!({ "version": config.version });
    processes::add_config(&tx, config).await?;
    learning::demand(&tx, scope, id).await?;
    let event = Event { action: "process.reset_config", object: super::object(&process), details };
    audit::record(&tx, scope, event).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    super::get(app, scope, id).await
}
