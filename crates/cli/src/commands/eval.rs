//! `perigee eval`: scores against a labelled folder.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use clap::builder::PossibleValuesParser;
use indicatif::{ProgressBar, ProgressStyle};
use perigee_engine::{Engine, ReadOptions};
use perigee_model::{Extraction, FileFault, ProcessType, process_type};
use perigee_understand::evaluation::score::Counts;
use perigee_understand::evaluation::{Dataset, LabelledDocument, Report, Scorer, TableReport, dataset};

use crate::exit::Done;
use crate::{batch, source};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: perigee eval --type receipts --dataset ./receipts --json")]
pub struct Args {
    /// What the documents are.
    #[arg(long = "type", value_name = "TYPE", value_parser = types())]
    kind: String,
    /// A labelled folder: dataset.json and documents.jsonl.
    #[arg(long, value_name = "DIR")]
    dataset: PathBuf,
    /// Leave embedded e-invoice XML unread: values are taken from the page alone.
    #[arg(long)]
    ignore_embedded: bool,
    /// Print the scores as one JSON object.
    #[arg(long)]
    json: bool,
}

fn types() -> PossibleValuesParser {
    PossibleValuesParser::new(process_type::list().iter().map(|kind| kind.short_name.as_str()))
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    let (kind, documents) = load(&args.kind, &args.dataset)?;
    let engine = source::engine()?;
    let options = ReadOptions { ignore_embedded: args.ignore_embedded, ..ReadOptions::default() };
    let bar = ProgressBar::new(documents.len() as u64)
        .with_style(ProgressStyle::with_template("{bar:30} {pos}/{len} documents, {elapsed}")?);
    let mut scorer = Scorer::new(&kind);
    let (mut failed, start) = (0, Instant::now());
    batch::in_order(
        &documents,
        |document| extract(&engine, &args.dataset, document, &options, &kind),
        |index, outcome| {
            bar.inc(1);
            if let Err(fault) = &outcome {
                failed += 1;
                bar.suspend(|| eprintln!("perigee: {}: {fault}; {}", documents[index].id, fault.action));
            }
            scorer.add(&documents[index], outcome.ok().as_ref());
            Ok(())
        },
    )?;
    bar.finish_and_clear();
    let report = scorer.report(start.elapsed().as_secs_f64() / documents.len().max(1) as f64);
    if args.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        print_table(&report);
    }
    Ok(if failed == 0 { Done::All } else { Done::SomeFailed })
}

/// The process type and the labels of a folder.
fn load(kind: &str, folder: &Path) -> anyhow::Result<(ProcessType, Vec<LabelledDocument>)> {
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let declared: Dataset =
        serde_json::from_str(&read("dataset.json")?).context("dataset.json is not as documented")?;
    anyhow::ensure!(
        declared.process_type == kind,
        "the folder holds {}, but --type says {kind}",
        declared.process_type
    );
    let mut kind = process_type::find_by_short_name(kind).context("there is no such process type")?.clone();
    if !declared.data_points.is_empty() && kind.data_points.is_empty() {
        kind.data_points = declared.data_points.iter().map(dataset::DatasetPoint::to_data_point).collect();
    }
    let documents = dataset::parse_documents(&read("documents.jsonl")?)
        .context("documents.jsonl is not as documented")?;
    Ok((kind, documents))
}

fn extract(
    engine: &Engine,
    folder: &Path,
    document: &LabelledDocument,
    options: &ReadOptions,
    kind: &ProcessType,
) -> Result<Extraction, FileFault> {
    let (pages, einvoice) = match (&document.words, &document.file) {
        (Some(words), _) => (source::words(&folder.join(words), engine.config().limits.file_bytes)?, None),
        (None, Some(file)) => {
            let read = source::read(engine, &folder.join(file), options)?;
            (read.pages, read.einvoice)
        }
        (None, None) => {
            return Err(FileFault::new(
                perigee_model::fault::codes::FILE_UNREADABLE,
                "the document has neither file nor words",
                "name one of them in documents.jsonl",
            ));
        }
    };
    Ok(engine.extract(&pages, kind, einvoice.as_ref()))
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
