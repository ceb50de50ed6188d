//! Reading in the process that holds the bytes: open, choose words, recognize, order.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ImageEncoder, RgbImage, imageops};
use perigee_model::{Confidence, FileFault, Page, PageSource, Rect, Word};
use perigee_ocr::{Origin, Recognizers, read_page};
use perigee_render::{Document, DocumentReader, PageSize, RenderLimits};

use crate::choose::{Choice, choose};
use crate::{Limits, PageImage, ReadOptions, fault};

/// Resolution at which pages are drawn for recognition (`research/pdf-ocr.md` 3: 300 dpi is no better, and slower).
const OCR_DPI: f32 = 200.0;

/// Pictures finer than this are scaled down to [`FINE_DPI`] for recognition; up to it they stay as they are.
const TOO_FINE_DPI: f32 = 400.0;
const FINE_DPI: f32 = 300.0;

/// A drawn page has at least this many pixels on its long side: pages of a few points hold whole scans.
const MIN_LONG_SIDE_PX: f32 = 1_000.0;

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
    /// The file carries an e-invoice.
    fn einvoice(&mut self, xml: Vec<u8>);
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

    /// Reads a file; a panic becomes a fault.
    pub(crate) fn read(
        &mut self,
        path: &Path,
        options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn Sink,
    ) -> Result<(), FileFault> {
        catch_unwind(AssertUnwindSafe(|| self.read_file(path, options, limits, sink)))
            .unwrap_or_else(|_| Err(fault::crashed()))
    }

    fn read_file(
        &mut self,
        path: &Path,
        options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn Sink,
    ) -> Result<(), FileFault> {
        let document = open(path, limits)?;
        sink.opened(document.kind().media_type(), document.page_count());
        if let Some(xml) = document.einvoice_xml().filter(|_| !options.ignore_embedded) {
            sink.einvoice(xml);
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
        let content = reader.content(number)?;
        let choice = match content.text {
            Some(layer) if !options.force_ocr => choose(layer),
            _ => Choice::Recognize,
        };
        match choice {
            Choice::Layer(words) => Ok(page(number, content.size, PageSource::Text, words)),
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
        Ok(page(number, turned(size, reading.turn), PageSource::Ocr, reading.words))
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

/// Draws one page as a PNG; `rotation` is that of the read page, `None` is that which the file states.
pub(crate) fn draw(
    path: &Path,
    page: u32,
    dpi: f32,
    rotation: Option<u16>,
    limits: &Limits,
) -> Result<PageImage, FileFault> {
    catch_unwind(AssertUnwindSafe(|| {
        let document = open(path, limits)?;
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

fn open(path: &Path, limits: &Limits) -> Result<Document, FileFault> {
    let unreadable = |error: std::io::Error| fault::unreadable(&error);
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if metadata.len() > limits.file_bytes {
        return Err(fault::too_large(metadata.len(), limits.file_bytes));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    Document::open(bytes, RenderLimits { pages: limits.pages, page_pixels: limits.page_pixels })
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
