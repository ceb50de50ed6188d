//! The one binary: parses the command line and hands over to a command. Wiring only.

mod batch;
mod commands;
mod converters;
mod entry;
mod exit;
mod json;
mod labelled;
mod memory;
mod models;
mod source;
mod trained;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads invoices, receipts and forms on your own machine.
#[derive(Debug, Parser)]
#[command(name = "perigee", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Words with their places.
    Ocr(commands::ocr::Args),
    /// Tables with their cells.
    Tables(commands::tables::Args),
    /// Data points without a server.
    Extract(commands::extract::Args),
    /// Document boundaries and classes.
    Split(commands::split::Args),
    /// Learns from a labelled folder.
    Train(commands::train::Args),
    /// Scores against a labelled folder.
    Eval(commands::eval::Args),
    /// Makes a labelled folder from a public data set (for developers).
    #[command(hide = true)]
    ConvertDataset(commands::convert_dataset::Args),
    /// Draws labelled documents.
    Generate(commands::generate::Args),
    /// API, web app and workers in one process.
    #[cfg(feature = "server")]
    Serve(commands::serve::Args),
    /// Workers alone.
    #[cfg(feature = "server")]
    Work(commands::work::Args),
    /// The data of a process.
    #[cfg(feature = "server")]
    Export(commands::export::Args),
    /// What an operator needs without the web app.
    #[cfg(feature = "server")]
    Admin(commands::admin::Args),
    /// The child process that parses hostile bytes.
    #[command(hide = true)]
    Reader,
}

impl Command {
    /// Whether the program reads some files and ends.
    fn ends_with_its_files(&self) -> bool {
        matches!(self, Self::Ocr(_) | Self::Tables(_) | Self::Extract(_) | Self::Split(_) | Self::Reader)
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    if cli.command.ends_with_its_files() {
        memory::keep_freed();
    }
    let outcome = match cli.command {
        Command::Ocr(args) => commands::ocr::run(args),
        Command::Tables(args) => commands::tables::run(args),
        Command::Extract(args) => commands::extract::run(args),
        Command::Split(args) => commands::split::run(args),
        Command::Train(args) => commands::train::run(args),
        Command::Eval(args) => commands::eval::run(args),
        Command::ConvertDataset(args) => commands::convert_dataset::run(args),
        Command::Generate(args) => commands::generate::run(args),
        #[cfg(feature = "server")]
        Command::Serve(args) => commands::serve::run(args),
        #[cfg(feature = "server")]
        Command::Work(args) => commands::work::run(args),
        #[cfg(feature = "server")]
        Command::Export(args) => commands::export::run(args),
        #[cfg(feature = "server")]
        Command::Admin(args) => commands::admin::run(args),
        Command::Reader => commands::reader::run(),
    };
    exit::code(outcome)
}
