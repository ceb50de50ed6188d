//! Bytes of a file to pages: type detection, PDF text layers and drawing, pictures, embedded e-invoices.
//!
//! Words come in the order in which the file draws them; lines and reading order are left to `perigee-layout`,
//! recognition of pictures to `perigee-ocr`.

mod document;
pub mod einvoice;
mod fault;
mod kind;
mod pdf;
mod picture;
mod searchable;
pub mod typeset;

pub use document::{
    AttachedInvoice, Document, DocumentReader, MAX_SIDE_PX, PageContent, PageSize, RenderLimits,
};
pub use kind::{FileKind, detect};
pub use pdf::{LayerWord, TextLayer};
