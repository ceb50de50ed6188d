//! Searchable PDF: the pages of a file as they are, with the words that were recognised laid over them unseen.
//!
//! Pages that have a text layer already stay untouched. What a page shows is never drawn anew: contents of a PDF are
//! kept byte for byte, and so is a JPEG picture. Only the unseen words of an earlier recognition are taken out where
//! a new one takes their place.

mod ghost_font;
mod overlay;
mod pdf;
mod picture;
mod unseen;

pub(crate) use pdf::over_pdf;
pub(crate) use picture::{StoredPicture, of_pictures};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use perigee_model::FileFault;

use crate::fault;

/// The bytes of a document that is done.
fn saved(mut document: Document) -> Result<Vec<u8>, FileFault> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).map_err(|_| fault::damaged("PDF"))?;
    Ok(bytes)
}

/// Adds a stream, compressed where that makes it smaller.
fn add_stream(document: &mut Document, dictionary: Dictionary, content: Vec<u8>) -> ObjectId {
    let mut stream = Stream::new(dictionary, content);
    // Left as it is when compressing fails or does not pay.
    let _ = stream.compress();
    document.add_object(Object::Stream(stream))
}
