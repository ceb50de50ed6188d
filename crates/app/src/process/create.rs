//! Makes a process.

use perigee_model::{ProcessId, ProcessRole, ProcessTypeId, Scope, process_type};
use perigee_store::entity::{process, process_access, process_config};
use perigee_store::error::to_json;
use perigee_store::{DatabaseTransaction, accesses, processes};
use serde_json::json;
use uuid::Uuid;

use super::{Process, check_name, object};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::{App, AppError, FieldFault};

/// Makes a process with its type's default configuration.
///
/// # Errors
/// `Invalid` with every fault: a name that nobody can read, an unknown type.
pub async fn create(
    app: &App,
    scope: &Scope,
    name: &str,
    type_id: ProcessTypeId,
) -> Result<Process, AppError> {
    let kind = process_type::find(type_id);
    let (name, kind) = match (check_name(name), kind) {
        (Ok(name), Some(kind)) => (name, kind),
        (name, kind) => {
            let mut faults = match name {
                Err(AppError::Invalid { faults }) => faults,
                _ => Vec::new(),
            };
            if kind.is_none() {
                faults.push(FieldFault {
                    field: "processTypeId",
                    message: "there is no such process type".into(),
                });
            }
            return Err(AppError::Invalid { faults });
        }
    };
    let tx = app.db().begin_write().await?;
    let contents = Contents {
        type_id,
        data_points: to_json(&kind.data_points),
        auto_accept_threshold: None,
        splits: false,
    };
    let row = insert(&tx, scope, name, contents).await?;
    let event =
        Event { action: "process.create", object: object(&row), details: json!({ "type": kind.name }) };
    audit::record(&tx, scope, event).await?;
    crate::setup::commit(tx).await?;
    super::get(app, scope, ProcessId::from_uuid(row.id)).await
}

/// What a new process is and reads.
pub(super) struct Contents {
    /// Its type.
    pub type_id: ProcessTypeId,
    /// JSON list of its data points.
    pub data_points: String,
    /// Confidence from which it accepts without a person.
    pub auto_accept_threshold: Option<f32>,
    /// Whether files may hold several documents each, where an upload does not say.
    pub splits: bool,
}

/// Adds a process with its first configuration; who made it owns it.
pub(super) async fn insert(
    tx: &DatabaseTransaction,
    scope: &Scope,
    name: String,
    contents: Contents,
) -> Result<process::Model, AppError> {
    let (id, now) = (Uuid::now_v7(), now_ms());
    let config = process_config::Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id.uuid(),
        process_id: id,
        version: 1,
        data_points: contents.data_points,
        auto_accept_threshold: contents.auto_accept_threshold,
        splits: contents.splits,
        created_by: scope.subject.to_string(),
        created_at: now,
    };
    let row = process::Model {
        id,
        organization_id: scope.organization_id.uuid(),
        type_id: contents.type_id.uuid(),
        name,
        config_id: config.id,
        created_by: scope.subject.to_string(),
        created_at: now,
        updated_at: now,
    };
    processes::insert(tx, row.clone(), config).await?;
    if let Some(person) = scope.person {
        let owner = process_access::Model {
            process_id: id,
            user_id: person.uuid(),
            organization_id: scope.organization_id.uuid(),
            role: ProcessRole::Owner.as_str().to_owned(),
            granted_by: scope.subject.to_string(),
            granted_at: now,
        };
        accesses::put(tx, owner).await?;
    }
    Ok(row)
}
