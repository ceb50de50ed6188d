//! Whether a PDF whose end marks are missing has lost anything that its pages need.

use std::collections::HashSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier};

/// Objects visited at most; a file that needs more to prove itself whole counts as cut off.
const MAX_OBJECTS: usize = 100_000;

/// The number of pages is the stated one, each has content, and everything that the pages refer to is there.
pub(super) fn is_whole(pdf: &Pdf) -> bool {
    let Some(catalog) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else { return false };
    let stated = catalog.get::<Dict<'_>>("Pages").and_then(|pages| pages.get::<u32>("Count"));
    let mut seen = HashSet::new();
    stated == Some(pdf.pages().len() as u32)
        && pdf.pages().iter().all(|page| page.page_stream().is_some_and(|content| !content.is_empty()))
        && pdf.pages().iter().all(|page| has_all(pdf, page.raw(), &mut seen))
}

/// Whether every reference in the dictionary leads to an object, and so on from there.
fn has_all(pdf: &Pdf, from: &Dict<'_>, seen: &mut HashSet<ObjectIdentifier>) -> bool {
    let mut open = vec![Object::Dict(from.clone())];
    while let Some(object) = open.pop() {
        let children: Vec<MaybeRef<Object<'_>>> = match &object {
            Object::Dict(dict) => dict.entries().map(|(_, value)| value).collect(),
            Object::Stream(stream) => stream.dict().entries().map(|(_, value)| value).collect(),
            Object::Array(array) => elements(array),
            _ => Vec::new(),
        };
        for child in children {
            match child {
                MaybeRef::NotRef(object) => open.push(object),
                MaybeRef::Ref(reference) => {
                    if seen.len() >= MAX_OBJECTS {
                        return false;
                    }
                    if seen.insert(reference.into()) {
                        match pdf.xref().get::<Object<'_>>(reference.into()) {
                            Some(object) => open.push(object),
                            None => return false,
                        }
                    }
                }
            }
        }
    }
    true
}

fn elements<'a>(array: &Array<'a>) -> Vec<MaybeRef<Object<'a>>> {
    array.raw_iter().collect()
}
