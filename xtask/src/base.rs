//! Trains the models that ship: `cargo xtask train-base DATA`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};

/// Where labelled data lies.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder that holds `sroie/`.
    data: PathBuf,
}

/// Drawn receipts that are added to the real ones, so that other languages and countries are known too.
const DRAWN: &str = "100";
/// Seed of the drawings; another one makes another model.
const SEED: &str = "12";

/// Languages of the drawings.
const LANGUAGES: &str = "en,de,pl,fr";

/// Converts the data, draws the rest, trains, and writes `crates/understand/models/`.
pub fn run(root: &Path, args: &Args) -> anyhow::Result<bool> {
    let work = root.join("target/train-base");
    let (sroie, drawn) = (work.join("sroie"), work.join("receipts"));
    std::fs::create_dir_all(&work)?;
    let perigee = ["run", "--release", "--locked", "--workspace", "--bin", "perigee", "--"];
    let convert =
        ["convert-dataset", "sroie", &text(&args.data.join("sroie")), &text(&sroie), "--with-words"]
            .map(str::to_owned);
    cargo(root, &perigee, &convert)?;
    let out = text(&drawn);
    let draw = ["generate", "--type", "receipts", "--lang", LANGUAGES, "--count", DRAWN, "--seed", SEED];
    let draw: Vec<String> = draw.into_iter().chain(["--out", &out]).map(str::to_owned).collect();
    cargo(root, &perigee, &draw)?;
    let example =
        ["run", "--release", "--locked", "-p", "perigee-understand", "--example", "train_base", "--"];
    let model = root.join("crates/understand/models/receipts.model");
    cargo(root, &example, &["receipts".to_owned(), text(&model), text(&sroie), text(&drawn)])?;
    println!("{} is trained; the program embeds it when it is built again", model.display());
    Ok(true)
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn cargo(root: &Path, command: &[&str], arguments: &[String]) -> anyhow::Result<()> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(program)
        .args(command)
        .args(arguments)
        .current_dir(root)
        .status()
        .context("cargo cannot be started")?;
    ensure!(status.success(), "cargo {} failed", command.join(" "));
    Ok(())
}
