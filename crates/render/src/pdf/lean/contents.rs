//! Contents of pages and forms, unpacked in one go.
//!
//! The reader of PDFs unpacks any stream piece by piece into memory that it doubles again and again, which takes half as
//! long again, and keeps the contents of all pages.

use std::borrow::Cow;

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, MaybeRef, Object, Stream};
use hayro_syntax::page::Page;

/// How much longer contents are than what they are packed in: text has four to eight times its bytes.
const USUAL_RATIO: usize = 8;

/// Longer contents are left to the reader of PDFs.
const MOST_BYTES: usize = 64 << 20;

/// Unpacks contents one after another.
pub(super) struct Contents(Decompress);

impl Default for Contents {
    fn default() -> Self {
        Self(Decompress::new(true))
    }
}

impl Contents {
    /// The content of a page, which may stand in several streams.
    pub(super) fn of_page<'a>(&mut self, page: &'a Page<'a>) -> Cow<'a, [u8]> {
        let dict = page.raw();
        if let Some(stream) = dict.get::<Stream<'_>>("Contents") {
            return self.of_stream(&stream).unwrap_or_default();
        }
        let Some(streams) = dict.get::<Array<'_>>("Contents") else { return Cow::default() };
        let mut whole = Vec::new();
        for stream in streams.raw_iter().filter_map(|item| resolved(page, item)) {
            if let Some(content) = self.of_stream(&stream) {
                whole.extend_from_slice(&content);
                // No word goes on over the end of a stream.
                whole.push(b' ');
            }
        }
        Cow::Owned(whole)
    }

    /// What a stream holds; `None` for one that cannot be read.
    pub(super) fn of_stream<'a>(&mut self, stream: &Stream<'a>) -> Option<Cow<'a, [u8]>> {
        let unpacked = if is_plainly_packed(stream) { self.unpack(&stream.raw_data()) } else { None };
        unpacked.map(Cow::Owned).or_else(|| stream.decoded_data().ok())
    }

    /// `None` for anything but a whole packed stream of a usual size.
    fn unpack(&mut self, packed: &[u8]) -> Option<Vec<u8>> {
        self.0.reset(true);
        let mut content = Vec::with_capacity(packed.len().saturating_mul(USUAL_RATIO).min(MOST_BYTES));
        loop {
            let rest = packed.get(self.0.total_in() as usize..)?;
            match self.0.decompress_vec(rest, &mut content, FlushDecompress::Finish).ok()? {
                Status::StreamEnd => return Some(content),
                _ if content.len() == content.capacity() && content.len() < MOST_BYTES => {
                    content.reserve(content.len().max(1));
                }
                _ => return None,
            }
        }
    }
}

fn resolved<'a>(page: &'a Page<'a>, item: MaybeRef<Object<'a>>) -> Option<Stream<'a>> {
    let object = match item {
        MaybeRef::NotRef(object) => object,
        MaybeRef::Ref(reference) => page.xref().get::<Object<'_>>(reference.into())?,
    };
    object.into_stream()
}

/// Whether nothing but packing was done to the bytes of a stream: no prediction from byte to byte, no second filter.
fn is_plainly_packed(stream: &Stream<'_>) -> bool {
    let dict = stream.dict();
    stream.filters().as_slice() == [Filter::FlateDecode]
        && !["F", "DP", "DecodeParms"].iter().any(|key| dict.contains_key(*key))
}
