//! Bytes of a file to pages: type detection, PDF text layers and drawing, pictures, embedded e-invoices, and what has
//! no pages of its own (Office documents, texts, e-mails) set on pages.
//!
//! Words come in the order in which the file draws them; lines and reading order are left to `perigee-layout`,
//! recognition of pictures to `perigee-ocr`.

mod archive;
mod document;
pub mod einvoice;
mod fault;
mod flow;
mod kind;
mod mail;
mod members;
mod office;
mod pdf;
mod picture;
mod plain;
mod searchable;
pub mod typeset;
mod web_page;

pub use document::{
    AttachedInvoice, Document, DocumentReader, MAX_SIDE_PX, PageContent, PageSize, RenderLimits,
};
pub use kind::{Converter, FileKind, detect};
pub use members::{MemberLimits, MemberSink};
pub use pdf::{LayerWord, TextLayer};
