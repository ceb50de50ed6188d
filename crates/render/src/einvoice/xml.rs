//! XML of strangers as a tree: no document types, no entities, and limits on bytes, depth and elements.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use perigee_model::FileFault;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::fault;

/// Elements inside elements; the deepest of the invoice languages has 14.
const MAX_DEPTH: usize = 64;

/// Elements of a file. A line item has about 30.
const MAX_ELEMENTS: usize = 1_000_000;

/// Attributes of one element that are kept; invoices have up to ten declarations of namespaces.
const MAX_ATTRIBUTES: usize = 64;

/// How far into a file its declaration of an encoding may end.
const DECLARATION_WITHIN: usize = 200;

/// An element with what is in it. Prefixes of names are dropped.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: String,
    /// The namespace; told for the root alone.
    pub namespace: String,
    pub attributes: Vec<(String, String)>,
    /// All character data directly inside.
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.trim())
    }

    /// The elements at a path like `Party|TradeParty/Name`; `|` parts names of the same thing.
    pub(super) fn all(&self, path: &str) -> Vec<&Element> {
        let mut found = vec![self];
        for names in path.split('/') {
            let is_named = |element: &&Element| names.split('|').any(|name| element.name == name);
            found = found.into_iter().flat_map(|element| element.children.iter().filter(is_named)).collect();
        }
        found
    }

    /// The first element at a path.
    pub(super) fn find(&self, path: &str) -> Option<&Element> {
        self.all(path).first().copied()
    }

    /// The texts at a path that are not blank, white space joined.
    pub(super) fn texts(&self, path: &str) -> Vec<String> {
        self.all(path).into_iter().filter_map(Element::own_text).collect()
    }

    /// The first text at a path that is not blank.
    pub(super) fn text_at(&self, path: &str) -> Option<String> {
        self.all(path).into_iter().find_map(Element::own_text)
    }

    /// The text directly inside, white space joined; `None` when blank.
    pub(super) fn own_text(&self) -> Option<String> {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }
}

/// The root element of a file.
pub(super) fn parse(bytes: &[u8], max_bytes: usize) -> Result<Element, FileFault> {
    if bytes.len() > max_bytes {
        return Err(fault::xml_too_large());
    }
    let text = decode(bytes);
    let mut reader = Reader::from_str(&text);
    let mut tree = Tree::default();
    loop {
        match reader.read_event().map_err(|_| fault::damaged("XML"))? {
            Event::Start(start) => tree.open(&start)?,
            Event::Empty(start) => {
                tree.open(&start)?;
                tree.close();
            }
            Event::End(_) => tree.close(),
            Event::Text(text) => tree.text(&text.decode().map_err(|_| fault::damaged("XML"))?),
            Event::CData(text) => tree.text(&text.decode().map_err(|_| fault::damaged("XML"))?),
            Event::GeneralRef(reference) => tree.text(&character(&reference)?),
            // Entities are how a small file becomes a large one; no invoice needs any.
            Event::DocType(_) => return Err(fault::xml_with_doctype()),
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    tree.root.filter(|_| tree.open.is_empty()).ok_or_else(|| fault::damaged("XML"))
}

/// Elements that are open, the innermost last, and the root once it is closed.
#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
}

impl Tree {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), FileFault> {
        self.elements += 1;
        if self.open.len() >= MAX_DEPTH || self.elements > MAX_ELEMENTS {
            return Err(fault::xml_too_large());
        }
        if self.root.is_some() {
            return Err(fault::damaged("XML"));
        }
        let mut element = Element { name: plain(start.local_name().as_ref()), ..Element::default() };
        let declaration = match start.name().prefix() {
            Some(prefix) => format!("xmlns:{}", plain(prefix.as_ref())),
            None => "xmlns".to_owned(),
        };
        for attribute in start.attributes().with_checks(false).take(MAX_ATTRIBUTES) {
            let attribute = attribute.map_err(|_| fault::damaged("XML"))?;
            let value =
                attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| fault::damaged("XML"))?;
            if self.open.is_empty() && plain(attribute.key.as_ref()) == declaration {
                element.namespace = value.trim().to_owned();
            }
            element.attributes.push((plain(attribute.key.local_name().as_ref()), value.into_owned()));
        }
        self.open.push(element);
        Ok(())
    }

    fn close(&mut self) {
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(text);
        }
    }
}

fn plain(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

/// The character of a reference: by number, or one of the five that XML itself names.
fn character(reference: &BytesRef<'_>) -> Result<String, FileFault> {
    let damaged = || fault::damaged("XML");
    if let Some(character) = reference.resolve_char_ref().map_err(|_| damaged())? {
        return Ok(character.to_string());
    }
    let name = reference.decode().map_err(|_| damaged())?;
    quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned).ok_or_else(damaged)
}

/// The text of a file, by its byte order mark, its declaration, or as what it is valid in.
pub(super) fn decode(bytes: &[u8]) -> String {
    let encoding = match bytes {
        [0xef, 0xbb, 0xbf, ..] => UTF_8,
        [0xff, 0xfe, ..] | [b'<', 0, ..] => UTF_16LE,
        [0xfe, 0xff, ..] | [0, b'<', ..] => UTF_16BE,
        _ => declared(bytes).unwrap_or(UTF_8),
    };
    let (text, _, is_broken) = encoding.decode(bytes);
    // Programs that declare UTF-8 and write their machine's own letters are common; only letters differ.
    let is_cut = bytes.len() >= super::MARK_WITHIN;
    if is_broken && encoding == UTF_8 && !(is_cut && text.ends_with('\u{fffd}')) {
        return WINDOWS_1252.decode(bytes).0.into_owned();
    }
    text.into_owned()
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARATION_WITHIN).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head);
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let name = value.strip_prefix(['"', '\''])?.split(['"', '\'']).next()?;
    // What could be decoded this far is no UTF-16, whatever it says of itself.
    Encoding::for_label(name.trim().as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
}
