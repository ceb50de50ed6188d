//! Takes unseen text out of the contents of a page: the layer of an earlier recognition that a new one replaces.

use std::collections::HashSet;

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, ObjectId};

use super::add_stream;

/// Rendering modes in which text is neither filled nor stroked: unseen, and only a clip.
const UNSEEN: [i64; 2] = [3, 7];

/// Levels of forms inside forms that are looked into; layers stand in the page or one below.
const MAX_LEVELS: u32 = 4;

/// Bytes of a content stream that are looked through; drawings of maps are larger, scans have a few hundred.
const MAX_BYTES: usize = 16 << 20;

/// Takes unseen text out of a page and out of the forms that it draws. What cannot be parsed stays as it is.
pub(super) fn remove(document: &mut Document, page: ObjectId) {
    let resources = resources_of_page(document, page);
    remove_from_forms(document, &resources, MAX_LEVELS, &mut HashSet::new());
    if let Some(seen) = without_unseen(&document.get_page_content(page)) {
        let stream = add_stream(document, lopdf::Dictionary::new(), seen);
        if let Ok(stored) = document.get_dictionary_mut(page) {
            stored.set("Contents", stream);
        }
    }
}

/// The forms that the resources of a page name.
fn resources_of_page(document: &Document, page: ObjectId) -> Vec<ObjectId> {
    let Ok((own, inherited)) = document.get_page_resources(page) else { return Vec::new() };
    let inherited = inherited.into_iter().filter_map(|id| document.get_dictionary(id).ok());
    own.into_iter().chain(inherited).flat_map(|resources| forms_of(document, resources)).collect()
}

fn forms_of(document: &Document, resources: &lopdf::Dictionary) -> Vec<ObjectId> {
    let named = resources.get(b"XObject").and_then(|named| document.dereference(named));
    let Ok((_, Object::Dictionary(named))) = named else { return Vec::new() };
    named.iter().filter_map(|(_, object)| object.as_reference().ok()).collect()
}

fn remove_from_forms(document: &mut Document, ids: &[ObjectId], levels: u32, seen: &mut HashSet<ObjectId>) {
    for &id in ids {
        if levels == 0 || !seen.insert(id) {
            continue;
        }
        let Ok(Object::Stream(stream)) = document.get_object(id) else { continue };
        if !stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form") {
            continue;
        }
        let inner = match stream.dict.get(b"Resources").and_then(|inner| document.dereference(inner)) {
            Ok((_, Object::Dictionary(inner))) => forms_of(document, inner),
            _ => Vec::new(),
        };
        let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        let changed = without_unseen(&content);
        remove_from_forms(document, &inner, levels - 1, seen);
        if let Some(changed) = changed
            && let Ok(Object::Stream(stream)) = document.get_object_mut(id)
        {
            stream.dict.remove(b"Filter");
            stream.dict.remove(b"DecodeParms");
            stream.set_content(changed);
            // Left as it is when compressing fails or does not pay.
            let _ = stream.compress();
        }
    }
}

/// The operators without those that show unseen text; `None` where there are none, or the content cannot be parsed.
fn without_unseen(content: &[u8]) -> Option<Vec<u8>> {
    // Most scans set no rendering mode at all.
    if content.len() > MAX_BYTES || !content.windows(2).any(|pair| pair == b"Tr") {
        return None;
    }
    let parsed = Content::decode(content).ok()?;
    let mut state = State::default();
    let operations: Vec<Operation> =
        parsed.operations.into_iter().filter_map(|operation| state.pass(operation)).collect();
    if state.removed { Content { operations }.encode().ok() } else { None }
}

/// The rendering mode of text, with those that are kept for later.
#[derive(Debug, Default)]
struct State {
    mode: i64,
    kept: Vec<i64>,
    removed: bool,
}

impl State {
    /// The operator, or what is left of it when its text cannot be seen.
    fn pass(&mut self, operation: Operation) -> Option<Operation> {
        match operation.operator.as_str() {
            "q" => self.kept.push(self.mode),
            "Q" => self.mode = self.kept.pop().unwrap_or(self.mode),
            "Tr" => self.mode = operation.operands.first().and_then(|mode| mode.as_i64().ok()).unwrap_or(0),
            "Tj" | "TJ" if UNSEEN.contains(&self.mode) => {
                self.removed = true;
                return None;
            }
            // These begin a new line first.
            "'" | "\"" if UNSEEN.contains(&self.mode) => {
                self.removed = true;
                return Some(Operation::new("T*", Vec::new()));
            }
            _ => {}
        }
        Some(operation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(content: &str) -> Option<String> {
        without_unseen(content.as_bytes()).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    #[test]
    fn text_that_cannot_be_seen_goes_and_the_rest_stays() {
        let seen = left("q BT 3 Tr /F1 9 Tf (gone) Tj ET Q BT (stays) Tj ET").unwrap();
        assert!(!seen.contains("gone") && seen.contains("stays"), "{seen}");
        let seen = left("BT 3 Tr (gone) ' 0 Tr [(stays)] TJ ET").unwrap();
        assert!(!seen.contains("gone") && seen.contains("T*") && seen.contains("stays"), "{seen}");
    }

    #[test]
    fn content_without_unseen_text_is_not_written_anew() {
        assert_eq!(left("BT 0 Tr (stays) Tj ET"), None);
        assert_eq!(left("q 3 Tr Q BT (stays) Tj ET"), None);
        assert_eq!(left("/Im Do"), None);
    }
}
