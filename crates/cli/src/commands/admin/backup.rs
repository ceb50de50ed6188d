//! `perigee admin backup` and `perigee admin restore`.

use std::path::PathBuf;

use perigee_api::dto::time::rfc3339;
use perigee_app::setup;
use serde_json::json;

use crate::commands::installation::{Installation, block_on};
use crate::exit::Done;

/// Arguments of `backup`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The server may run meanwhile. The file holds every document and the secrets of the server: keep it as safe\nas the folder itself.\n\nExample:\n  perigee admin backup --data ./perigee-data --out perigee-2026-11-29.backup"
)]
pub struct Backup {
    #[command(flatten)]
    installation: Installation,
    /// The file to write; it must not be there yet.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Arguments of `restore`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  perigee admin restore perigee-2026-11-29.backup --data ./perigee-restored"
)]
pub struct Restore {
    /// A file that `perigee admin backup` wrote.
    #[arg(value_name = "FILE")]
    from: PathBuf,
    /// The folder to restore into; it must be empty, or not there yet.
    #[arg(long, value_name = "DIR", env = "PERIGEE_DATA")]
    data: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Writes a backup.
pub fn backup(args: Backup) -> anyhow::Result<Done> {
    block_on(async {
        let app = args.installation.open().await?;
        let copied = setup::backup(&app, &args.installation.place(), &args.out).await;
        app.close().await?;
        let copied = copied?;
        if args.json {
            println!("{}", json!({ "files": copied.files, "bytes": copied.bytes }));
        } else {
            println!(
                "the database and {} files, {} bytes, are in {}",
                copied.files,
                copied.bytes,
                args.out.display()
            );
        }
        Ok(Done::All)
    })
}

/// Restores one.
pub fn restore(args: Restore) -> anyhow::Result<Done> {
    let (about, copied) = setup::restore(&args.from, &args.data)?;
    let created_at = rfc3339(about.created_at_ms);
    if args.json {
        let said = json!({ "files": copied.files, "bytes": copied.bytes, "version": about.version, "createdAt": created_at });
        println!("{said}");
    } else {
        println!(
            "the database and {} files of {created_at} are in {}; start it with: perigee serve --data {}",
            copied.files,
            args.data.display(),
            args.data.display()
        );
    }
    Ok(Done::All)
}
