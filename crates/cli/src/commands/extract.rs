//! `perigee extract`: data points without a server.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use perigee_engine::{Engine, ReadOptions, ReadOutput};
use perigee_model::{Confidence, Extraction, ProcessType};
use perigee_understand::learn::Model;

use crate::entry::{Entry, read_all};
use crate::exit::Done;
use crate::{batch, source, trained};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: perigee extract --type invoices --json invoice.pdf > values.json")]
pub struct Args {
    /// PDF, pictures (PNG, JPEG, TIFF, WebP, BMP, GIF, HEIC), Office documents (DOCX, ODT, RTF, PPTX, XLSX, XLS,
    /// ODS …), CSV, HTML and text, e-invoices as XML, e-mails (EML, MSG) and ZIP archives, whose files are read too;
    /// or *.words.json files whose words are taken as given.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the documents are; `custom` has the data points of the model.
    #[arg(long = "type", value_name = "TYPE", default_value = "invoices", value_parser = trained::types())]
    kind: String,
    /// A model that `perigee train` made.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Leave embedded e-invoice XML unread: values are taken from the page alone.
    #[arg(long)]
    ignore_embedded: bool,
    /// What opens locked PDF files.
    #[arg(long, value_name = "PASSWORD")]
    password: Option<String>,
    /// Print one JSON array, an object per file.
    #[arg(long)]
    json: bool,
}

/// A file, or one that came out of it.
struct Extracted {
    entry: Entry,
    extraction: Extraction,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    let engine = source::engine(&args.files)?;
    let model = args.model.as_deref().map(|path| trained::load(path, &args.kind)).transpose()?;
    let kind = &trained::kind(&args.kind, model.as_ref())?;
    let options = ReadOptions {
        ignore_embedded: args.ignore_embedded,
        password: args.password.clone(),
        ..ReadOptions::default()
    };
    let bar = ProgressBar::new(args.files.len() as u64)
        .with_style(ProgressStyle::with_template("{bar:30} {pos}/{len} files, {elapsed}")?);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (mut printed, mut failed) = (0, 0);
    batch::in_order(
        &args.files,
        |path| extract(&engine, path, &options, kind, model.as_ref()),
        |_, all| {
            bar.inc(1);
            for found in all {
                if let Err(fault) = &found.entry.outcome {
                    failed += 1;
                    bar.suspend(|| eprintln!("perigee: {}: {fault}; {}", found.entry.place, fault.action));
                }
                match args.json {
                    true => print_json(&mut out, printed, kind, &found)?,
                    false => print_table(&mut out, kind, &found)?,
                }
                printed += 1;
            }
            Ok(())
        },
    )?;
    if args.json {
        writeln!(out, "]")?;
    }
    out.flush()?;
    bar.finish_and_clear();
    Ok(match failed {
        0 => Done::All,
        some if some < printed => Done::SomeFailed,
        _ => Done::Nothing,
    })
}

fn extract(
    engine: &Engine,
    path: &Path,
    options: &ReadOptions,
    kind: &ProcessType,
    model: Option<&Model>,
) -> Vec<Extracted> {
    let entries = if source::is_words_file(path) {
        vec![words_entry(engine, path)]
    } else {
        read_all(engine, path, options, |_| Ok(()))
    };
    let extracted = |entry: Entry| {
        let extraction = match &entry.outcome {
            Ok((_, output)) => with_findings(engine, output, kind, model),
            Err(_) => Extraction::default(),
        };
        Extracted { entry, extraction }
    };
    entries.into_iter().map(extracted).collect()
}

fn with_findings(
    engine: &Engine,
    output: &ReadOutput,
    kind: &ProcessType,
    model: Option<&Model>,
) -> Extraction {
    let mut extraction = engine.extract(&output.pages, kind, output.einvoice.as_ref(), model);
    if output.has_unreadable_einvoice() {
        extraction.findings.extend(Engine::unreadable_einvoice(kind));
    }
    extraction
}

/// A file whose words are given.
fn words_entry(engine: &Engine, path: &Path) -> Entry {
    let read = source::read(engine, path, &ReadOptions::default());
    let outcome = read.map(|read| (read.ids, ReadOutput { pages: read.pages, ..ReadOutput::default() }));
    Entry { name: source::file_name(path), place: path.display().to_string(), outcome }
}

fn print_json(
    out: &mut impl Write,
    position: usize,
    kind: &ProcessType,
    found: &Extracted,
) -> anyhow::Result<()> {
    out.write_all(if position == 0 { b"[" } else { b",\n" })?;
    let name = &found.entry.name;
    match &found.entry.outcome {
        Ok((ids, output)) if output.is_archive() => {
            serde_json::to_writer(&mut *out, &ids.archive_result(name))?
        }
        Ok((ids, _)) => serde_json::to_writer(&mut *out, &ids.file_result(name, kind, &found.extraction))?,
        Err(error) => serde_json::to_writer(&mut *out, &source::Failed { file_name: name, error })?,
    }
    Ok(())
}

/// A line per value: data point, value, confidence, page.
fn print_table(out: &mut impl Write, kind: &ProcessType, found: &Extracted) -> anyhow::Result<()> {
    let Extracted { entry, extraction } = found;
    match &entry.outcome {
        Ok((_, output)) if !output.is_archive() => writeln!(out, "{}", entry.name)?,
        _ => return Ok(()),
    }
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
