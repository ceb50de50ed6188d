//! `perigee admin doctor`: what is missing on this machine.

use perigee_app::App;
use serde_json::json;

use crate::commands::installation::{Installation, block_on};
use crate::exit::Done;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  perigee admin doctor --data ./perigee-data")]
pub struct Args {
    #[command(flatten)]
    installation: Installation,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command: exit code 1 when something is missing.
pub fn run(args: Args) -> anyhow::Result<Done> {
    block_on(async {
        let app = args.installation.open().await?;
        let healthy = examine(&app, args.json).await?;
        app.close().await?;
        Ok(if healthy { Done::All } else { Done::Nothing })
    })
}

async fn examine(app: &App, as_json: bool) -> anyhow::Result<bool> {
    let doctor = app.engine().doctor();
    let storage = app.check().await;
    let mut missing = doctor.missing.clone();
    if let Err(error) = &storage {
        missing.push(format!("the database or the file store does not answer: {error}"));
    }
    if as_json {
        println!("{}", json!({ "engine": doctor, "storage": storage.is_ok(), "missing": missing }));
        return Ok(missing.is_empty());
    }
    println!("Tesseract: {}", doctor.tesseract_version.as_deref().unwrap_or("not found"));
    println!("Languages: {}", doctor.languages.join(", "));
    let found = |path: &Option<std::path::PathBuf>| {
        path.as_ref().map_or("not found".to_owned(), |path| path.display().to_string())
    };
    println!("LibreOffice: {}", found(&doctor.office_converter));
    println!("HEIC converter: {}", found(&doctor.heic_converter));
    match &doctor.models {
        Some(folder) => println!("Models of the second recognizer: {}", folder.display()),
        None => println!("Models of the second recognizer: not found"),
    }
    println!("Database and files: {}", if storage.is_ok() { "answer" } else { "do not answer" });
    for line in &doctor.optional {
        println!("Could be better: {line}");
    }
    for line in &missing {
        println!("Missing: {line}");
    }
    Ok(missing.is_empty())
}
