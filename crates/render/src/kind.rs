//! What kind of file some bytes are, by their content; names and declared types are not believed.

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
    /// The XML of an e-invoice.
    Einvoice,
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
            Self::Einvoice => "e-invoice",
        }
    }
}

/// The kind of a file.
///
/// # Errors
/// `file_empty`, or `file_unsupported` which names what was detected instead.
pub fn detect(bytes: &[u8]) -> Result<FileKind, FileFault> {
    if bytes.is_empty() {
        return Err(fault::empty());
    }
    match readable(bytes) {
        Some(kind) => Ok(kind),
        None => Err(fault::unsupported(describe(bytes))),
    }
}

fn readable(bytes: &[u8]) -> Option<FileKind> {
    let kind = match bytes {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => FileKind::Png,
        [0xff, 0xd8, 0xff, ..] => FileKind::Jpeg,
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => FileKind::Tiff,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => FileKind::WebP,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => FileKind::Gif,
        // The reserved bytes keep texts that begin with "BM" out.
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => FileKind::Bmp,
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

/// A phrase for content that is not read here, to stand after "the file is".
fn describe(bytes: &[u8]) -> &'static str {
    match bytes {
        [b'P', b'K', 3, 4, ..] => describe_zip(bytes),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => describe_iso_media(brand),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => "an old Office document or Outlook message",
        [b'{', b'\\', b'r', b't', b'f', ..] => "a rich-text (RTF) document",
        [b'%', b'!', b'P', b'S', ..] => "a PostScript file",
        [b'7', b'z', 0xbc, 0xaf, ..] => "a 7z archive",
        [b'R', b'a', b'r', b'!', ..] => "a RAR archive",
        [0x1f, 0x8b, ..] => "a gzip archive",
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] => "a JPEG 2000 picture",
        [0xff, 0x0a, ..] => "a JPEG XL picture",
        [0, 0, 1, 0, ..] => "an icon",
        _ => describe_text(bytes),
    }
}

fn describe_zip(bytes: &[u8]) -> &'static str {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let holds = |name: &[u8]| contains(head, name);
    if holds(b"word/") {
        "a Word document"
    } else if holds(b"xl/") {
        "an Excel workbook"
    } else if holds(b"ppt/") {
        "a PowerPoint presentation"
    } else if holds(b"opendocument") {
        "an OpenDocument file"
    } else {
        "a ZIP archive or Office document"
    }
}

fn describe_iso_media(brand: &[u8]) -> &'static str {
    match brand.get(..4) {
        Some(b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1") => "a HEIC picture",
        Some(b"avif" | b"avis") => "an AVIF picture",
        _ => "a video or audio file",
    }
}

fn describe_text(bytes: &[u8]) -> &'static str {
    let head = bytes.get(..2048).unwrap_or(bytes);
    let is_text = !head.contains(&0)
        && match std::str::from_utf8(head) {
            Ok(_) => true,
            // A character may be cut in two at the end of the head.
            Err(error) => error.error_len().is_none() || head.iter().all(|&byte| byte >= 9),
        };
    if !is_text {
        return "of an unknown kind";
    }
    let lower = head.to_ascii_lowercase();
    if contains(&lower, b"<html") || contains(&lower, b"<!doctype html") {
        "an HTML page"
    } else if contains(&lower, b"<svg") {
        "an SVG drawing"
    } else if contains(&lower, b"<?xml") {
        "an XML file that is no e-invoice"
    } else if lower.starts_with(b"from:")
        || lower.starts_with(b"received:")
        || lower.starts_with(b"return-path:")
    {
        "an e-mail"
    } else {
        "plain text"
    }
}

/// Whether the needle stands anywhere in the bytes.
pub(crate) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
