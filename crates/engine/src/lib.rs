//! The facade of the engine: one function per stage.
//!
//! `read` and `render_page` parse hostile bytes and therefore run in a killable child process; the other
//! stages are plain functions on plain values. All functions block: callers in async code use `spawn_blocking`.

mod choose;
mod doctor;
mod extract;
mod fault;
mod plain_text;
mod reading;
mod result_ids;
mod results;
mod sandbox;

pub use doctor::Doctor;
pub use result_ids::ResultIds;
pub use results::{converter_name, document_result, unsplit_document_name};
pub use sandbox::serve_reader;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use reading::{Reader, Sink};
use sandbox::Pool;

use perigee_model::{FileFault, Page};

/// How an [`Engine`] is set up.
#[derive(Debug, Clone)]
pub struct EngineConfig {
    /// Where hostile bytes are parsed.
    pub reader: ReaderMode,
    /// What a file may cost.
    pub limits: Limits,
    /// Folder of the models of the second recognizer; without it Tesseract reads alone.
    pub models: Option<PathBuf>,
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
#[derive(Debug, Clone, Default)]
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
    readers: Arc<Readers>,
}

/// Who reads files.
#[derive(Debug)]
enum Readers {
    /// This process; the readers that rest keep their recognizers.
    Here(Mutex<Vec<Reader>>),
    /// Child processes.
    Children(Pool),
}

impl Engine {
    /// An engine with this configuration; children are started when first needed.
    pub fn new(config: EngineConfig) -> Self {
        let readers = match &config.reader {
            ReaderMode::InProcess => Readers::Here(Mutex::default()),
            ReaderMode::ChildProcess { program } => {
                Readers::Children(Pool::new(program.clone(), config.limits, config.models.clone()))
            }
        };
        Self { config, readers: Arc::new(readers) }
    }

    /// The configuration.
    pub fn config(&self) -> &EngineConfig {
        &self.config
    }

    /// Bytes of a file to pages of words.
    ///
    /// `progress` is called after each page, and in between as a sign of life when a page takes long (then
    /// with the same numbers as before); `Break` cancels within a second.
    ///
    /// # Errors
    /// A [`FileFault`] says what is wrong with the file (or which limit it passed) and what to do.
    pub fn read(
        &self,
        path: &Path,
        options: &ReadOptions,
        progress: &mut dyn FnMut(ReadProgress) -> ControlFlow<()>,
    ) -> Result<ReadOutput, FileFault> {
        match &*self.readers {
            Readers::Children(pool) => pool.read(path, options, progress),
            Readers::Here(resting) => {
                let resting = || resting.lock().unwrap_or_else(PoisonError::into_inner);
                let mut reader = resting().pop().unwrap_or_else(|| Reader::new(self.config.models.clone()));
                let mut collected = Collected { output: ReadOutput::default(), pages_total: 0, progress };
                let outcome = reader.read(path, options, &self.config.limits, &mut collected);
                resting().push(reader);
                outcome.map(|()| collected.output)
            }
        }
    }

    /// Draws one page, upright as the file states it, at this resolution (clamped so that no side passes 6,000 px).
    ///
    /// A page whose scan had to be turned beyond that has its whole turn in [`Page::rotation`]: draw it by
    /// [`Engine::render_page_turned`].
    ///
    /// # Errors
    /// As [`Engine::read`].
    pub fn render_page(&self, path: &Path, page: u32, dpi: f32) -> Result<PageImage, FileFault> {
        self.draw(path, page, dpi, None)
    }

    /// As [`Engine::render_page`], turned by the `rotation` of the read page, so that the picture lies under the
    /// words that were read.
    ///
    /// # Errors
    /// As [`Engine::read`].
    pub fn render_page_turned(
        &self,
        path: &Path,
        page: u32,
        dpi: f32,
        rotation: u16,
    ) -> Result<PageImage, FileFault> {
        self.draw(path, page, dpi, Some(rotation))
    }

    fn draw(&self, path: &Path, page: u32, dpi: f32, rotation: Option<u16>) -> Result<PageImage, FileFault> {
        match &*self.readers {
            Readers::Children(pool) => pool.draw(path, page, dpi, rotation),
            Readers::Here(_) => reading::draw(path, page, dpi, rotation, &self.config.limits),
        }
    }

    /// What is installed on this machine for reading pictures.
    pub fn doctor(&self) -> Doctor {
        doctor::examine(self.config.models.as_deref())
    }

    /// The text of a page line by line, wide gaps as two spaces.
    pub fn plain_text(page: &Page) -> String {
        plain_text::of(page)
    }
}

/// Collects what reading in this process finds.
struct Collected<'a> {
    output: ReadOutput,
    pages_total: u32,
    progress: &'a mut dyn FnMut(ReadProgress) -> ControlFlow<()>,
}

impl Sink for Collected<'_> {
    fn opened(&mut self, media_type: &'static str, pages: u32) {
        self.output.media_type = media_type.to_owned();
        self.pages_total = pages;
    }

    fn page(&mut self, page: Page) -> ControlFlow<()> {
        self.output.pages.push(page);
        let pages_done = self.output.pages.len() as u32;
        (self.progress)(ReadProgress { pages_done, pages_total: self.pages_total })
    }

    fn einvoice(&mut self, xml: Vec<u8>) {
        self.output.einvoice_xml = Some(xml);
    }
}
