//! `perigee eval`: scores against a labelled folder.

use std::path::PathBuf;
use std::time::Instant;

use perigee_engine::{Engine, ReadOptions};
use perigee_model::{Extraction, FileFault, ProcessType};
use perigee_understand::evaluation::score::Counts;
use perigee_understand::evaluation::{LabelledDocument, Report, Scorer, TableReport, shuffled};
use perigee_understand::learn::{self, Model, Options};

use crate::exit::Done;
use crate::labelled::{self, Folder};
use crate::{batch, source, trained};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: perigee eval --type receipts --dataset ./receipts --json\n\
    With 10 confirmed documents: perigee eval --type receipts --dataset ./test --train ./train --shots 10 --seed 7")]
pub struct Args {
    /// What the documents are.
    #[arg(long = "type", value_name = "TYPE", value_parser = trained::types())]
    kind: String,
    /// A labelled folder: dataset.json and documents.jsonl.
    #[arg(long, value_name = "DIR")]
    dataset: PathBuf,
    /// A model that `perigee train` made; without it the documents are read as on a new process.
    #[arg(long, value_name = "FILE", conflicts_with = "train")]
    model: Option<PathBuf>,
    /// Another labelled folder, whose documents are confirmed before the first is tried.
    #[arg(long, value_name = "DIR")]
    train: Option<PathBuf>,
    /// How many documents of that folder are confirmed; all where it is left out.
    #[arg(long, value_name = "N", requires = "train")]
    shots: Option<usize>,
    /// Another seed draws other documents of that folder.
    #[arg(long, value_name = "S", default_value_t = 1, requires = "train")]
    seed: u64,
    /// Leave embedded e-invoice XML unread: values are taken from the page alone.
    #[arg(long)]
    ignore_embedded: bool,
    /// Print the scores as one JSON object.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    let folder = labelled::load(&args.kind, &args.dataset)?;
    let engine = source::engine(&[])?;
    let options = ReadOptions { ignore_embedded: args.ignore_embedded, ..ReadOptions::default() };
    let (model, train_seconds, mut failed) = learned(&args, &engine, &options)?;
    let bar = labelled::progress(folder.documents.len())?;
    let mut scorer = Scorer::new(&folder.kind);
    let start = Instant::now();
    batch::in_order(
        &folder.documents,
        |document| extract(&engine, &folder, document, &options, &folder.kind, model.as_ref()),
        |index, outcome| {
            bar.inc(1);
            if let Err(fault) = &outcome {
                failed += 1;
                bar.suspend(|| labelled::tell(&folder.documents[index], fault));
            }
            scorer.add(&folder.documents[index], outcome.ok().as_ref());
            Ok(())
        },
    )?;
    bar.finish_and_clear();
    let mut report = scorer.report(start.elapsed().as_secs_f64() / folder.documents.len().max(1) as f64);
    report.train_seconds = train_seconds;
    if args.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        print_table(&report);
    }
    Ok(if failed == 0 { Done::All } else { Done::SomeFailed })
}

/// The model to try, the seconds it took to train it, and how many documents could not be read for it.
fn learned(
    args: &Args,
    engine: &Engine,
    options: &ReadOptions,
) -> anyhow::Result<(Option<Model>, f64, usize)> {
    if let Some(path) = &args.model {
        return Ok((Some(trained::load(path, &args.kind)?), 0.0, 0));
    }
    let Some(path) = &args.train else { return Ok((None, 0.0, 0)) };
    let folder = labelled::load(&args.kind, path)?;
    let order = shuffled(folder.documents.len(), args.seed);
    let shots = args.shots.unwrap_or(order.len());
    let drawn: Vec<LabelledDocument> =
        order.into_iter().take(shots).map(|at| folder.documents[at].clone()).collect();
    let (read, failed) = folder.read_all(engine, &drawn, options)?;
    if read.is_empty() {
        return Ok((None, 0.0, failed));
    }
    let start = Instant::now();
    let model = learn::train(&folder.kind, &labelled::confirmed(&read), &Options::default())?;
    Ok((Some(model), start.elapsed().as_secs_f64(), failed))
}

fn extract(
    engine: &Engine,
    folder: &Folder,
    document: &LabelledDocument,
    options: &ReadOptions,
    kind: &ProcessType,
    model: Option<&Model>,
) -> Result<Extraction, FileFault> {
    let read = folder.read(engine, document, options)?;
    Ok(engine.extract(&read.pages, kind, read.einvoice.as_ref(), model))
}

/// A line per data point; "loose" compares texts on letters and digits only.
fn print_table(report: &Report) {
    println!(
        "{:<24} {:>7} {:>9} {:>7} {:>7} {:>7}",
        "data point", "labels", "precision", "recall", "f1", "loose"
    );
    for (name, (strict, loose)) in &report.counts {
        print_line(name, *strict, loose.measure().f1);
    }
    let all = report.micro;
    println!(
        "{:<24} {:>7} {:>9.3} {:>7.3} {:>7.3} {:>7.3}",
        "micro", "", all.precision, all.recall, all.f1, report.micro_loose.f1
    );
    println!(
        "{} documents, {} fully right, {:.3} s a document",
        report.documents, report.documents_fully_right, report.seconds_per_document
    );
    if report.train_seconds > 0.0 {
        println!("trained in {:.2} s", report.train_seconds);
    }
    if let Some(tables) = &report.tables {
        print_tables(tables);
    }
}

/// A line per column of the tables, then rows and documents.
fn print_tables(tables: &TableReport) {
    println!("{:<24} {:>7} {:>9} {:>7} {:>7}", "column", "labels", "precision", "recall", "f1");
    for (name, counts) in &tables.counts {
        let (measure, labels) = (counts.measure(), counts.right + counts.missing);
        println!(
            "{name:<24} {labels:>7} {:>9.3} {:>7.3} {:>7.3}",
            measure.precision, measure.recall, measure.f1
        );
    }
    for (name, measure) in [("cells", tables.cells), ("rows", tables.rows)] {
        println!("{name:<32} {:>9.3} {:>7.3} {:>7.3}", measure.precision, measure.recall, measure.f1);
    }
    println!("{} documents with tables, {} exactly right", tables.documents, tables.documents_exact);
}

fn print_line(name: &str, counts: Counts, loose: f64) {
    let measure = counts.measure();
    println!(
        "{name:<24} {:>7} {:>9.3} {:>7.3} {:>7.3} {loose:>7.3}",
        counts.right + counts.missing,
        measure.precision,
        measure.recall,
        measure.f1
    );
}
