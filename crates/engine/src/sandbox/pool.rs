//! A few children that wait for work; replaced after some jobs, and at once when they die.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use perigee_model::{FileFault, Graphics, Page};
use perigee_render::FileKind;

use super::child::{Heard, ReaderChild};
use super::frame::{Kind, Opened, Request};
use super::page_frame;
use crate::member::Spool;
use crate::{Converters, Limits, Outcome, PageImage, ReadOptions, ReadOutput, ReadProgress, fault};

/// Jobs after which a child is replaced, so that leaks of libraries do not add up.
///
/// Starting one costs 3 ms, or 0.2 s when it needs Tesseract: under 1 % of a hundred jobs of either kind.
const JOBS_PER_CHILD: u32 = 100;

/// Children that wait for work at most; more may work at a time.
const MAX_IDLE: usize = 8;

/// The children of one engine.
#[derive(Debug)]
pub(crate) struct Pool {
    program: PathBuf,
    limits: Limits,
    models: Option<PathBuf>,
    idle: Mutex<Vec<ReaderChild>>,
}

impl Pool {
    pub(crate) fn new(program: PathBuf, limits: Limits, models: Option<PathBuf>) -> Self {
        Self { program, limits, models, idle: Mutex::default() }
    }

    /// Forks children that will be needed, as long as that is safe.
    pub(crate) fn fork(&self, count: usize) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let children = (idle.len()..count.min(MAX_IDLE))
            .map_while(|_| ReaderChild::fork(&self.limits, self.models.as_deref()));
        idle.extend(children);
    }

    /// Reads a file in a child.
    pub(crate) fn read(
        &self,
        path: &Path,
        options: &ReadOptions,
        converters: &Converters,
        progress: &mut dyn FnMut(ReadProgress) -> ControlFlow<()>,
    ) -> Result<Outcome, FileFault> {
        let mut reading = Reading {
            output: ReadOutput::default(),
            spool: Spool::new(&self.limits),
            convert: None,
            pages_total: 0,
        };
        let available = converters.available();
        let request = Request::Read { path: path.into(), options: options.clone(), available };
        self.run(&request, |event| reading.take(event, progress))?;
        let Reading { output, spool, convert, .. } = reading;
        Ok(match convert {
            Some(kind) => Outcome::Convert(kind),
            None => Outcome::Read(Box::new(ReadOutput { members: spool.finish(), ..output })),
        })
    }

    /// Draws a page in a child.
    pub(crate) fn draw(
        &self,
        path: &Path,
        page: u32,
        dpi: f32,
        rotation: Option<u16>,
    ) -> Result<PageImage, FileFault> {
        let mut image = None;
        let request = Request::Draw { path: path.into(), page, dpi, rotation };
        self.run(&request, |event| {
            if let Event::Frame(Kind::Picture, payload) = event {
                image = picture(payload);
            }
            Ok(())
        })?;
        image.ok_or_else(fault::crashed)
    }

    /// Makes a searchable PDF in a child.
    pub(crate) fn searchable_pdf(
        &self,
        path: &Path,
        pages: &[Page],
        password: Option<&str>,
    ) -> Result<Vec<u8>, FileFault> {
        // What is drawn on a page lies in the file; the words alone are laid over it.
        let pages = pages.iter().map(|page| Page { graphics: Graphics::default(), ..page.clone() }).collect();
        let mut bytes = Vec::new();
        let options = ReadOptions { password: password.map(str::to_owned), ..ReadOptions::default() };
        let request = Request::Searchable { path: path.into(), pages, options };
        self.run(&request, |event| {
            match event {
                Event::Frame(Kind::Bytes, part) => bytes.extend(part),
                Event::Frame(..) => return Err(fault::crashed()),
                Event::Beat => {}
            }
            Ok(())
        })?;
        Ok(bytes)
    }

    /// Sends a request to a child and hands everything it answers to `take`, until it is done.
    ///
    /// A child that did not end its request properly is killed.
    fn run(
        &self,
        request: &Request,
        mut take: impl FnMut(Event) -> Result<(), FileFault>,
    ) -> Result<(), FileFault> {
        let mut child = self.child_for(request)?;
        let stall = Duration::from_secs(self.limits.stall_seconds.into());
        let mut last_frame = Instant::now();
        loop {
            match child.listen()? {
                Heard::Beat if last_frame.elapsed() >= stall => return Err(fault::time_limit()),
                Heard::Beat => take(Event::Beat)?,
                Heard::Frame(Kind::Done, _) => {
                    self.keep(child);
                    return Ok(());
                }
                Heard::Frame(Kind::Fault, payload) => {
                    let fault = serde_json::from_slice(&payload).unwrap_or_else(|_| fault::crashed());
                    if fault == fault::crashed() {
                        return Err(child.explain_panic());
                    }
                    self.keep(child);
                    return Err(fault);
                }
                Heard::Frame(kind, payload) => {
                    last_frame = Instant::now();
                    take(Event::Frame(kind, payload))?;
                }
            }
        }
    }

    /// A child that has taken the request.
    fn child_for(&self, request: &Request) -> Result<ReaderChild, FileFault> {
        // One that waited may have died meanwhile; a new one that does not listen is a fault.
        if let Some(mut child) = self.take_idle()
            && child.ask(request).is_ok()
        {
            return Ok(child);
        }
        let mut child = ReaderChild::start(&self.program, &self.limits, self.models.as_deref())?;
        child.ask(request).map_err(|_| fault::not_started())?;
        Ok(child)
    }

    fn take_idle(&self) -> Option<ReaderChild> {
        let mut child = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
        child.is_alive().then_some(child)
    }

    fn keep(&self, mut child: ReaderChild) {
        child.jobs += 1;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if child.jobs < JOBS_PER_CHILD && idle.len() < MAX_IDLE {
            idle.push(child);
        }
    }
}

/// What happens during a request.
enum Event {
    /// The child sent something.
    Frame(Kind, Vec<u8>),
    /// Time passed.
    Beat,
}

/// What has come of a file so far.
#[derive(Debug)]
struct Reading {
    output: ReadOutput,
    spool: Spool,
    convert: Option<FileKind>,
    pages_total: u32,
}

impl Reading {
    fn take(
        &mut self,
        event: Event,
        progress: &mut dyn FnMut(ReadProgress) -> ControlFlow<()>,
    ) -> Result<(), FileFault> {
        match event {
            Event::Frame(Kind::Opened, payload) => {
                let opened: Opened = serde_json::from_slice(&payload).map_err(|_| fault::crashed())?;
                (self.output.media_type, self.pages_total) = (opened.media_type, opened.pages);
                return Ok(());
            }
            Event::Frame(Kind::Page, payload) => {
                self.output.pages.push(page_frame::decode(&payload).ok_or_else(fault::crashed)?);
            }
            Event::Frame(Kind::Member, payload) => self.spool.begin(&String::from_utf8_lossy(&payload))?,
            Event::Frame(Kind::MemberPiece, payload) => self.spool.piece(&payload)?,
            Event::Frame(kind, payload) => return self.note(kind, payload),
            Event::Beat => {}
        }
        let pages_done = self.output.pages.len() as u32;
        match progress(ReadProgress { pages_done, pages_total: self.pages_total }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(fault::cancelled()),
        }
    }
}

impl Reading {
    /// What is said about the file as a whole.
    fn note(&mut self, kind: Kind, payload: Vec<u8>) -> Result<(), FileFault> {
        match kind {
            Kind::Einvoice => self.output.einvoice_xml = Some(payload),
            Kind::EinvoiceData => {
                self.output.einvoice = Some(serde_json::from_slice(&payload).map_err(|_| fault::crashed())?);
            }
            Kind::Shown => self.output.shown = Some(payload),
            Kind::Convert => {
                let kind = FileKind::find_by_media_type(&String::from_utf8_lossy(&payload));
                self.convert = Some(kind.ok_or_else(fault::crashed)?);
            }
            _ => return Err(fault::crashed()),
        }
        Ok(())
    }
}

fn picture(payload: Vec<u8>) -> Option<PageImage> {
    let side = |at: usize| Some(u32::from_le_bytes(payload.get(at..at + 4)?.try_into().ok()?));
    let (width_px, height_px) = (side(0)?, side(4)?);
    Some(PageImage { png: payload[8..].to_vec(), width_px, height_px })
}
