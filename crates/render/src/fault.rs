//! The faults of this crate: each with its code, what is wrong, and what to do.

use perigee_model::FileFault;
use perigee_model::fault::codes;

/// The file has no bytes.
pub(crate) fn empty() -> FileFault {
    FileFault::new(codes::FILE_EMPTY, "the file is empty", "send the file again; it has no content")
}

/// The content is of no kind that is read here.
pub(crate) fn unsupported(detected: &str) -> FileFault {
    FileFault::new(
        codes::FILE_UNSUPPORTED,
        format!("the file is {detected}, which is not read here"),
        "send it as PDF, PNG, JPEG, TIFF, WebP, BMP or GIF",
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
pub(crate) fn locked() -> FileFault {
    FileFault::new(
        codes::DOCUMENT_LOCKED,
        "the PDF is locked with a password",
        "remove the password and send it again",
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
