//! Checks of the code base: `cargo xtask tidy`, `cargo xtask licenses`, `cargo xtask mutants`; and `cargo xtask train-base`.

mod base;
mod licenses;
mod metadata;
mod mutate;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "xtask", about = "Checks of the code base.")]
struct Cli {
    #[command(subcommand)]
    check: Check,
}

#[derive(Debug, Subcommand)]
enum Check {
    /// Layers, sizes, names, module docs, links.
    Tidy,
    /// Licences and sources of every dependency.
    Licenses,
    /// Trains the models that ship with the program.
    TrainBase(base::Args),
    /// Damages files and looks whether reading them ends as it should.
    Mutants(mutate::Args),
}

fn main() -> ExitCode {
    let root = root();
    let outcome = match Cli::parse().check {
        Check::Tidy => tidy::run(&root),
        Check::Licenses => licenses::run(&root),
        Check::TrainBase(args) => base::run(&root, &args),
        Check::Mutants(args) => mutate::run(&args),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// The folder of the workspace, whatever folder the command is called in.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
