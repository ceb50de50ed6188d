//! E-invoice XML among the files embedded in a PDF.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object, Stream, String as PdfString};

/// Names under which the standards attach the invoice (ZUGFeRD 1 and 2, Factur-X, XRechnung, Order-X apart).
const NAMES: [&str; 5] =
    ["factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "cii-invoice.xml", "ubl-invoice.xml"];

/// An attached invoice larger than this is not one: the largest of the corpora has 300 kB.
const MAX_XML_BYTES: usize = 20 << 20;

/// Depth and number of nodes of the name tree that are visited; a tree of a real file has two levels.
const MAX_DEPTH: u32 = 16;
const MAX_FILES: usize = 1_000;

/// The bytes of the attached invoice, if there is one.
pub(super) fn einvoice_xml(pdf: &Pdf) -> Option<Vec<u8>> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    let mut files = Vec::new();
    if let Some(tree) =
        catalog.get::<Dict<'_>>("Names").and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"))
    {
        collect(&tree, MAX_DEPTH, &mut files);
    }
    if let Some(associated) = catalog.get::<Array<'_>>("AF") {
        files.extend(associated.iter::<Dict<'_>>().take(MAX_FILES));
    }
    files.iter().find(|file| is_einvoice(file)).and_then(content)
}

/// File specifications of a name tree.
fn collect<'a>(node: &Dict<'a>, depth: u32, files: &mut Vec<Dict<'a>>) {
    if depth == 0 || files.len() >= MAX_FILES {
        return;
    }
    if let Some(names) = node.get::<Array<'a>>("Names") {
        // Names and file specifications alternate; only the latter are dictionaries.
        files.extend(names.iter::<Object<'a>>().filter_map(Object::into_dict).take(MAX_FILES));
    }
    if let Some(kids) = node.get::<Array<'a>>("Kids") {
        for kid in kids.iter::<Dict<'a>>().take(MAX_FILES) {
            collect(&kid, depth - 1, files);
        }
    }
}

fn is_einvoice(file: &Dict<'_>) -> bool {
    ["UF", "F"]
        .iter()
        .filter_map(|key| file.get::<PdfString<'_>>(key))
        .map(|name| plain_name(name.as_bytes()))
        .any(|name| NAMES.contains(&name.as_str()))
}

/// A file name in lower case; names in UTF-16 are plain letters too.
fn plain_name(bytes: &[u8]) -> String {
    bytes
        .iter()
        .filter(|byte| byte.is_ascii_graphic())
        .map(|byte| byte.to_ascii_lowercase() as char)
        .collect()
}

fn content(file: &Dict<'_>) -> Option<Vec<u8>> {
    let streams = file.get::<Dict<'_>>("EF")?;
    let stream = ["UF", "F"].iter().find_map(|key| match streams.get_raw::<Stream<'_>>(key)? {
        MaybeRef::Ref(_) => streams.get::<Stream<'_>>(key),
        MaybeRef::NotRef(stream) => Some(stream),
    })?;
    let data = stream.decoded_data().ok()?;
    (data.len() <= MAX_XML_BYTES && !data.is_empty()).then(|| data.into_owned())
}
