//! `perigee admin user`.

use std::io::Read as _;

use perigee_app::identity::link;
use perigee_app::user::{self, NewUser};
use perigee_app::{App, setup};
use perigee_model::OrganizationId;
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
    /// Makes a person; without a password prints a link that signs in once.
    Create(Create),
    /// Prints a link that signs a person in once, within 15 minutes.
    Link(Link),
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  perigee admin user create --email ada@example.org --name Ada --role user --data ./perigee-data"
)]
struct Create {
    #[command(flatten)]
    installation: Installation,
    /// To sign in with.
    #[arg(long)]
    email: String,
    /// Name.
    #[arg(long)]
    name: String,
    /// What the person may do.
    #[arg(long, value_parser = ["admin", "user"])]
    role: String,
    /// Read the password from standard input.
    #[arg(long)]
    password_stdin: bool,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  perigee admin user link --data ./perigee-data")]
struct Link {
    #[command(flatten)]
    installation: Installation,
    /// Whom to sign in; the owner if left out.
    #[arg(long)]
    email: Option<String>,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, clap::Args)]
struct Output {
    /// The address that people type.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080", env = "PERIGEE_PUBLIC_URL")]
    public_url: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    match args.command {
        Command::Create(args) => block_on(create(args)),
        Command::Link(args) => block_on(link(args)),
    }
}

async fn create(args: Create) -> anyhow::Result<Done> {
    let app = args.installation.open().await?;
    let owner = setup::owner(&app).await?;
    let password = args.password_stdin.then(read_password).transpose()?;
    let needs_link = password.is_none();
    let new = NewUser { email: args.email.clone(), name: args.name, role: args.role, password };
    let id = user::create(&app, &owner.scope, new).await?;
    let link = match needs_link {
        true => Some(make_link(&app, id, owner.scope.organization_id, &args.output).await?),
        false => None,
    };
    app.close().await?;
    let subject_id = format!("local|{}", id.simple());
    if args.output.json {
        println!("{}", json!({ "subjectId": subject_id, "email": args.email, "link": link }));
    } else {
        eprintln!("made {} ({subject_id})", args.email);
        if let Some(link) = link {
            println!("{link}");
        }
    }
    Ok(Done::All)
}

async fn link(args: Link) -> anyhow::Result<Done> {
    let app = args.installation.open().await?;
    let (user_id, organization_id) = match &args.email {
        Some(email) => user::find_by_email(&app, email).await?,
        None => {
            let owner = setup::owner(&app).await?;
            (owner.user_id, owner.scope.organization_id)
        }
    };
    let link = make_link(&app, user_id, organization_id, &args.output).await?;
    app.close().await?;
    if args.output.json {
        let subject_id = format!("local|{}", user_id.simple());
        println!("{}", json!({ "subjectId": subject_id, "email": args.email, "link": link }));
    } else {
        println!("{link}");
    }
    Ok(Done::All)
}

async fn make_link(
    app: &App,
    user_id: uuid::Uuid,
    organization_id: OrganizationId,
    output: &Output,
) -> anyhow::Result<String> {
    let token = link::create(app, user_id, organization_id).await?;
    Ok(format!("{}/sign-in#token={token}", output.public_url.trim_end_matches('/')))
}

/// One line; what ends the line is not part of the password.
fn read_password() -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin().take(4_096).read_to_string(&mut text)?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
