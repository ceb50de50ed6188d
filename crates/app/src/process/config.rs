//! Shows a configuration.

use perigee_model::{ConfigId, DataPoint, ProcessId, Scope};
use perigee_store::error::from_json;
use perigee_store::processes;

use crate::{App, AppError};

/// The configuration that holds for files sent now.
#[derive(Debug, Clone)]
pub struct ProcessConfig {
    /// The version.
    pub id: ConfigId,
    /// Its process.
    pub process_id: ProcessId,
    /// Counts from 1.
    pub version: i32,
    /// What is extracted.
    pub data_points: Vec<DataPoint>,
    /// Confidence from which documents are accepted without a person.
    pub auto_accept_threshold: Option<f32>,
    /// Whether files may hold several documents each, where an upload does not say.
    pub splits: bool,
    /// When it was made.
    pub created_at_ms: i64,
}

/// The configuration that holds for files sent now.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn config(app: &App, scope: &Scope, id: ProcessId) -> Result<ProcessConfig, AppError> {
    let conn = app.db().reader();
    let process = super::get_row(conn, scope, id).await?;
    let row = processes::get_config(conn, scope, ConfigId::from_uuid(process.config_id)).await?;
    Ok(ProcessConfig {
        id: ConfigId::from_uuid(row.id),
        process_id: id,
        version: row.version,
        data_points: from_json("process_configs.data_points", &row.data_points)?,
        auto_accept_threshold: row.auto_accept_threshold,
        splits: row.splits,
        created_at_ms: row.created_at,
    })
}
