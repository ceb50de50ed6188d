//! The files embedded in a PDF: e-invoice XML, and documents.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object, Stream, String as PdfString};
use perigee_model::FileFault;

use crate::kind::{FileKind, detect};
use crate::members::Unpacking;
use crate::{einvoice, plain};

/// Names under which the standards attach the invoice (ZUGFeRD 1 and 2, Factur-X, XRechnung, Order-X apart).
const NAMES: [&str; 5] =
    ["factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "cii-invoice.xml", "ubl-invoice.xml"];

/// Depth and number of nodes of the name tree that are visited; a tree of a real file has two levels.
const MAX_DEPTH: u32 = 16;
const MAX_FILES: usize = 1_000;

/// Attachments of other names whose content is looked at.
const MAX_LOOKED_AT: usize = 20;

/// The bytes of the attached invoice, if there is one: by its name, else by its content.
pub(super) fn einvoice_xml(pdf: &Pdf) -> Option<Vec<u8>> {
    let files = files(pdf);
    let content = |file: &Dict<'_>| content(file).filter(|xml| xml.len() <= einvoice::MAX_XML_BYTES);
    let (named, others): (Vec<_>, Vec<_>) = files.iter().partition(|file| has_known_name(file));
    named.into_iter().find_map(content).or_else(|| {
        let mut contents = others.into_iter().take(MAX_LOOKED_AT).filter_map(content);
        contents.find(|bytes| einvoice::is_einvoice(bytes))
    })
}

/// Hands on the attached files that are PDFs or pictures; other things that programs attach are not for people.
pub(super) fn unpack(pdf: &Pdf, unpacking: &mut Unpacking<'_>) -> Result<(), FileFault> {
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for file in files(pdf) {
        let Some(bytes) = content(&file) else { continue };
        let is_wanted = detect(&bytes).is_ok_and(FileKind::has_pages_of_its_own);
        // The same file often stands in the name tree and in a note, or among the associated files.
        if is_wanted && !seen.contains(&bytes) {
            unpacking.member(&shown_name(&file), bytes.as_slice(), "PDF")?;
            seen.push(bytes);
        }
    }
    Ok(())
}

/// File specifications of the document, and of the paper clips on its pages.
fn files(pdf: &Pdf) -> Vec<Dict<'_>> {
    let mut files = Vec::new();
    let Some(catalog) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else { return files };
    if let Some(tree) =
        catalog.get::<Dict<'_>>("Names").and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"))
    {
        collect(&tree, MAX_DEPTH, &mut files);
    }
    if let Some(associated) = catalog.get::<Array<'_>>("AF") {
        files.extend(associated.iter::<Dict<'_>>().take(MAX_FILES));
    }
    for page in pdf.pages().iter().take(MAX_FILES) {
        let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { continue };
        let clips = annotations.iter::<Dict<'_>>().take(MAX_FILES);
        files.extend(clips.filter_map(|annotation| annotation.get::<Dict<'_>>("FS")));
    }
    files.truncate(MAX_FILES);
    files
}

/// The name of a file as it is shown: in UTF-16 with a mark, in UTF-8, or in Latin letters.
fn shown_name(file: &Dict<'_>) -> String {
    let name = ["UF", "F"].iter().find_map(|key| file.get::<PdfString<'_>>(key));
    name.map_or_else(|| "attachment".to_owned(), |name| plain::decode(name.as_bytes()))
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

fn has_known_name(file: &Dict<'_>) -> bool {
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
    (!data.is_empty()).then(|| data.into_owned())
}
