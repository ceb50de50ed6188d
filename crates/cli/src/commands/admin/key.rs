//! `perigee admin key`.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use perigee_api::dto::time::rfc3339;
use perigee_app::api_key::rotate::{GRACE_S, LONGEST_GRACE_S};
use perigee_app::api_key::{self, ApiKey, CreatedKey, NewKey};
use perigee_app::setup;
use perigee_model::{ApiKeyId, ApiKeyStatus, ProcessId};
use serde_json::{Value, json};

use super::key_check;
use crate::commands::installation::{Installation, block_on};
use crate::exit::Done;

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// Keys that are asked for at once.
const PAGE: u64 = 1_000;

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
    /// Lists keys, without their secrets.
    List(List),
    /// Revokes a key, and the keys that it made.
    Revoke(Revoke),
    /// Makes a new key in the place of an old one, which ends after a while.
    Rotate(Rotate),
    /// Says whether a text has the form of a key, without asking any server; or finds keys in files.
    Check(key_check::Args),
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
    /// Networks that it may be used from, in CIDR notation with commas between; any if left out.
    #[arg(long, value_delimiter = ',')]
    networks: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  perigee admin key list --status Active --data ./perigee-data")]
struct List {
    #[command(flatten)]
    installation: Installation,
    /// The keys of this process; those of the organization if left out.
    #[arg(long, value_name = "ID")]
    process: Option<ProcessId>,
    /// Only those with this status.
    #[arg(long, value_parser = ["Active", "Expired", "Revoked"])]
    status: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  perigee admin key revoke 0198c0ffee0070008000000000000001 --data ./perigee-data"
)]
struct Revoke {
    #[command(flatten)]
    installation: Installation,
    /// The key: its id, or its public part (pk_…).
    id: String,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  KEY=$(perigee admin key rotate 0198c0ffee0070008000000000000001 --grace-seconds 3600 --data ./perigee-data)"
)]
struct Rotate {
    #[command(flatten)]
    installation: Installation,
    /// The key: its id, or its public part (pk_…).
    id: String,
    /// Seconds until the old key ends.
    #[arg(long, value_name = "N", default_value_t = GRACE_S, value_parser = clap::value_parser!(i64).range(0..=LONGEST_GRACE_S))]
    grace_seconds: i64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// An id, or the public part of a key. Not left to the parser of arguments, which repeats what is wrong: a whole key
/// holds the secret.
fn read_id(text: &str) -> anyhow::Result<ApiKeyId> {
    let id = text.strip_prefix("pk_org_").or_else(|| text.strip_prefix("pk_prc_")).unwrap_or(text);
    id.parse().context("an id of 32 hex digits, or the part of the key before the colon, is required")
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    match args.command {
        Command::Create(args) => block_on(create(args)),
        Command::List(args) => block_on(list(args)),
        Command::Revoke(args) => block_on(revoke(args)),
        Command::Rotate(args) => block_on(rotate(args)),
        Command::Check(args) => key_check::run(args),
    }
}

async fn create(args: Create) -> anyhow::Result<Done> {
    let app = args.installation.open().await?;
    let owner = setup::owner(&app).await?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock stands before 1970")?;
    let new = NewKey {
        name: args.name,
        scopes: args.scopes,
        process_id: args.process,
        expires_at_ms: Some(i64::try_from(now.as_millis())? + i64::from(args.days) * DAY_MS),
        networks: args.networks,
    };
    let made = api_key::create(&app, &owner.scope, new).await.map_err(explained)?;
    app.close().await?;
    print(&made, args.json);
    Ok(Done::All)
}

async fn list(args: List) -> anyhow::Result<Done> {
    let app = args.installation.open().await?;
    let scope = setup::owner(&app).await?.scope;
    let status = args.status.as_deref().and_then(ApiKeyStatus::find);
    let mut keys = Vec::new();
    loop {
        let range = (keys.len() as u64, PAGE);
        let (some, total) = api_key::list(&app, &scope, args.process, status, range).await?;
        let is_last = some.is_empty();
        keys.extend(some);
        if is_last || keys.len() as u64 >= total {
            break;
        }
    }
    app.close().await?;
    if args.json {
        println!("{}", Value::from_iter(keys.iter().map(shown)));
    } else {
        for key in &keys {
            println!("{}", line(key));
        }
    }
    Ok(Done::All)
}

async fn revoke(args: Revoke) -> anyhow::Result<Done> {
    let id = read_id(&args.id)?;
    let app = args.installation.open().await?;
    let scope = setup::owner(&app).await?.scope;
    let place = api_key::place_of(&app, &scope, id).await?;
    api_key::revoke(&app, &scope, place, id).await?;
    app.close().await?;
    eprintln!("revoked {id}");
    Ok(Done::All)
}

async fn rotate(args: Rotate) -> anyhow::Result<Done> {
    let id = read_id(&args.id)?;
    let app = args.installation.open().await?;
    let scope = setup::owner(&app).await?.scope;
    let place = api_key::place_of(&app, &scope, id).await?;
    let made = api_key::rotate(&app, &scope, place, id, args.grace_seconds).await?;
    app.close().await?;
    eprintln!("the old key ends in {} seconds", args.grace_seconds);
    print(&made, args.json);
    Ok(Done::All)
}

/// The faults of a request one by one: there is no page that could show them at their fields.
fn explained(error: perigee_app::AppError) -> anyhow::Error {
    match error {
        perigee_app::AppError::Invalid { faults } => {
            let each = faults.iter().map(|fault| format!("{}: {}", fault.field, fault.message));
            anyhow::Error::msg(each.collect::<Vec<_>>().join("; "))
        }
        other => other.into(),
    }
}

fn print(made: &CreatedKey, as_json: bool) {
    if as_json {
        let exp = made.expires_at_ms.map(rfc3339);
        let shown = json!({
            "id": made.id, "name": made.name, "scopes": made.scopes, "exp": exp, "key": made.key,
        });
        println!("{shown}");
    } else {
        println!("{}", made.key);
    }
}

fn shown(key: &ApiKey) -> Value {
    json!({
        "id": key.id,
        "name": key.name,
        "prefix": key.prefix(),
        "processId": key.process_id,
        "scopes": key.scopes,
        "status": key.status,
        "createdAt": rfc3339(key.created_at_ms),
        "createdBy": key.created_by,
        "exp": key.expires_at_ms.map(rfc3339),
        "lastUsedAt": key.last_use.as_ref().map(|last| rfc3339(last.at_ms)),
        "networks": key.networks,
        "replacedBy": key.replaced_by,
    })
}

fn line(key: &ApiKey) -> String {
    let end = key.expires_at_ms.map_or_else(|| "never".to_owned(), rfc3339);
    let last = key.last_use.as_ref().map_or_else(|| "never used".to_owned(), |last| rfc3339(last.at_ms));
    format!("{}\t{}\tends {end}\t{last}\t{}", key.prefix(), key.status.as_str(), key.name)
}
