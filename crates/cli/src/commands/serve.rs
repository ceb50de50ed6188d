//! `perigee serve`: API, web app and workers in one process.

use std::io::IsTerminal as _;
use std::net::SocketAddr;

use anyhow::Context as _;
use perigee_api::ApiState;
use perigee_app::api_key::watch;
use perigee_app::identity::link;
use perigee_app::identity::sign_up::{self, SignUp};
use perigee_app::setup::Owner;
use perigee_app::{App, WorkerConfig, pipeline, setup};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::file_limits::FileLimits;
use super::installation::{Installation, asked_to_end, block_on, log_to_stderr};
use super::outside::Outside;
use super::reached::Reached;
use crate::exit::Done;

/// Invoices that `--with-samples` draws.
const SAMPLES: usize = 3;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  perigee serve --data ./perigee-data --listen 127.0.0.1:8080 --with-samples"
)]
pub struct Args {
    #[command(flatten)]
    installation: Installation,
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", env = "PERIGEE_LISTEN")]
    listen: SocketAddr,
    #[command(flatten)]
    reached: Reached,
    #[command(flatten)]
    outside: Outside,
    /// Leave the work to `perigee work`.
    #[arg(long)]
    no_worker: bool,
    /// On an empty installation, make a process with three drawn invoices.
    #[arg(long)]
    with_samples: bool,
    /// Print a link that signs the owner in once (always done on a terminal).
    #[arg(long)]
    print_link: bool,
    #[command(flatten)]
    limits: FileLimits,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    log_to_stderr();
    block_on(serve(args))
}

async fn serve(args: Args) -> anyhow::Result<Done> {
    // The address comes first: mails lead to it.
    let listener = TcpListener::bind(args.listen).await;
    let listener = listener.with_context(|| format!("cannot listen on {}", args.listen))?;
    let address = format!("http://{}", listener.local_addr()?);
    let public_url = args.reached.public_url.clone().unwrap_or_else(|| address.clone());
    let config = args.outside.config(args.installation.folder(), Some(public_url.clone()))?;
    let app = args.installation.open_with(args.limits.limits(), config).await?;
    let owner = setup::owner(&app).await?;
    if args.with_samples {
        let drawn = perigee_synth::invoice::samples(1, SAMPLES);
        let documents = drawn.into_iter().map(|document| (document.file_name, document.pdf)).collect();
        setup::samples(&app, &owner.scope, documents).await?;
    }
    let closing = CancellationToken::new();
    let state = ApiState::new(app.clone(), args.reached.config(), closing.clone());
    // The socket listens already: whoever connects from now on is answered.
    let answering = tokio::spawn(perigee_api::serve(listener, state));
    let working = (!args.no_worker)
        .then(|| tokio::spawn(pipeline::work(app.clone(), WorkerConfig::default(), closing.clone())));
    let watching = tokio::spawn(watch::run(app.clone(), closing.clone()));
    eprintln!("listening on {address}");
    if args.print_link || std::io::stdout().is_terminal() {
        print_link(&app, &owner, public_url.trim_end_matches('/')).await?;
    }
    asked_to_end().await?;
    closing.cancel();
    answering.await??;
    if let Some(working) = working {
        working.await?;
    }
    watching.await?;
    close(&app).await
}

/// Prints a link that signs the owner in once; where the owner cannot sign in otherwise yet, also the address where
/// the same token makes an account.
async fn print_link(app: &App, owner: &Owner, url: &str) -> anyhow::Result<()> {
    let token = link::create(app, owner.user_id, owner.scope.organization_id).await?;
    println!("{url}/sign-in#token={token}");
    if sign_up::state(app, false).await? != SignUp::Closed {
        println!("or, to set a name and a password first: {url}/sign-up#token={token}");
    }
    Ok(())
}

/// Lets the database write what it has to write.
async fn close(app: &App) -> anyhow::Result<Done> {
    // The last answers were counted after the watch had ended.
    watch::flush(app).await?;
    app.close().await?;
    Ok(Done::All)
}
