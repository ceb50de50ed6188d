//! What kind of file some bytes are, by their content; names and declared types are not believed.

mod packed;
mod text;

use perigee_model::FileFault;

use crate::{einvoice, fault};

/// How far into a file the header of a PDF may stand (the leniency of other readers).
const PDF_HEADER_WITHIN: usize = 1024;

/// A kind of file that is read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Portable Document Format.
    Pdf,
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// TIFF, one or several pages.
    Tiff,
    /// WebP.
    WebP,
    /// Windows bitmap.
    Bmp,
    /// GIF, its first picture.
    Gif,
    /// HEIC, through a converter alone.
    Heic,
    /// Word since 2007.
    Docx,
    /// Word before 2007, through a converter alone.
    Doc,
    /// OpenDocument text.
    Odt,
    /// Rich text.
    Rtf,
    /// PowerPoint since 2007.
    Pptx,
    /// PowerPoint before 2007, through a converter alone.
    Ppt,
    /// OpenDocument presentation.
    Odp,
    /// Excel since 2007.
    Xlsx,
    /// Excel before 2007.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Rows of values between commas, semicolons or tabs.
    Csv,
    /// A web page.
    Html,
    /// Plain text.
    Text,
    /// An e-mail as it is sent.
    Eml,
    /// An e-mail as Outlook keeps it.
    Msg,
    /// A ZIP archive of files.
    Zip,
    /// The XML of an e-invoice.
    Einvoice,
}

/// A program outside that makes a file of one kind into one that is read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Converter {
    /// LibreOffice: an Office document to PDF.
    Office,
    /// The examples of libheif: a HEIC picture to PNG.
    Heic,
}

impl FileKind {
    /// The media type, e.g. `application/pdf`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Tiff => "image/tiff",
            Self::WebP => "image/webp",
            Self::Bmp => "image/bmp",
            Self::Gif => "image/gif",
            Self::Heic => "image/heic",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Doc => "application/msword",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Rtf => "application/rtf",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Ppt => "application/vnd.ms-powerpoint",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Xls => "application/vnd.ms-excel",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Csv => "text/csv",
            Self::Html => "text/html",
            Self::Text => "text/plain",
            Self::Eml => "message/rfc822",
            Self::Msg => "application/vnd.ms-outlook",
            Self::Zip => "application/zip",
            Self::Einvoice => "application/xml",
        }
    }

    /// What people call it, e.g. `PDF`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Png => "PNG picture",
            Self::Jpeg => "JPEG picture",
            Self::Tiff => "TIFF picture",
            Self::WebP => "WebP picture",
            Self::Bmp => "BMP picture",
            Self::Gif => "GIF picture",
            Self::Heic => "HEIC picture",
            Self::Docx | Self::Doc => "Word document",
            Self::Odt => "OpenDocument text",
            Self::Rtf => "rich-text (RTF) document",
            Self::Pptx | Self::Ppt => "PowerPoint presentation",
            Self::Odp => "OpenDocument presentation",
            Self::Xlsx | Self::Xls => "Excel workbook",
            Self::Ods => "OpenDocument spreadsheet",
            Self::Csv => "CSV table",
            Self::Html => "HTML page",
            Self::Text => "text",
            Self::Eml => "e-mail",
            Self::Msg => "Outlook message",
            Self::Zip => "ZIP archive",
            Self::Einvoice => "e-invoice",
        }
    }

    /// How names of such files usually end, without the dot; programs outside go by it.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Tiff => "tif",
            Self::WebP => "webp",
            Self::Bmp => "bmp",
            Self::Gif => "gif",
            Self::Heic => "heic",
            Self::Docx => "docx",
            Self::Doc => "doc",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Pptx => "pptx",
            Self::Ppt => "ppt",
            Self::Odp => "odp",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Text => "txt",
            Self::Eml => "eml",
            Self::Msg => "msg",
            Self::Zip => "zip",
            Self::Einvoice => "xml",
        }
    }

    /// The kind with this media type.
    pub fn find_by_media_type(media_type: &str) -> Option<Self> {
        ALL.into_iter().find(|kind| kind.media_type() == media_type)
    }

    /// The program that shows such a file better than the readers here, or shows it at all.
    ///
    /// CSV, HTML and plain text have none: their own readers lose nothing, and a web page could make a program
    /// outside fetch things.
    pub fn converter(self) -> Option<Converter> {
        match self {
            Self::Heic => Some(Converter::Heic),
            Self::Docx | Self::Doc | Self::Odt | Self::Rtf | Self::Pptx | Self::Ppt | Self::Odp => {
                Some(Converter::Office)
            }
            Self::Xlsx | Self::Xls | Self::Ods => Some(Converter::Office),
            _ => None,
        }
    }

    /// Whether its pages are drawn from the file itself; otherwise they are made while reading.
    pub fn has_pages_of_its_own(self) -> bool {
        matches!(self, Self::Pdf) || self.is_picture()
    }

    /// Whether it is an e-mail.
    pub fn is_mail(self) -> bool {
        matches!(self, Self::Eml | Self::Msg)
    }

    /// Whether it is a picture that is decoded here.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Tiff | Self::WebP | Self::Bmp | Self::Gif)
    }
}

/// Every kind.
const ALL: [FileKind; 25] = [
    FileKind::Pdf,
    FileKind::Png,
    FileKind::Jpeg,
    FileKind::Tiff,
    FileKind::WebP,
    FileKind::Bmp,
    FileKind::Gif,
    FileKind::Heic,
    FileKind::Docx,
    FileKind::Doc,
    FileKind::Odt,
    FileKind::Rtf,
    FileKind::Pptx,
    FileKind::Ppt,
    FileKind::Odp,
    FileKind::Xlsx,
    FileKind::Xls,
    FileKind::Ods,
    FileKind::Csv,
    FileKind::Html,
    FileKind::Text,
    FileKind::Eml,
    FileKind::Msg,
    FileKind::Zip,
    FileKind::Einvoice,
];

/// The kind of a file.
///
/// # Errors
/// `file_empty`; `file_damaged` for an archive that cannot be opened; `document_locked` for an encrypted Office
/// document; or `file_unsupported` which names what was detected instead.
pub fn detect(bytes: &[u8]) -> Result<FileKind, FileFault> {
    if bytes.is_empty() {
        return Err(fault::empty());
    }
    match bytes {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => packed::zip(bytes),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => packed::compound(bytes),
        _ => match by_first_bytes(bytes).or_else(|| text::kind(bytes)) {
            Some(kind) => Ok(kind),
            None => Err(fault::unsupported(describe(bytes))),
        },
    }
}

fn by_first_bytes(bytes: &[u8]) -> Option<FileKind> {
    let kind = match bytes {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => FileKind::Png,
        [0xff, 0xd8, 0xff, ..] => FileKind::Jpeg,
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => FileKind::Tiff,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => FileKind::WebP,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => FileKind::Gif,
        // The reserved bytes keep texts that begin with "BM" out.
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => FileKind::Bmp,
        [b'{', b'\\', b'r', b't', b'f', ..] => FileKind::Rtf,
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if is_heic(brand) => FileKind::Heic,
        _ => {
            let head = bytes.get(..PDF_HEADER_WITHIN).unwrap_or(bytes);
            if contains(head, b"%PDF-") {
                return Some(FileKind::Pdf);
            }
            return einvoice::is_einvoice(bytes).then_some(FileKind::Einvoice);
        }
    };
    Some(kind)
}

fn is_heic(brand: &[u8]) -> bool {
    matches!(brand.get(..4), Some(b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1"))
}

/// A phrase for content that is not read here, to stand after "the file is".
fn describe(bytes: &[u8]) -> &'static str {
    match bytes {
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', ..] => "an AVIF picture",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "a video or audio file",
        [b'%', b'!', b'P', b'S', ..] => "a PostScript file",
        [b'7', b'z', 0xbc, 0xaf, ..] => "a 7z archive",
        [b'R', b'a', b'r', b'!', ..] => "a RAR archive",
        [0x1f, 0x8b, ..] => "a gzip archive",
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] => "a JPEG 2000 picture",
        [0xff, 0x0a, ..] => "a JPEG XL picture",
        [0, 0, 1, 0, ..] => "an icon",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => "a sound recording",
        [0x7f, b'E', b'L', b'F', ..] | [b'M', b'Z', ..] => "a program",
        _ => text::describe(bytes),
    }
}

/// Whether the needle stands anywhere in the bytes.
pub(crate) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
