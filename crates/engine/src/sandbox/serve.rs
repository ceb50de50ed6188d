//! The child's own side: reads requests from standard input until it is closed, answers on standard output.

use std::fs::File;
use std::io::{self, BufWriter};
use std::ops::ControlFlow;
use std::os::fd::FromRawFd;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};

use perigee_model::{FileFault, Page};
use perigee_render::{AttachedInvoice, FileKind};

use super::frame::{self, Kind, Opened, Request};
use super::{jail, page_frame};
use crate::reading::{self, Reader, Sink};
use crate::{Limits, fault, searchable};

/// Stack of the thread that parses: nested structures of hostile files go deep.
const STACK_BYTES: usize = 64 << 20;

/// Memory of pieces up to this size is kept when it is freed: a page that is drawn at 200 dpi has 16 MB.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const KEPT_BYTES: libc::c_int = 20 << 20;

/// Bytes of a made file in one frame.
const PART_BYTES: usize = 4 << 20;

/// Pages of a searchable PDF for which the CPU time of one read page is enough: laying words over a page of a PDF takes
/// about a millisecond, packing a picture of it up to half a second.
const PAGES_PER_GRANT: u32 = 50;

/// Serves requests until standard input is closed.
///
/// # Errors
/// The answer cannot be written because the parent is gone.
pub fn serve_reader() -> io::Result<()> {
    let answers = private_standard_output()?;
    // A panic becomes a fault of the file; its text may hold document text, so it is not printed.
    std::panic::set_hook(Box::new(|info| {
        if info.payload_as_str().is_some_and(|text| text.contains("AllocError")) {
            eprintln!("out of memory");
        }
    }));
    let requests = watch_standard_input();
    keep_memory();
    let Ok(Request::Begin { limits, models }) = requests.recv() else { return Ok(()) };
    jail::enter(&limits);
    let worker = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(move || {
        let reader = Reader::new(models.map(|models| models.to_path()));
        let mut worker = Worker { limits, reader, answers: BufWriter::new(answers) };
        requests.iter().try_for_each(|request| worker.serve(request))
    })?;
    worker.join().unwrap_or(Ok(()))
}

/// Tells the system's allocator, which Tesseract uses and programs without one of their own, to keep what is freed for
/// the next page. It would give back and fetch anew the memory of every drawn page, and the kernel wipes what it gives
/// out: a fifth of the time of reading text went there.
fn keep_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: plain settings of the allocator, from the only thread that uses it so far.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, KEPT_BYTES);
        libc::mallopt(libc::M_TRIM_THRESHOLD, 2 * KEPT_BYTES);
        // The worker uses the heap of the process and not a smaller one of its own.
        libc::mallopt(libc::M_ARENA_MAX, 1);
    }
}

/// The pipe to the parent, kept away from libraries that print: their output goes to standard error.
fn private_standard_output() -> io::Result<File> {
    // SAFETY: the duplicate is a new descriptor that nothing else owns.
    unsafe {
        let private = libc::dup(libc::STDOUT_FILENO);
        if private < 0 || libc::dup2(libc::STDERR_FILENO, libc::STDOUT_FILENO) < 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(File::from_raw_fd(private))
    }
}

/// Reads requests ahead in a thread of its own, which also notices that the parent is gone and ends the process
/// in the middle of whatever it does.
///
/// A death signal would do the same, but it is tied to the thread that started the child, and threads of a pool end
/// while their process lives on.
fn watch_standard_input() -> Receiver<Request> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut input = io::stdin().lock();
        while let Ok(Some(request)) = frame::read_json(&mut input) {
            if sender.send(request).is_err() {
                break;
            }
        }
        // SAFETY: ends the process without running destructors, which other threads may still need.
        unsafe { libc::_exit(0) };
    });
    receiver
}

struct Worker {
    limits: Limits,
    reader: Reader,
    answers: BufWriter<File>,
}

impl Worker {
    fn serve(&mut self, request: Request) -> io::Result<()> {
        jail::grant_cpu_seconds(self.limits.cpu_seconds_per_page);
        match request {
            Request::Begin { .. } => Ok(()),
            Request::Read { path, options, available } => {
                let mut answers = Answers { limits: self.limits, out: &mut self.answers, broken: None };
                let path = path.to_path();
                let outcome = self.reader.read(&path, &options, available, &self.limits, &mut answers);
                if let Some(error) = answers.broken {
                    return Err(error);
                }
                self.finish(outcome)
            }
            Request::Searchable { path, pages, options } => {
                self.make_searchable(&path.to_path(), pages, options.password.as_deref())
            }
            Request::Draw { path, page, dpi, rotation } => {
                let drawn = reading::draw(&path.to_path(), page, dpi, rotation, &self.limits);
                let outcome = match drawn {
                    Ok(image) => {
                        let mut payload = Vec::with_capacity(8 + image.png.len());
                        payload.extend(image.width_px.to_le_bytes());
                        payload.extend(image.height_px.to_le_bytes());
                        payload.extend(image.png);
                        frame::write(&mut self.answers, Kind::Picture as u8, &payload)?;
                        Ok(())
                    }
                    Err(fault) => Err(fault),
                };
                self.finish(outcome)
            }
        }
    }

    fn make_searchable(&mut self, path: &Path, pages: Vec<Page>, password: Option<&str>) -> io::Result<()> {
        let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
        // Nothing is recognised: a page takes a small part of what reading it did.
        let seconds = self.limits.cpu_seconds_per_page.saturating_mul(1 + count / PAGES_PER_GRANT);
        jail::grant_cpu_seconds(seconds);
        let made = searchable::make(path, pages, password, &self.limits);
        for part in made.iter().flat_map(|bytes| bytes.chunks(PART_BYTES)) {
            frame::write(&mut self.answers, Kind::Bytes as u8, part)?;
        }
        self.finish(made.map(drop))
    }

    fn finish(&mut self, outcome: Result<(), FileFault>) -> io::Result<()> {
        match outcome {
            Ok(()) => frame::write(&mut self.answers, Kind::Done as u8, &[]),
            Err(fault) => {
                frame::write_json(&mut self.answers, Kind::Fault as u8, &fault)?;
                // After a panic the state of the libraries is unknown: make room for a fresh process.
                if fault == fault::crashed() { Err(io::ErrorKind::Other.into()) } else { Ok(()) }
            }
        }
    }
}

/// Sends what reading finds, and renews the CPU limit for each page.
struct Answers<'a> {
    limits: Limits,
    out: &'a mut BufWriter<File>,
    /// The parent is gone.
    broken: Option<io::Error>,
}

impl Answers<'_> {
    fn note(&mut self, written: io::Result<()>) -> ControlFlow<()> {
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.broken = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}

impl Answers<'_> {
    fn taken(&mut self, written: io::Result<()>) -> Result<(), FileFault> {
        if self.note(written).is_break() { Err(fault::cancelled()) } else { Ok(()) }
    }
}

impl Sink for Answers<'_> {
    fn opened(&mut self, media_type: &'static str, pages: u32) {
        let opened = Opened { media_type: media_type.to_owned(), pages };
        let written = frame::write_json(self.out, Kind::Opened as u8, &opened);
        let _ = self.note(written);
    }

    fn page_begins(&mut self) {
        jail::grant_cpu_seconds(self.limits.cpu_seconds_per_page);
    }

    fn page(&mut self, page: Page) -> ControlFlow<()> {
        let written =
            page_frame::encode(page).and_then(|payload| frame::write(self.out, Kind::Page as u8, &payload));
        self.note(written)
    }

    fn einvoice(&mut self, attached: AttachedInvoice) {
        let written = frame::write(self.out, Kind::Einvoice as u8, &attached.xml);
        let _ = self.note(written);
        if let Ok(invoice) = attached.invoice {
            let written = frame::write_json(self.out, Kind::EinvoiceData as u8, &invoice);
            let _ = self.note(written);
        }
    }

    fn shown(&mut self, pdf: &[u8]) {
        let written = frame::write(self.out, Kind::Shown as u8, pdf);
        let _ = self.note(written);
    }

    fn convert(&mut self, kind: FileKind) {
        let written = frame::write(self.out, Kind::Convert as u8, kind.media_type().as_bytes());
        let _ = self.note(written);
    }

    fn member(&mut self, name: &str) -> Result<(), FileFault> {
        jail::grant_cpu_seconds(self.limits.cpu_seconds_per_page);
        let written = frame::write(self.out, Kind::Member as u8, name.as_bytes());
        self.taken(written)
    }

    fn member_piece(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        let written = frame::write(self.out, Kind::MemberPiece as u8, bytes);
        self.taken(written)
    }
}
