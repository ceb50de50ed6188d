//! `perigee train`: a labelled folder to a model.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use perigee_engine::ReadOptions;
use perigee_understand::learn::{self, Guarantee, Model, Options};
use serde::Serialize;

use super::train_classes;
use crate::exit::Done;
use crate::{labelled, source, trained};

/// Learns from a labelled folder.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: perigee train --type receipts --dataset ./receipts --out receipts.model")]
pub struct Args {
    /// What the documents are; the data points of `custom` are those of dataset.json. `classes` learns what documents
    /// are, for `perigee split --model`.
    #[arg(long = "type", value_name = "TYPE", value_parser = trained::types_and(train_classes::TYPE))]
    kind: String,
    /// A labelled folder: dataset.json and documents.jsonl; for `classes` a folder of documents for each class.
    #[arg(long, value_name = "DIR")]
    pub(super) dataset: PathBuf,
    /// The model file to write.
    #[arg(long, value_name = "FILE")]
    pub(super) out: PathBuf,
    /// Print one JSON value.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Trained<'a> {
    pub documents: usize,
    pub seconds: f64,
    pub peak_memory_bytes: Option<u64>,
    pub model: &'a Path,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    if args.kind == train_classes::TYPE {
        return train_classes::run(args);
    }
    let folder = labelled::load(&args.kind, &args.dataset)?;
    let engine = source::engine(&[])?;
    let (read, failed) = folder.read_all(&engine, &folder.documents, &ReadOptions::default())?;
    let start = Instant::now();
    let model = learn::train(&folder.kind, &labelled::confirmed(&read), &Options::default())?;
    let trained = Trained {
        documents: read.len(),
        seconds: start.elapsed().as_secs_f64(),
        peak_memory_bytes: peak_memory(),
        model: &args.out,
    };
    write(&args.out, &model.to_bytes())?;
    if args.json {
        println!("{}", serde_json::to_string(&trained)?);
    } else {
        print(&trained, &model);
    }
    Ok(if failed == 0 { Done::All } else { Done::SomeFailed })
}

/// Writes a file whole or not at all.
pub(super) fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let place = || format!("{} cannot be written", path.display());
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(place)?;
    file.write_all(bytes).with_context(place)?;
    file.as_file().sync_all().with_context(place)?;
    file.persist(path).with_context(place)?;
    Ok(())
}

fn print(trained: &Trained<'_>, model: &Model) {
    println!("{} documents in {:.2} s, {}", trained.documents, trained.seconds, trained.model.display());
    let scores = &model.scores;
    if scores.documents > 0 {
        println!("on documents it had not seen:");
    }
    for field in scores.fields.iter().filter(|field| field.confirmed > 0) {
        let share = f64::from(field.right) / f64::from(field.confirmed);
        println!("  {:<24} {share:>5.3} of {}", field.data_point, field.confirmed);
    }
    for target in [0.01, 0.02, 0.05] {
        println!("  {}", promise(target, model.guarantee(target)));
    }
}

/// A guarantee in a sentence.
fn promise(target: f64, guarantee: Guarantee) -> String {
    let percent = target * 100.0;
    match guarantee {
        Guarantee::Granted { threshold, coverage, .. } => format!(
            "at most {percent:.0} % wrong: accept from {:.1} % confidence on, {:.0} % of the values",
            threshold * 100.0,
            coverage * 100.0
        ),
        Guarantee::TooFew { values, needed } => {
            format!("at most {percent:.0} % wrong: not enough confirmed values yet, {values} of {needed}")
        }
        Guarantee::NotReached { values } => {
            format!("at most {percent:.0} % wrong: cannot be promised on {values} confirmed values")
        }
    }
}

/// The most memory that this process has held, where the system tells.
pub(super) fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
