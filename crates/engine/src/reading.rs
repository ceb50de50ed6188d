//! Reading in the process that holds the bytes: open, choose words, recognize, order.

use std::fs::File;
use std::io::Read as _;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{GrayImage, ImageEncoder, RgbImage, imageops};
use perigee_model::{Code, Confidence, FileFault, Graphics, Page, PageSource, Rect, Word};
use perigee_ocr::{Origin, Recognizers, find_codes, read_page};
use perigee_render::{
    AttachedInvoice, Converter, Document, DocumentReader, FileKind, MemberLimits, MemberSink, PageSize,
    RenderLimits, detect,
};

use crate::choose::{Choice, choose};
use crate::sandbox::Available;
use crate::{Limits, PageImage, ReadOptions, earlier, fault};

/// Resolution at which pages are drawn for recognition (`research/pdf-ocr.md` 3: 300 dpi is no better, and slower).
const OCR_DPI: f32 = 200.0;

/// Pictures finer than this are scaled down to [`FINE_DPI`] for recognition; up to it they stay as they are.
const TOO_FINE_DPI: f32 = 400.0;
const FINE_DPI: f32 = 300.0;

/// A drawn page has at least this many pixels on its long side: pages of a few points hold whole scans.
const MIN_LONG_SIDE_PX: f32 = 1_000.0;

/// Resolution at which a page with a text layer is drawn to look for codes: a module of a bill's QR code is 0.4 mm.
const CODES_DPI: f32 = 150.0;

/// White paper around a code that belongs to it, in points: four modules of the largest.
const CODE_EDGE: f32 = 12.0;

/// Share of a page's CPU time after which recognition gives up by itself, before the process is killed.
const OCR_SHARE: f32 = 0.9;

/// Takes what reading finds, piece by piece, so that a long file needs no more memory than a short one.
pub(crate) trait Sink {
    /// The file is open; `pages` will follow.
    fn opened(&mut self, media_type: &'static str, pages: u32);
    /// Work on the next page begins.
    fn page_begins(&mut self) {}
    /// A page is done; `Break` ends the reading.
    fn page(&mut self, page: Page) -> ControlFlow<()>;
    /// The file carries an e-invoice, or is one.
    fn einvoice(&mut self, attached: AttachedInvoice);
    /// The file has no pages of its own; this PDF shows those that it got.
    fn shown(&mut self, pdf: &[u8]);
    /// The file is to be converted first; nothing else will follow.
    fn convert(&mut self, kind: FileKind);
    /// A file inside the file begins.
    fn member(&mut self, name: &str) -> Result<(), FileFault>;
    /// More bytes of it.
    fn member_piece(&mut self, bytes: &[u8]) -> Result<(), FileFault>;
}

/// Hands members on to a sink.
struct ToSink<'a>(&'a mut dyn Sink);

impl MemberSink for ToSink<'_> {
    fn begin(&mut self, name: &str) -> Result<(), FileFault> {
        self.0.member(name)
    }

    fn piece(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        self.0.member_piece(bytes)
    }
}

/// Reads files in this process; keeps its recognizer from file to file.
#[derive(Debug)]
pub(crate) struct Reader {
    models: Option<PathBuf>,
    recognizer: Option<Recognizers>,
}

impl Reader {
    /// A reader that takes the models of the second recognizer from this folder.
    pub(crate) fn new(models: Option<PathBuf>) -> Self {
        Self { models, recognizer: None }
    }

    /// Reads a file, or says that a converter that is available should have it first; a panic becomes a fault.
    pub(crate) fn read(
        &mut self,
        path: &Path,
        options: &ReadOptions,
        available: Available,
        limits: &Limits,
        sink: &mut dyn Sink,
    ) -> Result<(), FileFault> {
        catch_unwind(AssertUnwindSafe(|| {
            let bytes = load(path, limits)?;
            match detect(&bytes)? {
                kind if is_converted(kind, available) => {
                    sink.convert(kind);
                    Ok(())
                }
                _ => self.read_file(bytes, options, limits, sink),
            }
        }))
        .unwrap_or_else(|_| Err(fault::crashed()))
    }

    fn read_file(
        &mut self,
        bytes: Vec<u8>,
        options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn Sink,
    ) -> Result<(), FileFault> {
        let document =
            Document::open_with_password(bytes, render_limits(limits), options.password.as_deref())?;
        sink.opened(document.kind().media_type(), document.page_count());
        if let Some(pdf) = document.made_pages() {
            sink.shown(pdf);
        }
        unpack(&document, options.depth, limits, sink)?;
        if !options.ignore_embedded
            && let Some(attached) = document.einvoice()
        {
            sink.einvoice(attached);
        }
        if let Some(recognizer) = &mut self.recognizer {
            recognizer.begin_file();
        }
        let mut reader = document.reader();
        for number in 0..document.page_count() {
            sink.page_begins();
            let page = self.read_page(&mut reader, number, options, limits)?;
            if sink.page(page).is_break() {
                return Err(fault::cancelled());
            }
        }
        Ok(())
    }

    fn read_page(
        &mut self,
        reader: &mut DocumentReader<'_>,
        number: u32,
        options: &ReadOptions,
        limits: &Limits,
    ) -> Result<Page, FileFault> {
        let mut content = reader.content(number)?;
        let (graphics, code_places) = content
            .text
            .as_mut()
            .map(|layer| (std::mem::take(&mut layer.graphics), std::mem::take(&mut layer.code_places)))
            .unwrap_or_default();
        let choice = match content.text {
            Some(layer) if !options.force_ocr => choose(layer),
            _ => Choice::Recognize,
        };
        match choice {
            Choice::Earlier(words)
                if !earlier::covers(&words, &imageops::grayscale(&reader.draw(number, earlier::DPI)?)) =>
            {
                self.recognize(reader, number, content.size, options, limits)
            }
            Choice::Layer(words) | Choice::Earlier(words) => {
                let codes = codes_at(reader, number, content.size, &code_places)?;
                let graphics = Graphics { codes, ..graphics };
                Ok(with_graphics(page(number, content.size, PageSource::Text, words), graphics))
            }
            Choice::Blank => Ok(page(number, content.size, PageSource::Text, Vec::new())),
            Choice::Recognize => self.recognize(reader, number, content.size, options, limits),
        }
    }

    fn recognize(
        &mut self,
        reader: &mut DocumentReader<'_>,
        number: u32,
        size: PageSize,
        options: &ReadOptions,
        limits: &Limits,
    ) -> Result<Page, FileFault> {
        let recognizer = self.recognizer(options.languages.as_deref())?;
        let native_dpi = reader.native_dpi(number);
        let origin = if native_dpi.is_some() { Origin::Picture } else { Origin::Page };
        let picture = reader.draw(number, recognition_dpi(native_dpi, size))?;
        // The resolution that was really drawn, after every clamp.
        let dpi = picture.width() as f32 * 72.0 / size.width;
        let grey = imageops::grayscale(&picture);
        drop(picture);
        let time = Duration::from_secs(limits.cpu_seconds_per_page.into()).mul_f32(OCR_SHARE);
        let reading = read_page(recognizer, &grey, origin, dpi, time)?;
        let graphics = Graphics { codes: find_codes(&upright(grey, reading.turn), dpi), ..reading.graphics };
        let page = page(number, turned(size, reading.turn), PageSource::Ocr, reading.words);
        Ok(with_graphics(page, graphics))
    }

    fn recognizer(&mut self, languages: Option<&str>) -> Result<&mut Recognizers, FileFault> {
        let fits = self.recognizer.take().filter(|recognizer| recognizer.reads(languages));
        let recognizer = match fits {
            Some(recognizer) => recognizer,
            None => Recognizers::start(languages, self.models.as_deref())?,
        };
        Ok(self.recognizer.insert(recognizer))
    }
}

/// The codes of a page that has a text layer: it is drawn only when something on it looks like a QR code, and only
/// these places are searched.
fn codes_at(
    reader: &mut DocumentReader<'_>,
    number: u32,
    size: PageSize,
    places: &[Rect],
) -> Result<Vec<Code>, FileFault> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let picture = reader.draw(number, CODES_DPI)?;
    let dpi = picture.width() as f32 * 72.0 / size.width;
    let dots = |points: f32| (points.max(0.0) * dpi / 72.0) as u32;
    let mut codes: Vec<Code> = Vec::new();
    for place in places {
        let (left, top) = (dots(place.x0 - CODE_EDGE), dots(place.y0 - CODE_EDGE));
        let (width, height) =
            (dots(place.x1 + CODE_EDGE).saturating_sub(left), dots(place.y1 + CODE_EDGE).saturating_sub(top));
        let part = imageops::grayscale(&*imageops::crop_imm(&picture, left, top, width, height));
        let (x, y) = (left as f32 * 72.0 / dpi, top as f32 * 72.0 / dpi);
        for code in find_codes(&part, dpi) {
            let b = code.bbox;
            let bbox = Rect::new(b.x0 + x, b.y0 + y, b.x1 + x, b.y1 + y);
            // Places may share a code.
            if !codes.iter().any(|known| known.text == code.text && known.bbox.intersection(bbox).is_some()) {
                codes.push(Code { bbox, ..code });
            }
        }
    }
    Ok(codes)
}

/// The picture as the read page stands.
fn upright(picture: GrayImage, turn: u16) -> GrayImage {
    match turn {
        90 => imageops::rotate90(&picture),
        180 => imageops::rotate180(&picture),
        270 => imageops::rotate270(&picture),
        _ => picture,
    }
}

fn is_converted(kind: FileKind, available: Available) -> bool {
    match kind.converter() {
        Some(Converter::Office) => available.office,
        Some(Converter::Heic) => available.heic,
        None => false,
    }
}

/// Hands on the files inside the file. One that came out of too many others keeps what is in it.
fn unpack(document: &Document, depth: u32, limits: &Limits, sink: &mut dyn Sink) -> Result<(), FileFault> {
    let member_limits = MemberLimits {
        count: limits.members,
        bytes: limits.file_bytes,
        total_bytes: limits.unpacked_bytes,
        ratio: limits.unpacked_ratio,
    };
    if depth < limits.member_depth {
        return document.members(member_limits, &mut ToSink(sink));
    }
    // What is attached to a PDF belongs to it, and can do without being a file of its own.
    if document.kind() == FileKind::Pdf {
        return Ok(());
    }
    document.members(member_limits, &mut Refuse(limits.member_depth))
}

/// Takes no members.
struct Refuse(u32);

impl MemberSink for Refuse {
    fn begin(&mut self, _: &str) -> Result<(), FileFault> {
        Err(fault::too_deep(self.0))
    }

    fn piece(&mut self, _: &[u8]) -> Result<(), FileFault> {
        Err(fault::too_deep(self.0))
    }
}

/// Draws one page as a PNG; `rotation` is that of the read page, `None` is that which the file states.
pub(crate) fn draw(
    path: &Path,
    page: u32,
    dpi: f32,
    rotation: Option<u16>,
    limits: &Limits,
) -> Result<PageImage, FileFault> {
    catch_unwind(AssertUnwindSafe(|| {
        let document = Document::open(load(path, limits)?, render_limits(limits))?;
        let mut reader = document.reader();
        let stated = reader.content(page)?.size.rotation;
        let picture = reader.draw(page, dpi)?;
        let turn = (360 + rotation.unwrap_or(stated) - stated) % 360;
        png(&match turn {
            90 => imageops::rotate90(&picture),
            180 => imageops::rotate180(&picture),
            270 => imageops::rotate270(&picture),
            _ => picture,
        })
    }))
    .unwrap_or_else(|_| Err(fault::crashed()))
}

/// The bytes of a file that is not too large; it may grow meanwhile, or be none that has an end.
pub(crate) fn load(path: &Path, limits: &Limits) -> Result<Vec<u8>, FileFault> {
    let unreadable = |error: std::io::Error| fault::unreadable(&error);
    let file = File::open(path).map_err(unreadable)?;
    let stated = file.metadata().map_err(unreadable)?.len();
    if stated > limits.file_bytes {
        return Err(fault::too_large(stated, limits.file_bytes));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(stated).unwrap_or(0));
    let read = file.take(limits.file_bytes + 1).read_to_end(&mut bytes).map_err(unreadable)? as u64;
    if read > limits.file_bytes {
        return Err(fault::too_large(read, limits.file_bytes));
    }
    Ok(bytes)
}

pub(crate) fn render_limits(limits: &Limits) -> RenderLimits {
    RenderLimits { pages: limits.pages, page_pixels: limits.page_pixels }
}

fn recognition_dpi(native: Option<f32>, size: PageSize) -> f32 {
    match native {
        Some(dpi) if dpi > TOO_FINE_DPI => FINE_DPI,
        Some(dpi) => dpi,
        None => OCR_DPI.max(MIN_LONG_SIDE_PX * 72.0 / size.width.max(size.height)),
    }
}

fn turned(size: PageSize, turn: u16) -> PageSize {
    let rotation = (size.rotation + turn) % 360;
    match turn {
        90 | 270 => PageSize { width: size.height, height: size.width, rotation },
        _ => PageSize { rotation, ..size },
    }
}

/// A page with its words in reading order.
fn page(number: u32, size: PageSize, source: PageSource, words: Vec<Word>) -> Page {
    let order = perigee_layout::reading_order(&words, source);
    let mut words: Vec<Option<Word>> = words.into_iter().map(Some).collect();
    let words = order.into_iter().filter_map(|index| words.get_mut(index as usize)?.take()).map(rounded);
    Page {
        number,
        width: size.width,
        height: size.height,
        rotation: size.rotation,
        source,
        words: words.collect(),
        ..Page::default()
    }
}

/// The page with what is drawn on it; squares are boxes to tick only where nothing says otherwise.
fn with_graphics(page: Page, mut graphics: Graphics) -> Page {
    let squares = std::mem::take(&mut graphics.check_boxes);
    graphics.check_boxes = perigee_layout::check_boxes(squares, &page.words, page.source);
    Page { graphics: graphics.rounded(), ..page }
}

/// The word as it looks after a way through JSON, so that both reader modes give the same values.
fn rounded(word: Word) -> Word {
    Word {
        bbox: Rect::from(<[f32; 4]>::from(word.bbox)),
        confidence: Confidence::new(f32::from(word.confidence)),
        ..word
    }
}

fn png(picture: &RgbImage) -> Result<PageImage, FileFault> {
    let (width_px, height_px) = picture.dimensions();
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive)
        .write_image(picture.as_raw(), width_px, height_px, image::ExtendedColorType::Rgb8)
        .map_err(|_| fault::crashed())?;
    Ok(PageImage { png, width_px, height_px })
}
