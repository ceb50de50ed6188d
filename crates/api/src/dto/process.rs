//! Processes, their types and their configuration.

use indexmap::IndexMap;
use perigee_model::{ConfigId, DataPoint, ProcessId, ProcessStatus, ProcessType, ProcessTypeId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::pagination::Pagination;

/// Every kind of process that can be made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProcessTypeList {
    /// In the order of the gallery.
    pub process_types: Vec<ProcessType>,
}

/// A configured way of reading one kind of document.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Process {
    /// The process.
    pub id: ProcessId,
    /// Its name.
    pub name: String,
    /// Its type.
    pub type_id: ProcessTypeId,
    /// The type's name.
    pub type_name: String,
    /// Whether it takes documents.
    pub status: ProcessStatus,
    /// Version of its configuration.
    pub version: String,
    /// When it last changed.
    pub last_updated: String,
    /// Collections so far; `null` until the first upload.
    #[schema(required = true)]
    pub usage: Option<u64>,
    /// `org_…`, or `USER:<subject>` for a single-user organization.
    pub org_id: String,
    /// The configuration that holds for files sent now.
    pub config_id: ConfigId,
    /// Who made it.
    pub created_by: String,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
    /// Who may do what, by subject.
    pub accesses: IndexMap<String, Access>,
}

/// What one person may do with a process.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Access {
    /// The person.
    pub subject_id: String,
    /// `owner`, `admin` or `user`.
    pub role: String,
    /// What the role grants.
    pub permissions: Vec<String>,
    /// Since when.
    pub granted_at: String,
    /// By whom.
    pub granted_by: String,
}

/// A page of processes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcessList {
    /// The processes.
    pub processes: Vec<Process>,
    /// Which part of the list.
    pub pagination: Pagination,
}

/// A process to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewProcess {
    /// Its name.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// Its type.
    pub process_type_id: ProcessTypeId,
}

/// A process like another one.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct ProcessCopy {
    /// Its name; that of the other one, marked as a copy, if left out.
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
}

/// What can be changed in a process.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ProcessChange {
    /// The new name.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
}

/// The configuration that holds for files sent now.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProcessConfig {
    /// This version of the configuration.
    pub config_id: ConfigId,
    /// The process.
    pub process_id: ProcessId,
    /// Its version, e.g. `0.1`.
    pub version: String,
    /// What is extracted, in the order of the screens.
    pub data_points: Vec<DataPoint>,
    /// Confidence from which a document may be accepted without a person; `null` = never.
    #[schema(required = true)]
    pub auto_accept_threshold: Option<f32>,
    /// Whether files may hold several documents each, where an upload does not say.
    pub split: bool,
    /// When it was made.
    pub created_at: String,
}

/// How to delete a process.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeleteQuery {
    /// Delete although work is running.
    #[param(default = false)]
    pub force: Option<bool>,
}
