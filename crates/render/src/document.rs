//! A file of any kind as a row of pages.

use std::sync::Arc;

use image::RgbImage;
use perigee_model::{EInvoice, FileFault, Page};

use crate::kind::{FileKind, detect};
use crate::members::{MemberLimits, MemberSink, Unpacking};
use crate::pdf::{PdfFile, PdfReader, TextLayer};
use crate::picture::PictureFile;
use crate::typeset::{self, Block};
use crate::{archive, einvoice, fault, mail, office, plain, web_page};

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
    /// The PDF that the pages were set in, for a kind without pages of its own.
    made_pages: Option<Arc<Vec<u8>>>,
    /// The bytes of an archive or e-mail, whose members are unpacked when asked for.
    container: Vec<u8>,
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
    /// Nothing but other files.
    Archive,
}

impl Document {
    /// Opens a file: finds its kind and its pages and checks both against the limits. Decodes no pixels.
    ///
    /// # Errors
    /// Says what the file is when it is of no kind that is read here, that it is damaged, locked, or too large.
    pub fn open(bytes: Vec<u8>, limits: RenderLimits) -> Result<Self, FileFault> {
        Self::open_with_password(bytes, limits, None)
    }

    /// As [`Document::open`], for a PDF that may be locked with a password.
    ///
    /// # Errors
    /// As [`Document::open`].
    pub fn open_with_password(
        bytes: Vec<u8>,
        limits: RenderLimits,
        password: Option<&str>,
    ) -> Result<Self, FileFault> {
        let kind = detect(&bytes)?;
        let opened = |file| Self { kind, file, made_pages: None, container: Vec::new(), einvoice: None };
        match kind {
            FileKind::Pdf => Ok(opened(File::Pdf(PdfFile::open(Arc::new(bytes), limits, password)?))),
            FileKind::Zip => Ok(Self { container: bytes, ..opened(File::Archive) }),
            FileKind::Heic => Err(fault::needs_converter(kind)),
            _ if kind.is_picture() => Ok(opened(File::Picture(PictureFile::open(bytes, kind, limits)?))),
            _ => Self::set_on_pages(bytes, kind, limits),
        }
    }

    /// Gives pages to a file that has none.
    fn set_on_pages(bytes: Vec<u8>, kind: FileKind, limits: RenderLimits) -> Result<Self, FileFault> {
        let invoice = if kind == FileKind::Einvoice { Some(einvoice::parse(&bytes)?) } else { None };
        let (title, blocks) = match &invoice {
            Some(invoice) => (kind.name().to_owned(), einvoice::blocks(invoice)),
            None => content(&bytes, kind, limits)?,
        };
        let pdf = Arc::new(typeset::pdf(&title, &blocks, limits.pages)?);
        let file = File::Pdf(PdfFile::open(pdf.clone(), limits, None)?);
        let container = if kind.is_mail() { bytes.clone() } else { Vec::new() };
        let einvoice = invoice.map(|invoice| AttachedInvoice { xml: bytes, invoice: Ok(invoice) });
        Ok(Self { kind, file, made_pages: Some(pdf), container, einvoice })
    }

    /// The kind that was detected.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// The number of pages; none for an archive.
    pub fn page_count(&self) -> u32 {
        match &self.file {
            File::Pdf(pdf) => pdf.page_count(),
            File::Picture(picture) => picture.page_count(),
            File::Archive => 0,
        }
    }

    /// The PDF whose pages these are, for a file without pages of its own.
    pub fn made_pages(&self) -> Option<&[u8]> {
        self.made_pages.as_deref().map(Vec::as_slice)
    }

    /// Hands on the files that the file carries: all of an archive, the attachments of an e-mail, and attachments of a
    /// PDF that are PDFs or pictures.
    ///
    /// # Errors
    /// They pass a limit, are damaged or locked, or the sink refuses one.
    pub fn members(&self, limits: MemberLimits, sink: &mut dyn MemberSink) -> Result<(), FileFault> {
        let mut unpacking = Unpacking::new(self.container.len(), limits, sink);
        match (&self.file, self.kind) {
            (File::Archive, _) => archive::unpack(&self.container, &mut unpacking),
            (File::Pdf(_), kind) if kind.is_mail() => mail::unpack(&self.container, kind, &mut unpacking),
            (File::Pdf(pdf), FileKind::Pdf) => pdf.attachments(&mut unpacking),
            _ => Ok(()),
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

    /// The file as a PDF that shows the same, with the words of its recognised pages laid over them unseen; `pages`
    /// are all the pages that were read.
    ///
    /// # Errors
    /// The file cannot be taken apart and put together again.
    pub fn searchable(&self, pages: &[Page]) -> Result<Vec<u8>, FileFault> {
        match &self.file {
            File::Pdf(pdf) => pdf.searchable(pages),
            File::Picture(picture) => picture.searchable(pages),
            File::Archive => Err(fault::no_pages(self.kind)),
        }
    }

    /// A reader of the pages; it keeps fonts and pictures that pages share, so use one for a whole file.
    pub fn reader(&self) -> DocumentReader<'_> {
        match &self.file {
            File::Pdf(pdf) => DocumentReader(Reader::Pdf(Box::new(pdf.reader()))),
            File::Picture(picture) => DocumentReader(Reader::Picture(picture)),
            File::Archive => DocumentReader(Reader::Archive),
        }
    }
}

/// The title and the content of a file without pages of its own.
fn content(bytes: &[u8], kind: FileKind, limits: RenderLimits) -> Result<(String, Vec<Block>), FileFault> {
    let blocks = match kind {
        FileKind::Eml | FileKind::Msg => return mail::blocks(bytes, kind, limits),
        FileKind::Csv => plain::table_blocks(bytes, limits)?,
        FileKind::Html => web_page::blocks(bytes, limits)?,
        FileKind::Text => plain::text_blocks(bytes, limits)?,
        _ => office::blocks(bytes, kind, limits)?,
    };
    Ok((kind.name().to_owned(), blocks))
}

/// Reads the pages of a [`Document`].
pub struct DocumentReader<'a>(Reader<'a>);

enum Reader<'a> {
    Pdf(Box<PdfReader<'a>>),
    Picture(&'a PictureFile),
    Archive,
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
            Reader::Archive => Err(fault::no_such_page(page)),
        }
    }

    /// Resolution in dots per inch that recognition should draw this page at: that of the picture itself, or
    /// `None` when the page has none of its own.
    pub fn native_dpi(&self, page: u32) -> Option<f32> {
        match &self.0 {
            Reader::Pdf(_) | Reader::Archive => None,
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
            Reader::Archive => Err(fault::no_such_page(page)),
        }
    }
}
