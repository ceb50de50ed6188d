//! Unseen text over the pages of a PDF.

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use perigee_model::{FileFault, Page, PageSource, Rect};

use super::ghost_font::{GhostFont, NAME, rectangle};
use super::overlay::{self, Placement};
use super::{add_stream, saved, unseen};
use crate::fault;

/// Bytes that one stream of the file's structure may unpack to.
const MAX_STREAM_BYTES: usize = 256 << 20;

/// Levels of the page tree that are climbed for what a page inherits; a tree of a real file has three.
const MAX_LEVELS: usize = 64;

/// The file with the words of its recognised pages laid over them, in place of unseen words that they have. A locked
/// file comes out open.
///
/// # Errors
/// The structure of the file cannot be rebuilt, or it has other pages than were read.
pub(crate) fn over_pdf(bytes: &[u8], pages: &[Page], password: Option<&str>) -> Result<Vec<u8>, FileFault> {
    let options = LoadOptions {
        password: password.map(str::to_owned),
        max_decompressed_size: Some(MAX_STREAM_BYTES),
        ..LoadOptions::default()
    };
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|_| fault::damaged("PDF"))?;
    let ids: Vec<ObjectId> = document.page_iter().collect();
    let mut font = GhostFont::default();
    let font_id = document.new_object_id();
    let recognised = pages.iter().filter(|page| page.source == PageSource::Ocr && !page.words.is_empty());
    for page in recognised {
        let id = *ids.get(page.number as usize).ok_or_else(|| fault::damaged("PDF"))?;
        unseen::remove(&mut document, id);
        lay_over(&mut document, id, page, &mut font, font_id).ok_or_else(|| fault::damaged("PDF"))?;
    }
    font.add(&mut document, font_id);
    saved(document)
}

fn lay_over(
    document: &mut Document,
    id: ObjectId,
    page: &Page,
    font: &mut GhostFont,
    font_id: ObjectId,
) -> Option<()> {
    let placement = Placement { stored: visible_box(document, id), turn: page.rotation % 360 };
    let text = overlay::content(page, placement, font);
    let before = add_stream(document, Dictionary::new(), b"q\n".to_vec());
    let after = add_stream(document, Dictionary::new(), [b"\nQ\n".as_slice(), &text].concat());
    let mut contents = vec![Object::Reference(before)];
    contents.extend(contents_of(document, id));
    contents.push(Object::Reference(after));
    name_font(document, id, font_id)?;
    let stored = document.get_dictionary_mut(id).ok()?;
    stored.set("Contents", contents);
    // A scan that lies on its side is shown upright, as its words are.
    stored.set("Rotate", i64::from(page.rotation % 360));
    Some(())
}

/// The streams that draw a page.
fn contents_of(document: &Document, id: ObjectId) -> Vec<Object> {
    let contents = document.get_dictionary(id).and_then(|page| page.get(b"Contents"));
    let Ok(contents) = contents else { return Vec::new() };
    match document.dereference(contents) {
        Ok((_, Object::Array(streams))) => streams.clone(),
        Ok((Some(id), Object::Stream(_))) => vec![Object::Reference(id)],
        _ => Vec::new(),
    }
}

/// Names the font in the resources of a page.
fn name_font(document: &mut Document, id: ObjectId, font_id: ObjectId) -> Option<()> {
    let resources = document.get_or_create_resources(id).ok()?.as_dict_mut().ok()?;
    if let Ok(&Object::Reference(fonts)) = resources.get(b"Font") {
        document.get_dictionary_mut(fonts).ok()?.set(NAME, font_id);
        return Some(());
    }
    if resources.get(b"Font").and_then(Object::as_dict).is_err() {
        resources.set("Font", Dictionary::new());
    }
    resources.get_mut(b"Font").ok()?.as_dict_mut().ok()?.set(NAME, font_id);
    Some(())
}

/// The part of a page that is shown: its crop box within its media box, `y` upwards.
fn visible_box(document: &Document, id: ObjectId) -> Rect {
    /// A4, for a page without a box, as readers assume it.
    const A4: Rect = Rect { x0: 0.0, y0: 0.0, x1: 595.0, y1: 842.0 };
    let media = inherited(document, id, b"MediaBox").and_then(|object| edges(document, object)).unwrap_or(A4);
    let crop = inherited(document, id, b"CropBox").and_then(|object| edges(document, object));
    crop.and_then(|crop| crop.intersection(media)).unwrap_or(media)
}

/// An entry of a page or of what it inherits from.
fn inherited<'a>(document: &'a Document, id: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut node = document.get_dictionary(id).ok()?;
    for _ in 0..MAX_LEVELS {
        if let Ok(found) = node.get(key) {
            return document.dereference(found).ok().map(|(_, object)| object);
        }
        node = document.get_dictionary(node.get(b"Parent").and_then(Object::as_reference).ok()?).ok()?;
    }
    None
}

fn edges(document: &Document, object: &Object) -> Option<Rect> {
    let numbers =
        object.as_array().ok()?.iter().map(|edge| document.dereference(edge).ok()?.1.as_float().ok());
    let [x0, y0, x1, y1] = numbers.collect::<Option<Vec<f32>>>()?.try_into().ok()?;
    Some(Rect::new(x0, y0, x1, y1))
}

/// A box as an array of a PDF.
pub(super) fn page_box(width: f32, height: f32) -> Object {
    match (width.fract() == 0.0 && height.fract() == 0.0, width, height) {
        (true, width, height) => rectangle([0, 0, width as i64, height as i64]),
        (false, width, height) => vec![0.into(), 0.into(), width.into(), height.into()].into(),
    }
}
