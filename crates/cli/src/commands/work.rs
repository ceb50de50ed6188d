//! `perigee work`: workers alone.

use perigee_app::{WorkerConfig, pipeline, setup};
use tokio_util::sync::CancellationToken;

use super::file_limits::FileLimits;
use super::installation::{Installation, asked_to_end, block_on, log_to_stderr};
use super::outside::Outside;
use crate::exit::Done;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  perigee work --database postgres://perigee@db/perigee --blobs s3://documents --concurrency 8"
)]
pub struct Args {
    #[command(flatten)]
    installation: Installation,
    /// Files at the same time; as many as there are cores if left out.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    concurrency: Option<u16>,
    /// The address that people type, for the links in mails.
    #[arg(long, value_name = "URL", env = "PERIGEE_PUBLIC_URL")]
    public_url: Option<String>,
    #[command(flatten)]
    outside: Outside,
    #[command(flatten)]
    limits: FileLimits,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    log_to_stderr();
    block_on(async {
        let config = args.outside.config(args.installation.folder(), args.public_url)?;
        let app = args.installation.open_with(args.limits.limits(), config).await?;
        setup::owner(&app).await?;
        let mut config = WorkerConfig::default();
        if let Some(concurrency) = args.concurrency {
            config.concurrency = concurrency.into();
        }
        let closing = CancellationToken::new();
        let working = tokio::spawn(pipeline::work(app.clone(), config, closing.clone()));
        eprintln!("working");
        asked_to_end().await?;
        closing.cancel();
        working.await?;
        app.close().await?;
        Ok(Done::All)
    })
}
