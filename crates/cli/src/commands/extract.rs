//! `perigee extract`: data points without a server.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use indicatif::{ProgressBar, ProgressStyle};
use perigee_engine::{Engine, ReadOptions, ResultIds};
use perigee_model::process_type::{self, ProcessKind};
use perigee_model::{Confidence, Extraction, FileFault, ProcessType};
use serde::Serialize;

use crate::exit::Done;
use crate::{batch, source};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: perigee extract --type invoices --json invoice.pdf > values.json")]
pub struct Args {
    /// PDF, PNG, JPEG, TIFF, WebP, BMP or GIF files, e-invoices as XML, or *.words.json files whose words are taken as given.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the documents are.
    #[arg(long = "type", value_name = "TYPE", default_value = "invoices", value_parser = types())]
    kind: String,
    /// Leave embedded e-invoice XML unread: values are taken from the page alone.
    #[arg(long)]
    ignore_embedded: bool,
    /// Print one JSON array, an object per file.
    #[arg(long)]
    json: bool,
}

/// The short names of the types that have data points of their own.
fn types() -> PossibleValuesParser {
    let own = process_type::list().iter().filter(|kind| kind.kind != ProcessKind::Custom);
    PossibleValuesParser::new(own.map(|kind| kind.short_name.as_str()))
}

/// A file that could not be read, as it stands in the JSON array.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Failed<'a> {
    file_name: &'a str,
    error: &'a FileFault,
}

type Outcome = Result<(ResultIds, Extraction), FileFault>;

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    let Some(kind) = process_type::find_by_short_name(&args.kind) else {
        anyhow::bail!("there is no process type {}", args.kind);
    };
    let engine = source::engine()?;
    let options = ReadOptions { ignore_embedded: args.ignore_embedded, ..ReadOptions::default() };
    let bar = ProgressBar::new(args.files.len() as u64)
        .with_style(ProgressStyle::with_template("{bar:30} {pos}/{len} files, {elapsed}")?);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut failed = 0;
    batch::in_order(
        &args.files,
        |path| extract(&engine, path, &options, kind),
        |index, outcome| {
            let path = &args.files[index];
            bar.inc(1);
            if let Err(fault) = &outcome {
                failed += 1;
                bar.suspend(|| eprintln!("perigee: {}: {fault}; {}", path.display(), fault.action));
            }
            match args.json {
                true => print_json(&mut out, index, path, kind, outcome),
                false => print_table(&mut out, path, kind, outcome),
            }
        },
    )?;
    if args.json {
        writeln!(out, "]")?;
    }
    out.flush()?;
    bar.finish_and_clear();
    Ok(match failed {
        0 => Done::All,
        some if some < args.files.len() => Done::SomeFailed,
        _ => Done::Nothing,
    })
}

fn extract(engine: &Engine, path: &Path, options: &ReadOptions, kind: &ProcessType) -> Outcome {
    let document = source::read(engine, path, options)?;
    let extraction = engine.extract(&document.pages, kind, document.einvoice.as_ref());
    Ok((document.ids, extraction))
}

fn print_json(
    out: &mut impl Write,
    position: usize,
    path: &Path,
    kind: &ProcessType,
    outcome: Outcome,
) -> anyhow::Result<()> {
    out.write_all(if position == 0 { b"[" } else { b",\n" })?;
    let name = source::file_name(path);
    match outcome {
        Ok((ids, extraction)) => {
            serde_json::to_writer(&mut *out, &ids.file_result(&name, kind, &extraction))?
        }
        Err(error) => serde_json::to_writer(&mut *out, &Failed { file_name: &name, error: &error })?,
    }
    Ok(())
}

/// A line per value: data point, value, confidence, page.
fn print_table(
    out: &mut impl Write,
    path: &Path,
    kind: &ProcessType,
    outcome: Outcome,
) -> anyhow::Result<()> {
    let Ok((_, extraction)) = outcome else { return Ok(()) };
    writeln!(out, "{}", source::file_name(path))?;
    for point in &kind.data_points {
        for reading in extraction.readings.iter().filter(|reading| reading.data_point == point.name) {
            let value = reading.value.as_deref().unwrap_or(&reading.raw_value);
            let page =
                reading.evidence.first().map_or("-".to_owned(), |evidence| (evidence.page + 1).to_string());
            // Nothing short of certainty is shown as certain.
            let percent = (reading.confidence.get() * 100.0).round();
            let confidence =
                if reading.confidence < Confidence::CERTAIN { percent.min(99.0) } else { percent };
            writeln!(out, "  {:<24} {value:<48} {confidence:>3.0} %  page {page}", point.label)?;
            if let Some(fault) = &reading.fault {
                writeln!(out, "  {:<24} ! {fault}", "")?;
            }
        }
    }
    for finding in &extraction.findings {
        writeln!(out, "  ! {}", finding.message)?;
    }
    Ok(writeln!(out)?)
}
