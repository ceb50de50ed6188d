//! `perigee admin migrate`.

use crate::commands::installation::{Installation, block_on};
use crate::exit::Done;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  perigee admin migrate --database postgres://perigee@db/perigee")]
pub struct Args {
    #[command(flatten)]
    installation: Installation,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    block_on(async {
        // Opening an installation brings its schema up to date.
        let app = args.installation.open().await?;
        app.close().await?;
        if args.json {
            println!("{}", serde_json::json!({ "upToDate": true }));
        } else {
            eprintln!("the schema is up to date");
        }
        Ok(Done::All)
    })
}
