//! Searchable PDF: which pages get the words that were recognised.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use perigee_model::{FileFault, Page, PageSource, Word};
use perigee_render::{Document, DocumentReader};

use crate::choose::{Choice, choose};
use crate::reading::{load, render_limits};
use crate::{Limits, fault};

/// Share of the recognised words that a painted text layer must have for it to be right.
///
/// Wrong maps of characters agree in next to nothing, and recognition of drawn pages reads nine words of ten; between
/// the two it hardly matters.
const AGREEING: f32 = 0.5;

/// Words shorter than this stand on every page.
const MIN_CHARACTERS: usize = 3;

/// The file with the words of its recognised pages laid over them unseen. A page that was recognised by order, and
/// whose painted text says the same, can be searched already and stays as it is.
pub(crate) fn make(
    path: &Path,
    mut pages: Vec<Page>,
    password: Option<&str>,
    limits: &Limits,
) -> Result<Vec<u8>, FileFault> {
    catch_unwind(AssertUnwindSafe(|| {
        let bytes = load(path, limits)?;
        let document = Document::open_with_password(bytes, render_limits(limits), password)?;
        let mut reader = document.reader();
        for page in pages.iter_mut().filter(|page| page.source == PageSource::Ocr) {
            if paints_the_same(&mut reader, page) {
                page.source = PageSource::Text;
            }
        }
        document.searchable(&pages)
    }))
    .unwrap_or_else(|_| Err(fault::crashed()))
}

/// Whether the painted text of a page is what was recognised on it.
fn paints_the_same(reader: &mut DocumentReader<'_>, page: &Page) -> bool {
    let layer = reader.content(page.number).ok().and_then(|content| content.text);
    let Some(Choice::Layer(painted)) = layer.map(choose) else { return false };
    let painted: HashSet<String> = painted.iter().filter_map(compared).collect();
    let (mut same, mut all) = (0, 0);
    for word in page.words.iter().filter_map(compared) {
        all += 1;
        same += usize::from(painted.contains(&word));
    }
    all > 0 && same as f32 >= AGREEING * all as f32
}

/// The letters and digits of a word that tells something.
fn compared(word: &Word) -> Option<String> {
    let text: String =
        word.text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    (text.chars().count() >= MIN_CHARACTERS).then_some(text)
}
