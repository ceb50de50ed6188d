//! `perigee admin key`.

use perigee_app::api_key::{self, NewKey};
use perigee_app::setup;
use perigee_model::ProcessId;
use serde_json::json;

use crate::commands::installation::{Installation, block_on};
use crate::exit::Done;

/// Arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Makes a key and prints it; it cannot be shown again.
    Create(Create),
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  KEY=$(perigee admin key create --name \"My program\" --data ./perigee-data)\n  curl -u \"$KEY\" http://127.0.0.1:8080/api/v0.4/me"
)]
struct Create {
    #[command(flatten)]
    installation: Installation,
    /// What it is for.
    #[arg(long)]
    name: String,
    /// What it may do: `All`, or scopes with commas between.
    #[arg(long, value_delimiter = ',', default_value = "All")]
    scopes: Vec<String>,
    /// The one process that it may see.
    #[arg(long, value_name = "ID")]
    process: Option<ProcessId>,
    /// Days until it ends.
    #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=3650))]
    days: u32,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    let Command::Create(args) = args.command;
    block_on(create(args))
}

async fn create(args: Create) -> anyhow::Result<Done> {
    let app = args.installation.open().await?;
    let owner = setup::owner(&app).await?;
    let new =
        NewKey { name: args.name, scopes: args.scopes, process_id: args.process, days: Some(args.days) };
    let made = api_key::create(&app, &owner.scope, new).await?;
    app.close().await?;
    if args.json {
        let exp = made.expires_at_ms.map(perigee_api::dto::time::rfc3339);
        let shown = json!({
            "id": made.id, "name": made.name, "scopes": made.scopes, "exp": exp, "key": made.key,
        });
        println!("{shown}");
    } else {
        println!("{}", made.key);
    }
    Ok(Done::All)
}
