//! Searchable PDF of pages that were recognised by order.

use perigee_engine::ReadOptions;
use perigee_model::{Page, PageSource};
use perigee_render::{Document, RenderLimits};
use perigee_synth::invoice;

use crate::{in_process, read};

/// The unseen words of the first page of the searchable file that is made of an invoice with these pages.
fn unseen(path: &std::path::Path, pages: &[Page]) -> usize {
    let made = in_process().searchable_pdf(path, pages, None).unwrap();
    let limits = RenderLimits { pages: 10, page_pixels: 10_000_000 };
    let text = Document::open(made, limits).unwrap().reader().content(0).unwrap().text.unwrap();
    text.words.iter().filter(|word| word.invisible).count()
}

#[test]
fn words_are_laid_over_painted_text_only_where_it_says_something_else() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), invoice::sample(3, 0).pdf).unwrap();
    let mut pages = read(&in_process(), file.path(), &ReadOptions::default()).unwrap().pages;
    assert_eq!(unseen(file.path(), &pages), 0);
    pages.iter_mut().for_each(|page| page.source = PageSource::Ocr);
    assert_eq!(unseen(file.path(), &pages), 0, "recognition agrees with the painted text");
    for word in pages.iter_mut().flat_map(|page| &mut page.words) {
        word.text = word.text.chars().map(|c| if c.is_alphanumeric() { 'Ж' } else { c }).collect();
    }
    assert!(unseen(file.path(), &pages) > 10, "recognition contradicts the painted text");
}
