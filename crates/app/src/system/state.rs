//! What the installation is made of, and what is missing.

use perigee_engine::Doctor;

use crate::{App, AppError, pipeline};

/// What the installation is made of.
#[derive(Debug, Clone)]
pub struct System {
    /// Version of the program.
    pub version: &'static str,
    /// Whether the database is SQLite in the data folder; else it is PostgreSQL.
    pub is_sqlite: bool,
    /// Whether files lie in a folder; else in a bucket.
    pub has_folder: bool,
    /// Whether database and files answer.
    pub storage_answers: bool,
    /// Whether mails leave this server; `None` when nothing is configured.
    pub sends_mails: Option<bool>,
    /// What the engine found on the machine.
    pub doctor: Doctor,
    /// Jobs that wait or run.
    pub jobs: u64,
    /// Jobs that gave up.
    pub dead_jobs: u64,
}

/// Looks at the installation; the machine is examined anew, which takes a moment.
///
/// # Errors
/// When the database fails.
pub async fn state(app: &App) -> Result<System, AppError> {
    let storage_answers = app.check().await.is_ok();
    let engine = app.engine().clone();
    let examined = tokio::task::spawn_blocking(move || engine.doctor()).await;
    let (jobs, dead_jobs) = pipeline::count_jobs(app).await?;
    Ok(System {
        version: env!("CARGO_PKG_VERSION"),
        is_sqlite: app.db().is_sqlite(),
        has_folder: app.blobs().is_folder(),
        storage_answers,
        sends_mails: app.config().mailer.as_ref().map(|mailer| !mailer.keeps()),
        doctor: examined.map_err(|_| AppError::Panicked)?,
        jobs,
        dead_jobs,
    })
}
