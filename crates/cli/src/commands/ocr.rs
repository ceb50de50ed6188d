//! `perigee ocr`: words with their places.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::AsFd as _;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use perigee_engine::{
    Engine, EngineConfig, Limits, ReadOptions, ReadOutput, ReaderMode, ResultIds, unsplit_document_name,
};
use perigee_model::results::{OcrDocument, OcrFileResult, OcrPage, OcrWords};
use perigee_model::{Page, StageStatus};

use super::saved_reading::Targets;
use crate::entry::{Entry, read_all};
use crate::exit::Done;
use crate::{batch, converters, json, source};

/// What is printed at a time: words with their places are some 100 KiB a document.
const OUTPUT_BYTES: usize = 128 << 10;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  perigee ocr --json invoice.pdf scan.tif > words.json\n  perigee ocr --pdf searchable.pdf scan.tif"
)]
pub struct Args {
    /// PDF, pictures (PNG, JPEG, TIFF, WebP, BMP, GIF, HEIC), Office documents (DOCX, ODT, RTF, PPTX, XLSX, XLS,
    /// ODS …), CSV, HTML and text, e-invoices as XML, e-mails (EML, MSG) and ZIP archives, whose files are read too.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Languages to recognize, e.g. eng+deu [default: the language of each page, as far as it is installed].
    #[arg(long, value_name = "LANGUAGES")]
    lang: Option<String>,
    /// Ignore text layers and recognize every page.
    #[arg(long)]
    force: bool,
    /// Leave embedded e-invoice XML unread.
    #[arg(long)]
    ignore_embedded: bool,
    #[command(flatten)]
    targets: Targets,
    /// What opens locked PDF files.
    #[arg(long, value_name = "PASSWORD")]
    password: Option<String>,
    /// Print one JSON array with the words, their places and confidences.
    #[arg(long)]
    json: bool,
    /// CPU seconds a page may take.
    #[arg(long, value_name = "N", hide = true, default_value_t = Limits::default().cpu_seconds_per_page)]
    page_seconds: u32,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    let config = EngineConfig {
        reader: ReaderMode::ChildProcess { program: std::env::current_exe()? },
        limits: Limits { cpu_seconds_per_page: args.page_seconds, ..Limits::default() },
        models: crate::models::folder(),
    };
    let engine = Engine::new(config)
        .with_converters(converters::find())
        .with_early_readers(batch::worker_count(args.files.len()));
    let options = ReadOptions {
        languages: args.lang.clone(),
        force_ocr: args.force,
        ignore_embedded: args.ignore_embedded,
        password: args.password.clone(),
        ..ReadOptions::default()
    };
    let plan = args.targets.plan(&args.files)?;
    let bar = ProgressBar::new(args.files.len() as u64)
        .with_style(ProgressStyle::with_template("{bar:30} {pos}/{len} files, {elapsed} {msg}")?);
    let mut out = Output::new()?;
    let (mut printed, mut failed) = (0, 0);
    let numbered: Vec<(usize, &PathBuf)> = args.files.iter().enumerate().collect();
    batch::in_order(
        &numbered,
        |(index, path)| {
            let password = options.password.as_deref();
            read_all(&engine, path, &options, |output| plan.write(&engine, *index, path, output, password))
        },
        |_, entries| {
            bar.inc(1);
            for entry in entries {
                if let Err(fault) = &entry.outcome {
                    failed += 1;
                    bar.suspend(|| eprintln!("perigee: {}: {fault}; {}", entry.place, fault.action));
                }
                match args.json {
                    true => put_json(&mut out.bytes, printed, entry)?,
                    false => put_text(&mut out.bytes, entry),
                }
                out.flush_when_full()?;
                printed += 1;
            }
            Ok(())
        },
    )?;
    if args.json {
        out.bytes.extend_from_slice(b"]\n");
    }
    out.flush()?;
    bar.finish_and_clear();
    Ok(match failed {
        0 => Done::All,
        some if some < printed => Done::SomeFailed,
        _ => Done::Nothing,
    })
}

/// Standard output, taken in large pieces and not by lines.
struct Output {
    bytes: Vec<u8>,
    standard_output: File,
}

impl Output {
    fn new() -> io::Result<Self> {
        let standard_output = io::stdout().as_fd().try_clone_to_owned()?.into();
        Ok(Self { bytes: Vec::with_capacity(2 * OUTPUT_BYTES), standard_output })
    }

    fn flush_when_full(&mut self) -> io::Result<()> {
        if self.bytes.len() < OUTPUT_BYTES { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.standard_output.write_all(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }
}

fn put_json(out: &mut Vec<u8>, position: usize, entry: Entry) -> serde_json::Result<()> {
    out.extend_from_slice(if position == 0 { b"[" } else { b",\n" });
    let name = &entry.name;
    match entry.outcome {
        Ok((ids, output)) => json::push_file(out, result(name, &ids, output)),
        Err(error) => serde_json::to_writer(out, &source::Failed { file_name: name, error: &error }),
    }
}

fn put_text(out: &mut Vec<u8>, entry: Entry) {
    let Ok((_, output)) = entry.outcome else { return };
    for page in &output.pages {
        let (name, number, text) = (&entry.name, page.number, Engine::plain_text(page));
        out.extend_from_slice(format!("--- {name}, page {number} ---\n{text}\n").as_bytes());
    }
}

/// The documented shape of what was read in a file, which is one document as long as nothing splits it; an archive is
/// none.
fn result(name: &str, ids: &ResultIds, output: ReadOutput) -> OcrFileResult {
    let total_pages = output.pages.len() as u32;
    let document = OcrDocument {
        document_id: ids.document(0),
        name: unsplit_document_name(name),
        pages: output.pages.into_iter().map(|page| ocr_page(ids, page)).collect(),
    };
    OcrFileResult {
        file_id: ids.file(),
        file_name: name.to_owned(),
        status: StageStatus::file_completed(),
        total_pages,
        created_at: None,
        documents: if total_pages > 0 { vec![document] } else { Vec::new() },
    }
}

fn ocr_page(ids: &ResultIds, page: Page) -> OcrPage {
    OcrPage {
        page_id: ids.page(page.number),
        page_num: page.number,
        text: page.text(),
        words: Some(OcrWords {
            width: page.width,
            height: page.height,
            rotation: page.rotation,
            words: page.words,
        }),
    }
}
