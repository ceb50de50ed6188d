//! Words anywhere on a page: lines, tables, borders of documents and data points must come without a panic.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use perigee_model::{Confidence, Page, PageSource, Rect, Word, process_type};

#[derive(Debug, Arbitrary)]
struct Input {
    width: f32,
    height: f32,
    is_recognised: bool,
    words: Vec<(String, [f32; 4])>,
}

fuzz_target!(|input: Input| {
    let words = input.words.into_iter().take(400).map(|(text, b)| Word {
        text,
        bbox: Rect::new(b[0], b[1], b[2], b[3]),
        confidence: Confidence::CERTAIN,
    });
    let source = if input.is_recognised { PageSource::Ocr } else { PageSource::Text };
    let page =
        Page { width: input.width, height: input.height, source, words: words.collect(), ..Page::default() };
    let placed: usize = perigee_layout::lines(&page).iter().map(|line| line.words.len()).sum();
    assert_eq!(placed, page.words.len());
    let pages = [page];
    perigee_layout::tables(&pages);
    assert_eq!(perigee_understand::splitting::split(&pages).len(), 1);
    for kind in process_type::list() {
        perigee_understand::extract(&pages, kind);
    }
});
