//! `perigee admin audit`.

use perigee_app::audit::{self, Verdict};
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
    /// Checks that nothing in the audit log was changed, moved or taken out; exit code 1 when something was.
    Verify(Verify),
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Prints the hash of the newest event. Keep it elsewhere, and give it to --expect next time:\nonly then a log that was cut off, or written anew as a whole, is found out.\n\nExample:\n  perigee admin audit verify --data ./perigee-data"
)]
struct Verify {
    #[command(flatten)]
    installation: Installation,
    /// The one organization to check, e.g. org_…; all if left out.
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
    /// A hash that an earlier check printed; it must still be in the log.
    #[arg(long, value_name = "HASH", value_parser = hash)]
    expect: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    let Command::Verify(args) = args.command;
    block_on(verify(args))
}

fn hash(text: &str) -> Result<String, String> {
    let is_hash = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hash { Ok(text.to_owned()) } else { Err("64 hex digits are required".to_owned()) }
}

async fn verify(args: Verify) -> anyhow::Result<Done> {
    let app = args.installation.open().await?;
    let verdicts = audit::verify(&app, args.organization.as_deref(), args.expect.as_deref()).await;
    app.close().await?;
    let verdicts = verdicts?;
    // The hash is of one organization: in one of them is enough.
    let has_expected = args.expect.is_none() || verdicts.iter().any(|one| one.has_expected == Some(true));
    let is_sound = has_expected && verdicts.iter().all(|one| one.fault.is_none());
    if args.json {
        let organizations: Vec<_> = verdicts.iter().map(to_json).collect();
        println!(
            "{}",
            json!({ "sound": is_sound, "hasExpected": has_expected, "organizations": organizations })
        );
    } else {
        verdicts.iter().for_each(print);
        if !has_expected {
            println!("the expected hash is not in the log: it was cut off, or written anew");
        }
    }
    Ok(if is_sound { Done::All } else { Done::Nothing })
}

fn print(verdict: &Verdict) {
    let Verdict { org_public_id, org_name, events, head, fault, .. } = verdict;
    match fault {
        None if *events == 0 => println!("{org_public_id} ({org_name}): nothing was noted yet"),
        None => {
            println!("{org_public_id} ({org_name}): {events} events are sound; the newest hash is {head}")
        }
        Some((number, fault)) => {
            println!("{org_public_id} ({org_name}): BROKEN: event {number} {}", fault.as_str());
            println!("  {events} events before it are sound; their newest hash is {head}");
        }
    }
}

fn to_json(verdict: &Verdict) -> serde_json::Value {
    json!({
        "id": verdict.org_public_id,
        "name": verdict.org_name,
        "events": verdict.events,
        "head": verdict.head,
        "brokenAt": verdict.fault.map(|(number, _)| number),
        "fault": verdict.fault.map(|(_, fault)| fault.as_str()),
    })
}
