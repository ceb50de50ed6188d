//! The facade of the engine: one function per stage.
//!
//! `read` and `render_page` parse hostile bytes and therefore run in a killable child process; the other
//! stages are plain functions on plain values. All functions block: callers in async code use `spawn_blocking`.

mod alto;
mod choose;
mod classes;
mod convert;
mod doctor;
mod earlier;
mod extract;
mod fault;
mod hocr;
mod limits;
mod markup;
mod member;
mod plain_text;
mod reading;
mod result_ids;
mod results;
mod sandbox;
mod searchable;
mod split;
mod tables;
mod train;

pub use classes::{ClassView, Classes, ConfirmedClass, ToldClass, UNKNOWN_CLASS, newest_of_classes};
pub use convert::Converters;
pub use doctor::Doctor;
pub use limits::{Limits, ReadOptions};
pub use member::Member;
pub use result_ids::ResultIds;
pub use results::{converter_name, document_result, part_name, unsplit_document_name};
pub use sandbox::serve_reader;
pub use train::{
    Confirmed, CurvePoint, Doubt, FieldScore, Forecast, Guarantee, InvalidModel, Model, Scores, Tables,
    Teaching, TrainError, Waiting, forecast, lower_bound, teaching_order,
};

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use convert::Failure;
use member::Spool;
use reading::{Reader, Sink};
use sandbox::Pool;

use perigee_model::fault::codes;
use perigee_model::{EInvoice, FileFault, Finding, Page, Table};
use perigee_render::{AttachedInvoice, FileKind};

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
    /// The XML of the e-invoice that the file carries or is, if any and asked for.
    pub einvoice_xml: Option<Vec<u8>>,
    /// What the XML says; `None` also when it cannot be read.
    pub einvoice: Option<EInvoice>,
    /// A PDF or picture that shows these pages, for a file without pages of its own: [`Engine::render_page`] of the
    /// original could draw others once a converter was installed or updated.
    pub shown: Option<Vec<u8>>,
    /// The files inside the file, in their order. An archive has these alone, and no pages.
    pub members: Vec<Member>,
}

impl ReadOutput {
    /// Whether the file is nothing but other files.
    pub fn is_archive(&self) -> bool {
        self.media_type == FileKind::Zip.media_type()
    }

    /// Whether the file carries XML of an e-invoice that cannot be read, or that says nothing.
    pub fn has_unreadable_einvoice(&self) -> bool {
        self.einvoice_xml.is_some() && !Engine::is_readable_einvoice(self.einvoice.as_ref())
    }
}

/// Whether what a converter made is a PDF or picture, and not a message of its own.
fn has_pages(output: &ReadOutput) -> bool {
    FileKind::find_by_media_type(&output.media_type).is_some_and(FileKind::has_pages_of_its_own)
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
    converters: Converters,
    readers: Arc<Readers>,
}

/// How reading a file once ended.
enum Outcome {
    /// It was read.
    Read(Box<ReadOutput>),
    /// A converter that is there shows it better.
    Convert(FileKind),
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
        Self { config, converters: Converters::default(), readers: Arc::new(readers) }
    }

    /// The same engine with programs that it may use for kinds of files that it reads in part or not at all.
    #[must_use]
    pub fn with_converters(self, converters: Converters) -> Self {
        Self { converters, ..self }
    }

    /// The same engine with this many of its children started at once, by forks of this program: much cheaper than
    /// its other starts, and possible only while the process has a single thread. Later, and where children are not
    /// used, it changes nothing.
    #[must_use]
    pub fn with_early_readers(self, count: usize) -> Self {
        if let Readers::Children(pool) = &*self.readers {
            pool.fork(count);
        }
        self
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
        match self.read_once(path, options, &self.converters, progress)? {
            Outcome::Read(output) => Ok(*output),
            Outcome::Convert(kind) => self.read_converted(path, kind, options, progress),
        }
    }

    /// Reads what a converter makes of the file; where it fails, the file itself.
    fn read_converted(
        &self,
        path: &Path,
        kind: FileKind,
        options: &ReadOptions,
        progress: &mut dyn FnMut(ReadProgress) -> ControlFlow<()>,
    ) -> Result<ReadOutput, FileFault> {
        let none = Converters::default();
        let mut is_wanted = || progress(ReadProgress { pages_done: 0, pages_total: 0 });
        match self.converters.convert(path, kind, &self.config.limits, &mut is_wanted) {
            Ok(converted) => {
                let options = ReadOptions { force_ocr: false, ..options.clone() };
                match self.read_once(converted.path(), &options, &none, progress) {
                    Ok(Outcome::Read(output)) if has_pages(&output) => {
                        let shown =
                            std::fs::read(converted.path()).map_err(|error| fault::unreadable(&error))?;
                        return Ok(ReadOutput {
                            media_type: kind.media_type().to_owned(),
                            shown: Some(shown),
                            members: Vec::new(),
                            ..*output
                        });
                    }
                    Err(fault) if fault.code == codes::CANCELLED => return Err(fault),
                    _ => {}
                }
            }
            Err(Failure::Cancelled) => return Err(fault::cancelled()),
            Err(Failure::NotConverted) => {}
        }
        match self.read_once(path, options, &none, progress) {
            Ok(Outcome::Read(output)) => Ok(*output),
            Err(fault) if fault.code != codes::FILE_UNSUPPORTED => Err(fault),
            _ => Err(fault::not_converted(kind)),
        }
    }

    fn read_once(
        &self,
        path: &Path,
        options: &ReadOptions,
        converters: &Converters,
        progress: &mut dyn FnMut(ReadProgress) -> ControlFlow<()>,
    ) -> Result<Outcome, FileFault> {
        match &*self.readers {
            Readers::Children(pool) => pool.read(path, options, converters, progress),
            Readers::Here(resting) => {
                let resting = || resting.lock().unwrap_or_else(PoisonError::into_inner);
                let mut reader = resting().pop().unwrap_or_else(|| Reader::new(self.config.models.clone()));
                let limits = &self.config.limits;
                let mut collected = Collected {
                    output: ReadOutput::default(),
                    spool: Spool::new(limits),
                    convert: None,
                    pages_total: 0,
                    progress,
                };
                let outcome = reader.read(path, options, converters.available(), limits, &mut collected);
                resting().push(reader);
                outcome?;
                let Collected { output, spool, convert, .. } = collected;
                Ok(match convert {
                    Some(kind) => Outcome::Convert(kind),
                    None => Outcome::Read(Box::new(ReadOutput { members: spool.finish(), ..output })),
                })
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
        doctor::examine(&self.converters, self.config.models.as_deref())
    }

    /// The file as a PDF that shows the same and whose recognised pages can be searched; `pages` are all pages that
    /// [`Engine::read`] found, and a locked PDF is opened by the password, and is open afterwards.
    ///
    /// # Errors
    /// As [`Engine::read`], and when the file cannot be put together again.
    pub fn searchable_pdf(
        &self,
        path: &Path,
        pages: &[Page],
        password: Option<&str>,
    ) -> Result<Vec<u8>, FileFault> {
        match &*self.readers {
            Readers::Children(pool) => pool.searchable_pdf(path, pages, password),
            Readers::Here(_) => searchable::make(path, pages.to_vec(), password, &self.config.limits),
        }
    }

    /// The pages of a file as hOCR; `name` is that of the file.
    pub fn hocr(pages: &[Page], name: &str) -> String {
        hocr::of(pages, name)
    }

    /// The pages of a file as ALTO; `name` is that of the file.
    pub fn alto(pages: &[Page], name: &str) -> String {
        alto::of(pages, name)
    }

    /// The text of a page line by line, wide gaps as two spaces.
    pub fn plain_text(page: &Page) -> String {
        plain_text::of(page)
    }

    /// What seems to be missing in a table: row numbers that jump, sums that the rows fall short of.
    pub fn missing_rows(table: &Table) -> Vec<Finding> {
        tables::missing_rows(table)
    }

    /// The tables of a file, page by page from top to bottom.
    pub fn tables(pages: &[Page]) -> Vec<Table> {
        tables::find(pages)
    }
}

/// Collects what reading in this process finds.
struct Collected<'a> {
    output: ReadOutput,
    spool: Spool,
    convert: Option<FileKind>,
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

    fn einvoice(&mut self, attached: AttachedInvoice) {
        self.output.einvoice_xml = Some(attached.xml);
        self.output.einvoice = attached.invoice.ok();
    }

    fn shown(&mut self, pdf: &[u8]) {
        self.output.shown = Some(pdf.to_vec());
    }

    fn convert(&mut self, kind: FileKind) {
        self.convert = Some(kind);
    }

    fn member(&mut self, name: &str) -> Result<(), FileFault> {
        self.spool.begin(name)
    }

    fn member_piece(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        self.spool.piece(bytes)
    }
}
