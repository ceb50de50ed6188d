//! XML as opening tags, closing tags and text; prefixes of names are left out, and no entity is ever expanded.

use perigee_model::FileFault;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::fault;
use crate::kind::FileKind;

/// Elements inside elements; documents have a few dozen.
const MAX_DEPTH: usize = 1_000;

/// What comes next in a document.
pub(super) enum Node<'a> {
    /// `<name …>`; empty elements are opened and closed.
    Open(Tag<'a>),
    /// `</name>`.
    Close(String),
    /// Text, a piece of it at a time.
    Text(String),
}

/// An opening tag.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Its name without the prefix.
    pub(super) fn name(&self) -> String {
        String::from_utf8_lossy(self.0.local_name().as_ref()).into_owned()
    }

    /// The value of an attribute by its name without the prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
        let raw = String::from_utf8_lossy(&found.value).into_owned();
        Some(quick_xml::escape::unescape(&raw).map(|value| value.into_owned()).unwrap_or(raw))
    }

    /// As [`Tag::get`], as a number.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.get(name)?.parse().ok()
    }
}

/// Walks through the bytes of a part.
pub(super) struct Walk<'a> {
    reader: Reader<&'a [u8]>,
    kind: FileKind,
    depth: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(bytes: &'a [u8], kind: FileKind) -> Self {
        let mut reader = Reader::from_reader(bytes);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, kind, depth: 0 }
    }

    /// The next node, `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Node<'a>>, FileFault> {
        let damaged = || fault::damaged(self.kind.name());
        loop {
            let node = match self.reader.read_event().map_err(|_| damaged())? {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(damaged());
                    }
                    Node::Open(Tag(start))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close(String::from_utf8_lossy(end.local_name().as_ref()).into_owned())
                }
                Event::Text(text) => Node::Text(text.decode().map_err(|_| damaged())?.into_owned()),
                Event::CData(text) => Node::Text(text.decode().map_err(|_| damaged())?.into_owned()),
                Event::GeneralRef(reference) => match character(&reference) {
                    Some(character) => Node::Text(character.to_string()),
                    None => continue,
                },
                Event::Eof => return Ok(None),
                _ => continue,
            };
            return Ok(Some(node));
        }
    }

    /// Goes on behind the end of the element that was opened last.
    pub(super) fn skip(&mut self) -> Result<(), FileFault> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }
}

/// The character that a reference stands for; names other than the five of XML stand for nothing.
fn character(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten();
    }
    match reference.decode().ok()?.as_ref() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_of_a_document_are_not_expanded() {
        let bomb = b"<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\">]><a>x&b;&amp;&#65;</a>";
        let mut walk = Walk::new(bomb, FileKind::Docx);
        let mut text = String::new();
        while let Some(node) = walk.next().unwrap() {
            if let Node::Text(piece) = node {
                text.push_str(&piece);
            }
        }
        assert_eq!(text, "x&A");
    }

    #[test]
    fn elements_nested_without_end_are_refused() {
        let deep = "<a>".repeat(MAX_DEPTH + 1);
        let mut walk = Walk::new(deep.as_bytes(), FileKind::Docx);
        let outcome = (0..=MAX_DEPTH).try_for_each(|_| walk.next().map(|_| ()));
        assert!(outcome.is_err());
    }
}
