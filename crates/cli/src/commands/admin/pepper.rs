//! `perigee admin pepper`.

use perigee_api::dto::time::rfc3339;
use perigee_app::setup::{PepperCare, PepperState};
use serde_json::{Value, json};

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
    /// Lists the peppers by their fingerprints, and how many keys depend on each.
    List(List),
    /// Makes a new pepper for new keys; the older ones still verify.
    Rotate(Rotate),
    /// Gives a pepper up.
    Retire(Retire),
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  perigee admin pepper list --data ./perigee-data")]
struct List {
    #[command(flatten)]
    installation: Installation,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  perigee admin pepper rotate --data ./perigee-data\n\nWhere peppers come from PERIGEE_PEPPER the new one is printed: give it to every server, first behind the others, then in front of them."
)]
struct Rotate {
    #[command(flatten)]
    installation: Installation,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  perigee admin pepper retire 0123456789abcdef --data ./perigee-data")]
struct Retire {
    #[command(flatten)]
    installation: Installation,
    /// Its fingerprint.
    fingerprint: String,
    /// End the keys that depend on it.
    #[arg(long)]
    force: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    match args.command {
        Command::List(args) => block_on(list(args)),
        Command::Rotate(args) => block_on(rotate(args)),
        Command::Retire(args) => block_on(retire(args)),
    }
}

async fn list(args: List) -> anyhow::Result<Done> {
    let all = PepperCare::open(&args.installation.place()).await?.list().await?;
    if args.json {
        println!("{}", Value::from_iter(all.iter().map(shown)));
    } else {
        all.iter().for_each(|pepper| println!("{}", line(pepper)));
    }
    Ok(Done::All)
}

async fn rotate(args: Rotate) -> anyhow::Result<Done> {
    let made = PepperCare::open(&args.installation.place()).await?.rotate().await?;
    if args.json {
        println!("{}", json!({ "fingerprint": made.id, "pepper": made.hex }));
        return Ok(Done::All);
    }
    match made.hex {
        Some(hex) => {
            eprintln!("{} is to be given to every server in PERIGEE_PEPPER", made.id);
            println!("{hex}");
        }
        None => println!("{}", made.id),
    }
    Ok(Done::All)
}

async fn retire(args: Retire) -> anyhow::Result<Done> {
    let care = PepperCare::open(&args.installation.place()).await?;
    let ended = care.retire(&args.fingerprint, args.force).await?;
    if args.json {
        println!("{}", json!({ "fingerprint": args.fingerprint, "endedKeys": ended }));
    } else {
        eprintln!("{} was given up; {ended} keys ended", args.fingerprint);
    }
    Ok(Done::All)
}

fn shown(pepper: &PepperState) -> Value {
    json!({
        "fingerprint": pepper.id,
        "createdAt": pepper.created_at_ms.map(rfc3339),
        "retiredAt": pepper.retired_at_ms.map(rfc3339),
        "isNewest": pepper.is_newest,
        "isHere": pepper.is_given,
        "keys": pepper.keys,
    })
}

fn line(pepper: &PepperState) -> String {
    let state = match pepper {
        PepperState { retired_at_ms: Some(_), .. } => "given up",
        PepperState { is_given: false, .. } => "MISSING",
        PepperState { is_newest: true, .. } => "newest",
        PepperState { created_at_ms: None, .. } => "not used yet",
        _ => "still verifies",
    };
    let since = pepper.created_at_ms.map_or_else(|| "-".to_owned(), rfc3339);
    format!("{}\t{since}\t{state}\t{} keys", pepper.id, pepper.keys)
}
