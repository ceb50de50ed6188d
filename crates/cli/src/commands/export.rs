//! `perigee export`: the data of a process.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::PathBuf;

use anyhow::Context as _;
use perigee_app::collection::Filter;
use perigee_app::export::{self, Chosen, NewExport};
use perigee_app::{App, setup};
use perigee_model::{CollectionStatus, ExportFormat, ProcessId};

use super::installation::{Installation, block_on};
use crate::exit::Done;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  perigee export --process 0198c0ffee0070008000000000000001 --format csv --data ./perigee-data > invoices.csv"
)]
pub struct Args {
    #[command(flatten)]
    installation: Installation,
    /// The process.
    #[arg(long, value_name = "ID")]
    process: ProcessId,
    /// How it is written.
    #[arg(long, value_parser = ["csv", "xlsx", "json", "xml"])]
    format: String,
    /// Only collections with this status: `Accepted` or `Needs Review`.
    #[arg(long, value_parser = ["Accepted", "Needs Review"])]
    status: Option<String>,
    /// The file to write; standard output if left out.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    block_on(async {
        let app = args.installation.open().await?;
        let gathered = gather(&app, &args).await;
        app.close().await?;
        write(gathered?, &args)
    })
}

async fn gather(app: &App, args: &Args) -> anyhow::Result<File> {
    let scope = setup::scope_of_process(app, args.process).await?;
    let filter = Filter {
        statuses: args.status.as_deref().and_then(CollectionStatus::find).into_iter().collect(),
        ..Filter::default()
    };
    let format = ExportFormat::find(&args.format).context("csv, xlsx, json or xml is required")?;
    let new = NewExport { format, chosen: Chosen::Matching { filter: Box::new(filter), except: Vec::new() } };
    Ok(export::gather_now(app, &scope, args.process, new).await?)
}

fn write(mut gathered: File, args: &Args) -> anyhow::Result<Done> {
    match &args.out {
        Some(path) => {
            let mut file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
            io::copy(&mut gathered, &mut file).with_context(|| format!("cannot write {}", path.display()))?;
        }
        None => {
            let mut out = io::stdout().lock();
            io::copy(&mut gathered, &mut out).and_then(|_| out.flush()).context("standard output")?;
        }
    }
    Ok(Done::All)
}
