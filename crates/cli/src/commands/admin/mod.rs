//! `perigee admin`: what an operator needs without the web app.

mod audit;
mod backup;
mod doctor;
mod key;
mod key_check;
mod migrate;
mod openapi;
mod pepper;
mod user;

use crate::exit::Done;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  perigee admin key create --name \"My program\" --data ./perigee-data")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// API keys.
    Key(key::Args),
    /// People.
    User(user::Args),
    /// The audit log.
    Audit(audit::Args),
    /// Peppers, under which the secrets of API keys are stored.
    Pepper(pepper::Args),
    /// Writes a backup of the data folder, while the server runs.
    Backup(backup::Backup),
    /// Restores a backup into an empty folder.
    Restore(backup::Restore),
    /// Brings the database to the schema of this version.
    Migrate(migrate::Args),
    /// Says what is missing on this machine.
    Doctor(doctor::Args),
    /// Prints the OpenAPI document.
    #[command(hide = true)]
    Openapi,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    match args.command {
        Command::Key(args) => key::run(args),
        Command::User(args) => user::run(args),
        Command::Audit(args) => audit::run(args),
        Command::Pepper(args) => pepper::run(args),
        Command::Backup(args) => backup::backup(args),
        Command::Restore(args) => backup::restore(args),
        Command::Migrate(args) => migrate::run(args),
        Command::Doctor(args) => doctor::run(args),
        Command::Openapi => openapi::run(),
    }
}
