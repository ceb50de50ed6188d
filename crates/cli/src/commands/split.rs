//! `perigee split`: where documents begin in a stream of pages, and what they are.

use std::path::{Path, PathBuf};

use perigee_engine::{Classes, Engine, ReadOptions};
use perigee_model::FileFault;
use perigee_understand::splitting::Part;
use serde::Serialize;

use crate::exit::Done;
use crate::{batch, source, trained};

/// Document boundaries and classes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: perigee split --json scans-of-monday.pdf")]
pub struct Args {
    /// Files of several documents each: PDF, multi-page TIFF, or *.words.json files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What was learned of classes, by `perigee train --type classes`.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// What opens locked PDF files.
    #[arg(long, value_name = "PASSWORD")]
    password: Option<String>,
    /// Print one JSON array, an object per file.
    #[arg(long)]
    json: bool,
}

/// A file and its documents, or why it could not be read, as the contract has them.
#[derive(Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Stream {
    Split { file_name: String, documents: Vec<Part> },
    Failed { file_name: String, error: FileFault },
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    let classes = args.model.as_deref().map(trained::load_classes).transpose()?;
    let engine = source::engine(&args.files)?;
    let options = ReadOptions { password: args.password.clone(), ..ReadOptions::default() };
    let (mut results, mut failed) = (Vec::new(), 0);
    batch::in_order(
        &args.files,
        |path| split(&engine, path, &options, classes.as_ref()),
        |index, outcome| {
            let file_name = source::file_name(&args.files[index]);
            match outcome {
                Ok(documents) if args.json => {
                    results.push(Stream::Split { file_name, documents });
                }
                Ok(documents) => print(&file_name, &documents),
                Err(fault) => {
                    failed += 1;
                    eprintln!("perigee: {}: {fault}; {}", args.files[index].display(), fault.action);
                    results.push(Stream::Failed { file_name, error: fault });
                }
            }
            Ok(())
        },
    )?;
    if args.json {
        println!("{}", serde_json::to_string(&results)?);
    }
    Ok(match failed {
        0 => Done::All,
        some if some < args.files.len() => Done::SomeFailed,
        _ => Done::Nothing,
    })
}

fn split(
    engine: &Engine,
    path: &Path,
    options: &ReadOptions,
    classes: Option<&Classes>,
) -> Result<Vec<Part>, FileFault> {
    Ok(engine.split(&source::read(engine, path, options)?.pages, None, classes))
}

/// A line per document.
fn print(name: &str, documents: &[Part]) {
    println!("{name}");
    for part in documents {
        let pages = match (part.first_page + 1, part.last_page + 1) {
            (first, last) if first == last => format!("page {first}"),
            (first, last) => format!("pages {first}-{last}"),
        };
        println!("  {pages:<14} {:<24} {:>3.0} %", part.document_class, part.confidence.get() * 100.0);
    }
}
