//! Processes.

pub mod config;
pub mod create;
mod data_points;
pub mod delete;
pub mod duplicate;
pub mod edit_config;
pub mod list;
pub mod rename;
pub mod reset_config;
pub mod watch;

pub use config::{ProcessConfig, config};
pub use create::create;
pub use delete::delete;
pub use duplicate::duplicate;
pub use edit_config::{ConfigChange, add_data_point, change_data_point, edit_config, remove_data_point};
pub use list::{get, list};
pub use rename::rename;
pub use reset_config::reset_config;
pub use watch::{Event, watch};

use std::collections::HashMap;

use perigee_model::{
    ConfigId, OrganizationId, ProcessId, ProcessRole, ProcessType, ProcessTypeId, Scope, UserId, process_type,
};
use perigee_store::entity::{process, process_config};
use perigee_store::error::from_json;
use perigee_store::{
    ConnectionTrait, StoreError, accesses, collections, organizations, processes, statistics, users,
};
use uuid::Uuid;

use crate::AppError;
use crate::identity::caller::subject_of;

/// A process as it is shown.
#[derive(Debug, Clone)]
pub struct Process {
    /// The process.
    pub id: ProcessId,
    /// Its name.
    pub name: String,
    /// Its type.
    pub process_type: &'static ProcessType,
    /// The version of its configuration, from 1.
    pub config_version: i32,
    /// Its configuration.
    pub config_id: ConfigId,
    /// Collections so far.
    pub collections: u64,
    /// Its organization as the API shows it.
    pub org_public_id: String,
    /// Who made it.
    pub created_by: String,
    /// Who was assigned a role on it, oldest first.
    pub accesses: Vec<Access>,
    /// When it was made.
    pub created_at_ms: i64,
    /// When it last changed.
    pub updated_at_ms: i64,
}

/// What a person was assigned on a process.
#[derive(Debug, Clone)]
pub struct Access {
    /// The person.
    pub user_id: UserId,
    /// As the API names it.
    pub subject: String,
    /// What it grants.
    pub role: ProcessRole,
    /// Since when.
    pub granted_at_ms: i64,
    /// By whom.
    pub granted_by: String,
}

/// Rows as they are shown.
async fn show(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    rows: Vec<process::Model>,
) -> Result<Vec<Process>, AppError> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let counts = collections::count_by_process(conn, scope, &ids).await?;
    let organization = organizations::get(conn, scope.organization_id).await?;
    let mut assigned = list_accesses(conn, scope.organization_id, &ids).await?;
    let ids: Vec<ProcessId> = ids.into_iter().map(ProcessId::from_uuid).collect();
    let versions: HashMap<Uuid, i32> =
        statistics::list_config_versions(conn, scope, &ids).await?.into_iter().collect();
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let count = counts.iter().find(|(id, _)| *id == row.id).map_or(0, |(_, count)| *count);
        shown.push(Process {
            id: ProcessId::from_uuid(row.id),
            process_type: process_type_of(&row)?,
            name: row.name,
            config_version: *versions.get(&row.id).ok_or(StoreError::NotFound)?,
            config_id: ConfigId::from_uuid(row.config_id),
            collections: count.unsigned_abs(),
            org_public_id: organization.public_id.clone(),
            created_by: row.created_by,
            accesses: assigned.remove(&row.id).unwrap_or_default(),
            created_at_ms: row.created_at,
            updated_at_ms: row.updated_at,
        });
    }
    Ok(shown)
}

/// Who was assigned what on these processes, by process.
async fn list_accesses(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    process_ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Access>>, AppError> {
    let rows = accesses::list_of_processes(conn, organization_id, process_ids).await?;
    let people = users::list(conn, rows.iter().map(|row| row.user_id).collect()).await?;
    let mut by_process: HashMap<Uuid, Vec<Access>> = HashMap::new();
    for row in rows {
        let Some(person) = people.iter().find(|person| person.id == row.user_id) else { continue };
        let role = ProcessRole::find(&row.role);
        by_process.entry(row.process_id).or_default().push(Access {
            user_id: UserId::from_uuid(row.user_id),
            subject: subject_of(person),
            role: role.ok_or(StoreError::Unreadable { column: "process_accesses.role" })?,
            granted_at_ms: row.granted_at,
            granted_by: row.granted_by,
        });
    }
    Ok(by_process)
}

/// The one shown form of one row.
async fn show_one(conn: &impl ConnectionTrait, scope: &Scope, id: ProcessId) -> Result<Process, AppError> {
    let row = get_row(conn, scope, id).await?;
    let mut shown = show(conn, scope, vec![row]).await?;
    shown.pop().ok_or(AppError::NotFound { what: "the process" })
}

/// The row of a process.
pub(crate) async fn get_row(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: ProcessId,
) -> Result<process::Model, AppError> {
    match processes::get(conn, scope, id).await {
        Err(StoreError::NotFound) => Err(AppError::NotFound { what: "the process" }),
        other => Ok(other?),
    }
}

/// Kind, id and name of a process for the audit log.
pub(crate) fn object(row: &process::Model) -> (&'static str, String, &str) {
    ("process", row.id.simple().to_string(), &row.name)
}

pub(crate) fn process_type_of(row: &process::Model) -> Result<&'static ProcessType, AppError> {
    let found = process_type::find(ProcessTypeId::from_uuid(row.type_id));
    found.ok_or(AppError::Store(StoreError::Unreadable { column: "processes.type_id" }))
}

/// The process type with the data points of this configuration: what the engine extracts by.
pub(crate) fn configured_type(
    process: &process::Model,
    config: &process_config::Model,
) -> Result<ProcessType, AppError> {
    let data_points = from_json("process_configs.data_points", &config.data_points)?;
    Ok(ProcessType { data_points, ..process_type_of(process)?.clone() })
}

/// A name that people can read.
pub(crate) fn check_name(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    let acceptable = !name.is_empty() && name.chars().count() <= 200 && !name.chars().any(char::is_control);
    if acceptable {
        Ok(name.to_owned())
    } else {
        Err(AppError::invalid("name", "between 1 and 200 characters are required"))
    }
}

/// What a worker acts under: everything in the organization of its job.
pub(crate) fn worker_scope(organization_id: OrganizationId) -> Scope {
    Scope::unlimited(organization_id, "worker")
}
