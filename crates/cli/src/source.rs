//! A document on disk as pages: read by the engine, or given as words.

use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use perigee_engine::{Engine, EngineConfig, Limits, ReadOptions, ReaderMode, ResultIds};
use perigee_model::{EInvoice, FileFault, Page, fault::codes};
use perigee_understand::evaluation::WordsFile;
use serde::Serialize;

use crate::{batch, converters};

/// An engine whose readers are children of this binary; those for these files are started at once, so it is made before
/// anything that starts threads.
pub fn engine(files: &[PathBuf]) -> anyhow::Result<Engine> {
    let config = EngineConfig {
        reader: ReaderMode::ChildProcess { program: std::env::current_exe()? },
        limits: Limits::default(),
        models: crate::models::folder(),
    };
    let unread = files.iter().filter(|path| !is_words_file(path)).count();
    let engine = Engine::new(config).with_converters(converters::find());
    Ok(engine.with_early_readers(batch::worker_count(unread)))
}

/// The name that results and messages show.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A file that could not be read, as it stands in a JSON array.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Failed<'a> {
    /// As [`file_name`] gives it.
    pub file_name: &'a str,
    /// Why.
    pub error: &'a FileFault,
}

/// Whether the words of this file are given, and nothing is to be read.
pub fn is_words_file(path: &Path) -> bool {
    file_name(path).ends_with(".words.json")
}

/// A document that was read.
#[derive(Debug)]
pub struct Document {
    /// Made from its bytes.
    pub ids: ResultIds,
    /// Its pages.
    pub pages: Vec<Page>,
    /// What the e-invoice that it carries or is says.
    pub einvoice: Option<EInvoice>,
}

/// Reads a document.
pub fn read(engine: &Engine, path: &Path, options: &ReadOptions) -> Result<Document, FileFault> {
    let (pages, einvoice) = if is_words_file(path) {
        (words(path, engine.config().limits.file_bytes)?, None)
    } else {
        let output = engine.read(path, options, &mut |_| ControlFlow::Continue(()))?;
        (output.pages, output.einvoice)
    };
    // Hashed after reading: a file that cannot be opened already has its fault.
    let ids = ResultIds::of_file(path).map_err(|error| unreadable(&error))?;
    Ok(Document { ids, pages, einvoice })
}

/// The pages of a `*.words.json` file.
pub fn words(path: &Path, limit: u64) -> Result<Vec<Page>, FileFault> {
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut text = Vec::new();
    let read =
        BufReader::new(file).take(limit + 1).read_to_end(&mut text).map_err(|error| unreadable(&error))?;
    if read as u64 > limit {
        return Err(FileFault::new(
            codes::FILE_TOO_LARGE,
            format!("the file has more than {} MiB", limit >> 20),
            "split it into smaller ones",
        ));
    }
    let words: WordsFile = serde_json::from_slice(&text).map_err(|error| {
        FileFault::new(
            codes::FILE_DAMAGED,
            format!("the words file is not as documented: line {}, column {}", error.line(), error.column()),
            "write it as {\"pages\":[{\"width\",\"height\",\"words\":[{\"text\",\"bbox\",\"confidence\"}]}]}",
        )
    })?;
    Ok(words.into_pages())
}

fn unreadable(error: &std::io::Error) -> FileFault {
    FileFault::new(
        codes::FILE_UNREADABLE,
        format!("the file cannot be opened: {}", error.kind()),
        "check that it exists and may be read",
    )
}
