//! The faults of this crate: each with its code, what is wrong, and what to do.

use perigee_model::FileFault;
use perigee_model::fault::codes;

use crate::kind::{Converter, FileKind};

/// The file has no bytes.
pub(crate) fn empty() -> FileFault {
    FileFault::new(codes::FILE_EMPTY, "the file is empty", "send the file again; it has no content")
}

/// The content is of no kind that is read here.
pub(crate) fn unsupported(detected: &str) -> FileFault {
    FileFault::new(
        codes::FILE_UNSUPPORTED,
        format!("the file is {detected}, which is not read here"),
        "send it as a PDF, a picture, an Office document, an e-mail or a ZIP archive",
    )
}

/// The content is of a known kind but broken.
pub(crate) fn damaged(what: &str) -> FileFault {
    FileFault::new(
        codes::FILE_DAMAGED,
        format!("the {what} is damaged or incomplete"),
        "open it in a viewer, save or print it to a new file, and send that",
    )
}

/// The document needs a password.
pub(crate) fn locked(what: &str) -> FileFault {
    FileFault::new(
        codes::DOCUMENT_LOCKED,
        format!("the {what} is locked with a password"),
        "remove the password and send it again",
    )
}

/// The given password is not that of the document.
pub(crate) fn wrong_password(what: &str) -> FileFault {
    FileFault::new(
        codes::DOCUMENT_LOCKED,
        format!("the {what} is locked, and the given password does not open it"),
        "give the right password, or remove it and send the file again",
    )
}

/// The document is encrypted in a way that is not read here.
pub(crate) fn unknown_encryption() -> FileFault {
    FileFault::new(
        codes::DOCUMENT_LOCKED,
        "the PDF is encrypted in a way that is not read here",
        "save it without encryption and send it again",
    )
}

/// Width times height, or a side, is over the limit.
pub(crate) fn image_too_large(width: u64, height: u64, limit: u64) -> FileFault {
    FileFault::new(
        codes::IMAGE_TOO_LARGE,
        format!("the picture has {width} × {height} pixels; at most {limit} pixels a page are read"),
        "scale it down (300 dpi is enough) and send it again",
    )
}

/// More pages than allowed.
pub(crate) fn too_many_pages(pages: usize, limit: u32) -> FileFault {
    FileFault::new(
        codes::TOO_MANY_PAGES,
        format!("the file has {pages} pages; at most {limit} are read"),
        "split it into smaller files",
    )
}

/// A part of a document that is larger than any honest one.
pub(crate) fn part_too_large(kind: FileKind, limit: u64) -> FileFault {
    FileFault::new(
        codes::FILE_TOO_LARGE,
        format!("a part of the {} unpacks to more than {} MB", kind.name(), limit >> 20),
        "save it as PDF and send that",
    )
}

/// A kind that only a program outside can show, which is not installed or did not manage it.
pub(crate) fn needs_converter(kind: FileKind) -> FileFault {
    let program = match kind.converter() {
        Some(Converter::Heic) => "heif-convert (Debian package libheif-examples)",
        _ => "LibreOffice (Debian package libreoffice)",
    };
    let instead = if kind == FileKind::Heic { "JPEG" } else { "PDF" };
    FileFault::new(
        codes::FILE_UNSUPPORTED,
        format!("the file is a {}, which needs {program} to be read", kind.name()),
        format!("send it as {instead}, or ask the operator to install that program"),
    )
}

/// An archive or e-mail with more files than allowed.
pub(crate) fn too_many_members(limit: u32) -> FileFault {
    FileFault::new(
        codes::TOO_MANY_MEMBERS,
        format!("the file holds more than {limit} files"),
        "send the files in several smaller archives or one by one",
    )
}

/// One of the files inside is larger than a file may be.
pub(crate) fn member_too_large(limit: u64) -> FileFault {
    FileFault::new(
        codes::FILE_TOO_LARGE,
        format!("a file inside has more than {} MB", limit >> 20),
        "send that file in smaller parts",
    )
}

/// All the files inside together are too large.
pub(crate) fn unpacks_too_far() -> FileFault {
    FileFault::new(
        codes::ARCHIVE_TOO_LARGE,
        "the file unpacks to far more than its own size",
        "send the files in several smaller archives or one by one",
    )
}

/// An archive without files.
pub(crate) fn no_members() -> FileFault {
    FileFault::new(codes::FILE_EMPTY, "the archive holds no files", "put the files into it and send it again")
}

/// Something is asked of the pages of a file that has none.
pub(crate) fn no_pages(kind: FileKind) -> FileFault {
    FileFault::new(
        codes::FILE_UNSUPPORTED,
        format!("the {} has no pages of its own", kind.name()),
        "ask for those of the files inside it",
    )
}

/// A page number that the file does not have.
pub(crate) fn no_such_page(page: u32) -> FileFault {
    FileFault::new(codes::FILE_DAMAGED, format!("the file has no page {page}"), "ask for a page that it has")
}

/// The content needs more pages than allowed; how many is not known.
pub(crate) fn more_pages_than(limit: u32) -> FileFault {
    FileFault::new(
        codes::TOO_MANY_PAGES,
        format!("the file fills more than {limit} pages, and no more are read"),
        "split it into smaller files",
    )
}

/// The content could not be set on pages.
pub(crate) fn not_typeset() -> FileFault {
    FileFault::new(
        codes::FILE_UNSUPPORTED,
        "the content of the file cannot be set on pages",
        "print it to a PDF and send that",
    )
}

/// The XML is no e-invoice.
pub(crate) fn no_einvoice() -> FileFault {
    FileFault::new(
        codes::FILE_UNSUPPORTED,
        "the XML is no e-invoice in a language that is read here",
        "send an invoice in CII (ZUGFeRD, Factur-X, XRechnung), UBL (Peppol) or KSeF FA, or print it to a PDF",
    )
}

/// The XML declares a document type.
pub(crate) fn xml_with_doctype() -> FileFault {
    FileFault::new(
        codes::FILE_UNSUPPORTED,
        "the XML declares a document type, which can make a small file a huge one and is not read",
        "send it without the declaration; no e-invoice needs one",
    )
}

/// The XML is larger, or deeper, than an invoice.
pub(crate) fn xml_too_large() -> FileFault {
    FileFault::new(
        codes::FILE_TOO_LARGE,
        "the XML is larger or more deeply nested than an e-invoice can be",
        "check that it is the invoice, and split it if it holds several",
    )
}
