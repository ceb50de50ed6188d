//! PDF through hayro, which nothing outside this module sees.

mod code_picture;
mod collector;
mod draw;
mod embedded;
mod forms;
mod full;
mod lean;
mod mend;
mod rules;
mod segment;
mod whole;

use std::fmt;
use std::sync::Arc;

use hayro::RenderCache;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};
use hayro_syntax::page::{Page, Rotation};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use image::RgbImage;
use perigee_model::{FileFault, Graphics, Page as ReadPage, Rect};

use crate::document::{PageContent, PageSize, RenderLimits};
use crate::fault;
use crate::kind::contains;
use crate::members::Unpacking;
use crate::searchable::over_pdf;
use code_picture::CodePictures;
use collector::PageCollector;
use full::FullPass;

/// Pages after which the caches of fonts and pictures are emptied, since they never shrink by themselves.
///
/// Fonts are parsed again once every 50 pages, which is under 1 % of the time of 50 pages.
const PAGES_PER_CACHE: u32 = 50;

/// How far from the end of a whole file its end marks stand at most.
const END_MARK_WITHIN: usize = 4096;

/// A word of a text layer.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerWord {
    /// Its characters.
    pub text: String,
    /// Its place on the upright page, in points.
    pub bbox: Rect,
    /// It is not painted: the layer of an earlier recognition, or hidden on purpose.
    pub invisible: bool,
}

/// The text layer of a page, and what else is drawn on it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextLayer {
    /// Words in the order in which the file draws them.
    pub words: Vec<LayerWord>,
    /// Painted glyphs, white space apart.
    pub glyphs: u32,
    /// Painted glyphs whose character is not known.
    pub unknown_glyphs: u32,
    /// Share of the page under pictures, 0 to 1.
    pub picture_cover: f32,
    /// Painted lines and areas.
    pub paths: u32,
    /// What they and the pictures look like.
    pub graphics: Graphics,
    /// Places that may hold a QR code, drawn as a picture or module by module.
    pub code_places: Vec<Rect>,
}

/// An opened PDF.
pub(crate) struct PdfFile {
    pdf: Pdf,
    bytes: Arc<Vec<u8>>,
    password: Option<String>,
}

impl fmt::Debug for PdfFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PdfFile").field("pages", &self.page_count()).finish_non_exhaustive()
    }
}

impl PdfFile {
    pub(crate) fn open(
        bytes: Arc<Vec<u8>>,
        limits: RenderLimits,
        password: Option<&str>,
    ) -> Result<Self, FileFault> {
        let is_cut_off = is_cut_off(&bytes);
        let open = |bytes: Arc<Vec<u8>>| Pdf::new_with_password(bytes, password.unwrap_or_default());
        let opened = match open(bytes.clone()) {
            Ok(pdf) if !pdf.pages().is_empty() => Ok(pdf),
            failed => {
                let mended = mend::with_plain_pages(&bytes).or_else(|| mend::with_unsaid_filters(&bytes));
                mended.map_or(failed, |mended| open(Arc::new(mended)))
            }
        };
        let pdf = opened.map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => match password {
                Some(_) => fault::wrong_password("PDF"),
                None => fault::locked("PDF"),
            },
            LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => fault::unknown_encryption(),
            _ => fault::damaged("PDF"),
        })?;
        let pages = pdf.pages().len();
        // A file whose end is missing may still open, but pages or words would be missing without a sign.
        if pages == 0 || (is_cut_off && !whole::is_whole(&pdf)) {
            return Err(fault::damaged("PDF"));
        }
        if pages > limits.pages as usize {
            return Err(fault::too_many_pages(pages, limits.pages));
        }
        Ok(Self { pdf, bytes, password: password.map(str::to_owned) })
    }

    pub(crate) fn page_count(&self) -> u32 {
        self.pdf.pages().len() as u32
    }

    pub(crate) fn einvoice_xml(&self) -> Option<Vec<u8>> {
        embedded::einvoice_xml(&self.pdf)
    }

    /// Hands on attached files that are PDFs or pictures.
    pub(crate) fn attachments(&self, unpacking: &mut Unpacking<'_>) -> Result<(), FileFault> {
        embedded::unpack(&self.pdf, unpacking)
    }

    /// The file with the words of its recognised pages laid over them unseen.
    pub(crate) fn searchable(&self, pages: &[ReadPage]) -> Result<Vec<u8>, FileFault> {
        over_pdf(&self.bytes, pages, self.password.as_deref())
    }

    pub(crate) fn reader(&self) -> PdfReader<'_> {
        let (settings, text_cache) = (InterpreterSettings::default(), InterpreterCache::new());
        PdfReader {
            pdf: &self.pdf,
            lean: lean::Shared::new(&self.pdf, &text_cache, &settings),
            settings,
            text_cache,
            draw_cache: RenderCache::new(),
            code_pictures: CodePictures::default(),
            pages_in_cache: 0,
        }
    }
}

/// Neither end mark of a PDF stands near the end of the bytes.
fn is_cut_off(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(END_MARK_WITHIN)..).unwrap_or(bytes);
    !contains(tail, b"startxref") && !contains(tail, b"%%EOF")
}

/// Reads the pages of one PDF.
pub(crate) struct PdfReader<'a> {
    pdf: &'a Pdf,
    settings: InterpreterSettings,
    text_cache: InterpreterCache<'a>,
    lean: lean::Shared<'a>,
    draw_cache: RenderCache<'a>,
    code_pictures: CodePictures,
    pages_in_cache: u32,
}

impl<'a> PdfReader<'a> {
    fn page(&self, page: u32) -> Result<&'a Page<'a>, FileFault> {
        self.pdf.pages().get(page as usize).ok_or_else(|| fault::no_such_page(page))
    }

    /// Size and text layer of a page.
    pub(crate) fn content(&mut self, number: u32) -> Result<PageContent, FileFault> {
        let page = self.page(number)?;
        self.make_room();
        let size = size(page);
        let collected = lean::collect(page, size, &mut self.lean, &mut self.code_pictures);
        let collector = collected.unwrap_or_else(|lean::Left| self.collect_fully(page, size));
        let mut text = collector.finish();
        let upright = Rect::new(0.0, 0.0, size.width, size.height);
        let form = forms::read(page, page.initial_transform(true).to_kurbo(), upright);
        text.glyphs += form.words.iter().map(|word| word.text.chars().count() as u32).sum::<u32>();
        text.words.extend(form.words);
        let drawn = std::mem::replace(&mut text.graphics.check_boxes, form.check_boxes);
        let fields = text.graphics.check_boxes.clone();
        // A field knows its state; its picture is drawn too.
        let is_field = |bbox: Rect| fields.iter().any(|field| field.bbox.intersection(bbox).is_some());
        text.graphics.check_boxes.extend(drawn.into_iter().filter(|drawn| !is_field(drawn.bbox)));
        Ok(PageContent { size, text: Some(text) })
    }

    /// What stands on a page, by the full interpreter.
    fn collect_fully(&mut self, page: &'a Page<'a>, size: PageSize) -> PageCollector {
        let collector = PageCollector::new(size);
        let mut pass = FullPass { collector, code_pictures: &mut self.code_pictures };
        let mut context = Context::new(
            page.initial_transform(true).to_kurbo(),
            hayro_interpret::kurbo::Rect::new(0.0, 0.0, f64::from(size.width), f64::from(size.height)),
            &self.text_cache,
            page.xref(),
            self.settings.clone(),
        );
        interpret_page(page, &mut context, &mut pass);
        pass.collector
    }

    /// Draws a page.
    pub(crate) fn draw(&mut self, number: u32, dpi: f32) -> Result<RgbImage, FileFault> {
        let page = self.page(number)?;
        self.make_room();
        Ok(draw::draw(page, &self.draw_cache, &self.settings, dpi))
    }

    fn make_room(&mut self) {
        self.pages_in_cache += 1;
        if self.pages_in_cache > PAGES_PER_CACHE {
            self.text_cache = InterpreterCache::new();
            self.lean.forget(&self.text_cache, &self.settings);
            self.draw_cache = RenderCache::new();
            self.pages_in_cache = 1;
        }
    }
}

fn size(page: &Page<'_>) -> PageSize {
    let (width, height) = page.render_dimensions();
    let rotation = match page.rotation() {
        Rotation::None => 0,
        Rotation::Horizontal => 90,
        Rotation::Flipped => 180,
        Rotation::FlippedHorizontal => 270,
    };
    PageSize { width, height, rotation }
}
