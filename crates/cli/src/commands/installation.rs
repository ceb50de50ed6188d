//! Where the installation is that a command works on, and how it is opened.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use perigee_app::setup::{self, DataFolder};
use perigee_app::{App, AppConfig, Engine, EngineConfig, Limits, ReaderMode};

use crate::converters;

/// Where everything is.
#[derive(Debug, Clone, clap::Args)]
pub struct Installation {
    /// Folder of the database and the files; made when missing.
    #[arg(long, value_name = "DIR", default_value = "./perigee-data", env = "PERIGEE_DATA")]
    data: PathBuf,
    /// A database elsewhere, e.g. postgres://perigee@db/perigee.
    #[arg(long, value_name = "URL", env = "PERIGEE_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// Files elsewhere, e.g. s3://bucket/prefix (credentials from the AWS_… variables).
    #[arg(long, value_name = "URL", env = "PERIGEE_BLOBS", hide_env_values = true)]
    blobs: Option<String>,
}

impl Installation {
    /// Opens it to administer it, on an empty folder too.
    pub async fn open(&self) -> anyhow::Result<App> {
        self.open_with(Limits::default(), AppConfig::default()).await
    }

    /// The folder of its data.
    pub fn folder(&self) -> &Path {
        &self.data
    }

    /// Where it lies.
    pub fn place(&self) -> DataFolder {
        DataFolder {
            path: self.data.clone(),
            database_url: self.database.clone(),
            blobs_url: self.blobs.clone(),
            // Several servers on one database need the same pepper; it is a secret, so it is no argument.
            pepper: std::env::var("PERIGEE_PEPPER").ok(),
        }
    }

    /// Opens it to work on files, which may cost this much.
    pub async fn open_with(&self, limits: Limits, config: AppConfig) -> anyhow::Result<App> {
        let folder = self.place();
        let program = std::env::current_exe().context("the path of this program")?;
        let config = AppConfig { file_bytes: limits.file_bytes, ..config };
        let config_of_engine = EngineConfig {
            reader: ReaderMode::ChildProcess { program },
            limits,
            models: crate::models::folder(),
        };
        let engine = Engine::new(config_of_engine).with_converters(converters::find());
        Ok(setup::open(&folder, config, engine).await?)
    }
}

/// Runs a command that waits for many things at once.
pub fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let outcome = runtime.block_on(work);
    // A reader that is still at work must not hold up the end; its child dies with this process.
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    outcome
}

/// Logs to standard error; `PERIGEE_LOG` filters (default `info`), `PERIGEE_LOG_FORMAT=json` is for machines.
pub fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("PERIGEE_LOG");
    let filter = filter
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn,sea_orm_migration=warn"));
    let colours = std::io::stderr().is_terminal();
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr);
    if std::env::var("PERIGEE_LOG_FORMAT").is_ok_and(|format| format == "json") {
        log.json().init();
    } else {
        log.init();
    }
}

/// Until the process is asked to end.
pub async fn asked_to_end() -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted?,
        _ = terminate.recv() => {}
    }
    Ok(())
}
