//! Processes.

pub mod config;
pub mod create;
pub mod delete;
pub mod list;
pub mod rename;
pub mod reset_config;
pub mod watch;

pub use config::{ProcessConfig, config};
pub use create::create;
pub use delete::delete;
pub use list::{get, list};
pub use rename::rename;
pub use reset_config::reset_config;
pub use watch::{Event, watch};

use indexmap::IndexMap;
use perigee_model::{ConfigId, OrganizationId, ProcessId, ProcessType, ProcessTypeId, Scope, process_type};
use perigee_store::entity::{process, process_config};
use perigee_store::error::from_json;
use perigee_store::{ConnectionTrait, StoreError, collections, organizations, processes};

use crate::AppError;
use crate::identity::role;

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
    /// When it was made.
    pub created_at_ms: i64,
    /// When it last changed.
    pub updated_at_ms: i64,
}

impl Process {
    /// Who may do what with it, by subject: today its maker alone.
    pub fn accesses(&self) -> IndexMap<String, (&'static str, Vec<&'static str>)> {
        let permissions = role::PROCESS_OWNER.iter().map(|permission| permission.as_str()).collect();
        [(self.created_by.clone(), (role::OWNER, permissions))].into()
    }
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
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let config = processes::get_config(conn, scope, ConfigId::from_uuid(row.config_id)).await?;
        let count = counts.iter().find(|(id, _)| *id == row.id).map_or(0, |(_, count)| *count);
        shown.push(Process {
            id: ProcessId::from_uuid(row.id),
            process_type: process_type_of(&row)?,
            name: row.name,
            config_version: config.version,
            config_id: ConfigId::from_uuid(config.id),
            collections: count.unsigned_abs(),
            org_public_id: organization.public_id.clone(),
            created_by: row.created_by,
            created_at_ms: row.created_at,
            updated_at_ms: row.updated_at,
        });
    }
    Ok(shown)
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
    let permissions = perigee_model::Permission::ALL.iter().copied().collect();
    Scope { organization_id, subject: "worker".to_owned(), processes: None, permissions }
}
