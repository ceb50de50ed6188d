//! `perigee ocr`: words with their places.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use indicatif::{ProgressBar, ProgressStyle};
use perigee_engine::{
    Engine, EngineConfig, Limits, ReadOptions, ReadOutput, ReaderMode, ResultIds, unsplit_document_name,
};
use perigee_model::results::{OcrDocument, OcrFileResult, OcrPage, OcrWords};
use perigee_model::{FileFault, Page, StageStatus};
use serde::Serialize;

use crate::exit::Done;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: perigee ocr --json invoice.pdf scan.tif > words.json")]
pub struct Args {
    /// PDF, PNG, JPEG, TIFF, WebP, BMP or GIF files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Languages to recognize, e.g. eng+deu [default: all of eng, deu and pol that are installed].
    #[arg(long, value_name = "LANGUAGES")]
    lang: Option<String>,
    /// Ignore text layers and recognize every page.
    #[arg(long)]
    force: bool,
    /// Leave embedded e-invoice XML unread.
    #[arg(long)]
    ignore_embedded: bool,
    /// Print one JSON array with the words, their places and confidences.
    #[arg(long)]
    json: bool,
    /// CPU seconds a page may take.
    #[arg(long, value_name = "N", hide = true, default_value_t = Limits::default().cpu_seconds_per_page)]
    page_seconds: u32,
}

/// A file that could not be read, as it stands in the JSON array.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Failed<'a> {
    file_name: &'a str,
    error: &'a FileFault,
}

type Outcome = Result<(ResultIds, ReadOutput), FileFault>;

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    let engine = Engine::new(EngineConfig {
        reader: ReaderMode::ChildProcess { program: std::env::current_exe()? },
        limits: Limits { cpu_seconds_per_page: args.page_seconds, ..Limits::default() },
        models: crate::models::folder(),
    });
    let options = ReadOptions {
        languages: args.lang.clone(),
        force_ocr: args.force,
        ignore_embedded: args.ignore_embedded,
    };
    let bar = ProgressBar::new(args.files.len() as u64)
        .with_style(ProgressStyle::with_template("{bar:30} {pos}/{len} files, {elapsed} {msg}")?);
    let (sender, receiver) = channel();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..worker_count(args.files.len()) {
            let sender = sender.clone();
            scope.spawn(|| read_files(&engine, &args.files, &options, &next, sender));
        }
        drop(sender);
        print_in_order(&args, &receiver, &bar)
    })
}

/// One worker for each core: every one has its own child, and no page is read by two.
fn worker_count(files: usize) -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(files)
}

/// Takes files one after the other until none is left or nobody listens.
fn read_files(
    engine: &Engine,
    files: &[PathBuf],
    options: &ReadOptions,
    next: &AtomicUsize,
    sender: Sender<(usize, Outcome)>,
) {
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(path) = files.get(index) else { return };
        let outcome = engine.read(path, options, &mut |_| ControlFlow::Continue(())).and_then(|output| {
            // Hashed after reading: a file that cannot be opened already has its fault.
            let ids = ResultIds::of_file(path).map_err(|_| vanished())?;
            Ok((ids, output))
        });
        if sender.send((index, outcome)).is_err() {
            return;
        }
    }
}

fn vanished() -> FileFault {
    FileFault::new(
        perigee_model::fault::codes::FILE_UNREADABLE,
        "the file vanished while it was read",
        "check that it exists and may be read",
    )
}

/// Prints outcomes in the order of the arguments, each as soon as those before it are printed.
fn print_in_order(
    args: &Args,
    receiver: &Receiver<(usize, Outcome)>,
    bar: &ProgressBar,
) -> anyhow::Result<Done> {
    let mut waiting: Vec<Option<Outcome>> = args.files.iter().map(|_| None).collect();
    let (mut printed, mut failed) = (0, 0);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (index, outcome) in receiver {
        waiting[index] = Some(outcome);
        bar.inc(1);
        while let Some(outcome) = waiting.get_mut(printed).and_then(Option::take) {
            let path = &args.files[printed];
            if let Err(fault) = &outcome {
                failed += 1;
                bar.suspend(|| eprintln!("perigee: {}: {fault}; {}", path.display(), fault.action));
            }
            match args.json {
                true => print_json(&mut out, printed, path, outcome)?,
                false => print_text(&mut out, path, outcome)?,
            }
            printed += 1;
        }
    }
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

fn print_json(out: &mut impl Write, position: usize, path: &Path, outcome: Outcome) -> anyhow::Result<()> {
    out.write_all(if position == 0 { b"[" } else { b",\n" })?;
    let name = file_name(path);
    match outcome {
        Ok((ids, output)) => serde_json::to_writer(&mut *out, &result(&name, &ids, output))?,
        Err(error) => serde_json::to_writer(&mut *out, &Failed { file_name: &name, error: &error })?,
    }
    Ok(())
}

fn print_text(out: &mut impl Write, path: &Path, outcome: Outcome) -> anyhow::Result<()> {
    let Ok((_, output)) = outcome else { return Ok(()) };
    for page in &output.pages {
        writeln!(out, "--- {}, page {} ---", file_name(path), page.number)?;
        writeln!(out, "{}", Engine::plain_text(page))?;
    }
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The documented shape of what was read in a file, which is one document as long as nothing splits it.
fn result(name: &str, ids: &ResultIds, output: ReadOutput) -> OcrFileResult {
    OcrFileResult {
        file_id: ids.file(),
        file_name: name.to_owned(),
        status: StageStatus::file_completed(),
        total_pages: output.pages.len() as u32,
        created_at: None,
        documents: vec![OcrDocument {
            document_id: ids.document(0),
            name: unsplit_document_name(name),
            pages: output.pages.into_iter().map(|page| ocr_page(ids, page)).collect(),
        }],
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
