//! A file of any kind as a row of pages.

use image::RgbImage;
use perigee_model::{EInvoice, FileFault};

use crate::kind::{FileKind, detect};
use crate::pdf::{PdfFile, PdfReader, TextLayer};
use crate::picture::PictureFile;
use crate::{einvoice, typeset};

/// No side of a drawn page is longer than this.
///
/// 6,000 px are A4 at 513 dpi; the rasterizer counts in 16 bits and would wrap above 65,535.
pub const MAX_SIDE_PX: u32 = 6_000;

/// What a file may hold.
#[derive(Debug, Clone, Copy)]
pub struct RenderLimits {
    /// Pages of a file.
    pub pages: u32,
    /// Pixels of a picture.
    pub page_pixels: u64,
}

/// The size of an upright page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Clockwise degrees by which the stored page was turned to stand upright.
    pub rotation: u16,
}

/// What a page holds before anything is recognised.
#[derive(Debug, Clone)]
pub struct PageContent {
    /// Its size.
    pub size: PageSize,
    /// The text layer; `None` for a picture, which cannot have one.
    pub text: Option<TextLayer>,
}

/// An opened file. Pages are read through [`Document::reader`].
#[derive(Debug)]
pub struct Document {
    kind: FileKind,
    file: File,
    /// What a file without a picture says; attachments wait until they are asked for.
    einvoice: Option<AttachedInvoice>,
}

/// An e-invoice that a file carries, or is.
#[derive(Debug, Clone)]
pub struct AttachedInvoice {
    /// Its bytes.
    pub xml: Vec<u8>,
    /// What it says, or why it cannot be read.
    pub invoice: Result<EInvoice, FileFault>,
}

#[derive(Debug)]
enum File {
    Pdf(PdfFile),
    Picture(PictureFile),
}

impl Document {
    /// Opens a file: finds its kind and its pages and checks both against the limits. Decodes no pixels.
    ///
    /// # Errors
    /// Says what the file is when it is of no kind that is read here, that it is damaged, locked, or too large.
    pub fn open(bytes: Vec<u8>, limits: RenderLimits) -> Result<Self, FileFault> {
        let kind = detect(&bytes)?;
        let (file, einvoice) = match kind {
            FileKind::Pdf => (File::Pdf(PdfFile::open(bytes, limits)?), None),
            FileKind::Einvoice => {
                let invoice = einvoice::parse(&bytes)?;
                let pdf = typeset::pdf("", &einvoice::blocks(&invoice), limits.pages)?;
                let einvoice = AttachedInvoice { xml: bytes, invoice: Ok(invoice) };
                (File::Pdf(PdfFile::open(pdf, limits)?), Some(einvoice))
            }
            _ => (File::Picture(PictureFile::open(bytes, kind, limits)?), None),
        };
        Ok(Self { kind, file, einvoice })
    }

    /// The kind that was detected.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// The number of pages, at least one.
    pub fn page_count(&self) -> u32 {
        match &self.file {
            File::Pdf(pdf) => pdf.page_count(),
            File::Picture(picture) => picture.page_count(),
        }
    }

    /// The e-invoice that is attached to the file, or that the file is. An attachment is parsed by each call.
    pub fn einvoice(&self) -> Option<AttachedInvoice> {
        match &self.file {
            File::Pdf(pdf) if self.einvoice.is_none() => pdf.einvoice_xml().map(|xml| {
                let invoice = einvoice::parse(&xml);
                AttachedInvoice { xml, invoice }
            }),
            _ => self.einvoice.clone(),
        }
    }

    /// A reader of the pages; it keeps fonts and pictures that pages share, so use one for a whole file.
    pub fn reader(&self) -> DocumentReader<'_> {
        match &self.file {
            File::Pdf(pdf) => DocumentReader(Reader::Pdf(Box::new(pdf.reader()))),
            File::Picture(picture) => DocumentReader(Reader::Picture(picture)),
        }
    }
}

/// Reads the pages of a [`Document`].
pub struct DocumentReader<'a>(Reader<'a>);

enum Reader<'a> {
    Pdf(Box<PdfReader<'a>>),
    Picture(&'a PictureFile),
}

impl DocumentReader<'_> {
    /// Size and text layer of a page (from 0).
    ///
    /// # Errors
    /// The page does not exist or cannot be decoded.
    pub fn content(&mut self, page: u32) -> Result<PageContent, FileFault> {
        match &mut self.0 {
            Reader::Pdf(pdf) => pdf.content(page),
            Reader::Picture(picture) => Ok(PageContent { size: picture.size(page)?, text: None }),
        }
    }

    /// Resolution in dots per inch that recognition should draw this page at: that of the picture itself, or
    /// `None` when the page has none of its own.
    pub fn native_dpi(&self, page: u32) -> Option<f32> {
        match &self.0 {
            Reader::Pdf(_) => None,
            Reader::Picture(picture) => picture.dpi(page),
        }
    }

    /// Draws a page (from 0), upright, at this resolution; less when a side would pass [`MAX_SIDE_PX`].
    ///
    /// # Errors
    /// The page does not exist or cannot be decoded.
    pub fn draw(&mut self, page: u32, dpi: f32) -> Result<RgbImage, FileFault> {
        match &mut self.0 {
            Reader::Pdf(pdf) => pdf.draw(page, dpi),
            Reader::Picture(picture) => picture.draw(page, dpi),
        }
    }
}
