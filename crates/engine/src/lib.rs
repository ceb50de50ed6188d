//! The facade of the engine: one function per stage.
//!
//! `read` and `render_page` parse hostile bytes and therefore run in a killable child process; the other
//! stages are plain functions on plain values. All functions block: callers in async code use `spawn_blocking`.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use perigee_model::{Extraction, FileFault, Page, ProcessType};

/// How an [`Engine`] is set up.
#[derive(Debug, Clone)]
pub struct EngineConfig {
    /// Where hostile bytes are parsed.
    pub reader: ReaderMode,
    /// What a file may cost.
    pub limits: Limits,
}

/// Where hostile bytes are parsed.
#[derive(Debug, Clone)]
pub enum ReaderMode {
    /// In this process: for benchmarks and for the child itself.
    InProcess,
    /// In child processes: `program reader`, where `program` is the `perigee` binary.
    ChildProcess {
        /// Path of the binary.
        program: PathBuf,
    },
}

/// What a file may cost. The defaults are those of docs/security.md.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub struct Limits {
    /// Bytes of a file.
    pub file_bytes: u64,
    /// Pages of a file.
    pub pages: u32,
    /// Pixels of a page.
    pub page_pixels: u64,
    /// CPU seconds a page.
    pub cpu_seconds_per_page: u32,
    /// Wall-clock seconds without a finished page after which the child is killed.
    pub stall_seconds: u32,
    /// Address space of the child in bytes.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 500 << 20,
            pages: 2_000,
            page_pixels: 100_000_000,
            cpu_seconds_per_page: 60,
            stall_seconds: 90,
            memory_bytes: 4 << 30,
        }
    }
}

/// What to do with one file.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct ReadOptions {
    /// Tesseract languages, e.g. `eng+deu`; `None` means all of eng, deu, pol that are installed.
    pub languages: Option<String>,
    /// Ignore a text layer and recognise every page.
    pub force_ocr: bool,
    /// Leave embedded e-invoice XML unread.
    pub ignore_embedded: bool,
}

/// Tells how far reading has come.
#[derive(Debug, Clone, Copy)]
pub struct ReadProgress {
    /// Pages that are done.
    pub pages_done: u32,
    /// Pages of the file.
    pub pages_total: u32,
}

/// What reading leaves behind.
#[derive(Debug, Clone)]
pub struct ReadOutput {
    /// Detected media type, e.g. `application/pdf`.
    pub media_type: String,
    /// The pages, in order.
    pub pages: Vec<Page>,
    /// Embedded e-invoice XML, if any and asked for.
    pub einvoice_xml: Option<Vec<u8>>,
}

/// A page as a picture.
#[derive(Debug, Clone)]
pub struct PageImage {
    /// PNG bytes.
    pub png: Vec<u8>,
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
}

/// The engine. Cheap to clone; clones share the child processes.
#[derive(Debug, Clone)]
pub struct Engine {
    config: EngineConfig,
}

impl Engine {
    /// An engine with this configuration; children are started when first needed.
    pub fn new(config: EngineConfig) -> Self {
        Self { config }
    }

    /// The configuration.
    pub fn config(&self) -> &EngineConfig {
        &self.config
    }

    /// Bytes of a file to pages of words.
    ///
    /// `progress` is called after each page; `Break` cancels within a second.
    ///
    /// # Errors
    /// A [`FileFault`] says what is wrong with the file (or which limit it passed) and what to do.
    pub fn read(
        &self,
        _path: &Path,
        _options: &ReadOptions,
        _progress: &mut dyn FnMut(ReadProgress) -> ControlFlow<()>,
    ) -> Result<ReadOutput, FileFault> {
        Err(FileFault::new("not_built", "reading is not built yet", "wait"))
    }

    /// Draws one page, upright, at this resolution (clamped so that no side passes 6,000 px).
    ///
    /// # Errors
    /// As [`Engine::read`].
    pub fn render_page(&self, _path: &Path, _page: u32, _dpi: f32) -> Result<PageImage, FileFault> {
        Err(FileFault::new("not_built", "rendering is not built yet", "wait"))
    }

    /// Pages to the data points of a process type, without training.
    pub fn extract(&self, _pages: &[Page], kind: &ProcessType) -> Extraction {
        Extraction { document_class: kind.document_class.clone(), ..Extraction::default() }
    }
}
