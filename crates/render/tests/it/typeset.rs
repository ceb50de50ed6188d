//! Content set on pages, and read back from them.

use perigee_render::typeset::{Block, pdf};
use perigee_render::{Document, LayerWord, RenderLimits};

const LIMITS: RenderLimits = RenderLimits { pages: 100, page_pixels: 100_000_000 };

/// The words of every page.
fn pages(blocks: &[Block]) -> Vec<Vec<LayerWord>> {
    let bytes = pdf("Test", blocks, 100).unwrap();
    let document = Document::open(bytes, LIMITS).unwrap();
    let mut reader = document.reader();
    (0..document.page_count()).map(|page| reader.content(page).unwrap().text.unwrap().words).collect()
}

fn texts(words: &[LayerWord]) -> Vec<&str> {
    words.iter().map(|word| word.text.as_str()).collect()
}

fn table(header_rows: u32, rows: &[&[&str]]) -> Block {
    let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    Block::Table { header_rows, rows }
}

#[test]
fn every_word_of_every_script_is_read_back() {
    let text = "Rechnung Łódź Ωμέγα счёт שלום مرحبا 発票 发票 𠮷 नमस्ते €100 😀";
    let blocks = [
        Block::Heading { level: 1, text: "Heading".to_owned() },
        Block::Paragraph(text.to_owned()),
        Block::Pairs(vec![("Total".to_owned(), "1 234,50".to_owned())]),
    ];
    let pages = pages(&blocks);
    let read = texts(&pages[0]);
    for word in text.split(' ') {
        assert!(read.contains(&word), "{word} is not among {read:?}");
    }
    assert_eq!(read[0], "Heading");
    assert_eq!(&read[read.len() - 3..], ["Total", "1", "234,50"]);
}

#[test]
fn a_table_goes_on_over_pages_under_its_header() {
    let mut rows = vec![vec!["Item".to_owned(), "Amount".to_owned()]];
    rows.extend((0..120).map(|n| vec![format!("thing{n}"), format!("{n}.00")]));
    let pages = pages(&[Block::Table { header_rows: 1, rows }]);
    assert!(pages.len() > 1);
    assert!(pages.iter().all(|words| texts(words)[..2] == ["Item", "Amount"]), "a page lacks the header");
    let read: Vec<&str> = pages.iter().flat_map(|words| texts(words)).collect();
    assert!((0..120).all(|n| read.contains(&format!("thing{n}").as_str())));
}

#[test]
fn cells_stay_in_their_columns_and_figures_end_together() {
    let long =
        "a long description that takes more than the line of its column and therefore is wrapped below";
    let pages =
        pages(&[table(1, &[&["Text", "Qty", "Sum"], &[long, "1", "9.00"], &[long, "10", "1,250.00"]])]);
    let find = |text: &str| pages[0].iter().find(|word| word.text == text).unwrap().bbox;
    assert!((find("9.00").x1 - find("1,250.00").x1).abs() < 0.5);
    let longest = pages[0].iter().filter(|word| long.contains(&word.text)).map(|word| word.bbox.x1);
    assert!(longest.fold(0.0, f32::max) < find("9.00").x0);
}

#[test]
fn columns_that_do_not_fit_follow_below() {
    let header: Vec<String> = (0..60).map(|n| format!("columnheader{n}")).collect();
    let pages = pages(&[Block::Table { header_rows: 1, rows: vec![header.clone()] }]);
    let words: Vec<&LayerWord> = pages.iter().flatten().collect();
    assert!(words.iter().all(|word| word.bbox.x1 <= 596.0), "a word hangs over the edge");
    assert!(header.iter().all(|name| words.iter().any(|word| word.text == *name)));
}

#[test]
fn a_row_higher_than_a_page_goes_over_several() {
    let lines: Vec<String> = (0..200).map(|n| format!("line{n}")).collect();
    let pages = pages(&[table(0, &[&["left", &lines.join("\n")]])]);
    let read: Vec<&str> = pages.iter().flat_map(|words| texts(words)).collect();
    assert!(pages.len() > 1 && lines.iter().all(|line| read.contains(&line.as_str())));
}

#[test]
fn the_limit_of_pages_is_kept_and_nothing_is_a_page() {
    let much = Block::Paragraph("x\n".repeat(1_000));
    assert_eq!(pdf("Test", &[much], 3).unwrap_err().code, "too_many_pages");
    assert_eq!(pages(&[]).len(), 1);
    assert_eq!(pages(&[Block::PageBreak]).len(), 2);
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let blocks = [table(1, &[&["A", "発"], &["1", "票"]]), Block::Paragraph("\u{1}\u{202e}odd".to_owned())];
    assert_eq!(pdf("Test", &blocks, 5).unwrap(), pdf("Test", &blocks, 5).unwrap());
}
