//! Grids laid over words that are placed in code.

use perigee_layout::{cells_of_mask, column_names, detect, follow, tidied};
use perigee_model::{Confidence, Page, PageSource, Rect, TableMask, Word};
use proptest::prelude::*;

fn word(x: f32, y: f32, text: &str) -> Word {
    let width = 5.0 * text.chars().count() as f32;
    Word {
        text: text.to_owned(),
        bbox: Rect::new(x, y, x + width, y + 10.0),
        confidence: Confidence::CERTAIN,
    }
}

fn page(words: Vec<Word>) -> Page {
    Page { width: 595.0, height: 842.0, words, ..Page::default() }
}

/// A page of rows, 16 pt apart from `top` on, whose cells begin at these places.
fn rows(top: f32, columns: &[f32], texts: &[&[&str]]) -> Page {
    let mut words = Vec::new();
    for (at, row) in texts.iter().enumerate() {
        for (&x, text) in columns.iter().zip(*row).filter(|(_, text)| !text.is_empty()) {
            let mut x = x;
            for part in text.split(' ') {
                words.push(word(x, top + 16.0 * at as f32, part));
                x += 5.0 * part.len() as f32 + 2.5;
            }
        }
    }
    page(words)
}

const BOATS: &[&[&str]] = &[
    &["Boat", "Length", "Fee"],
    &["Sea gull", "7.5", "120.00"],
    &["Old pearl", "9.1", "180.00"],
    &["Tern", "6.0", "95.50"],
];

fn texts(mask: &TableMask, page: &Page) -> Vec<(u32, u32, String)> {
    cells_of_mask(mask, page).into_iter().map(|cell| (cell.row, cell.col, cell.text)).collect()
}

#[test]
fn words_stand_in_the_cells_of_the_mask() {
    let page = rows(100.0, &[50.0, 200.0, 300.0], BOATS);
    let mask = TableMask {
        bbox: Rect::new(40.0, 114.0, 400.0, 146.0),
        rows: vec![130.0],
        columns: vec![190.0, 290.0],
        headers: vec![None; 3],
        ..TableMask::default()
    };
    let cells = texts(&mask, &page);
    assert_eq!(cells.len(), 6);
    assert_eq!(cells[0], (0, 0, "Sea gull".to_owned()));
    assert_eq!(cells[5], (1, 2, "180.00".to_owned()));
}

#[test]
fn lines_on_the_edges_and_lines_twice_fall_away() {
    let mask = TableMask {
        bbox: Rect::new(10.0, 10.0, 110.0, 110.0),
        rows: vec![110.0, 50.0, 10.0, 50.2],
        columns: vec![10.0, 90.0, 60.0, 200.0, -5.0],
        ..TableMask::default()
    };
    let tidy = tidied(&mask);
    assert_eq!((tidy.rows, tidy.columns), (vec![50.0], vec![60.0, 90.0]));
}

#[test]
fn a_table_is_detected_with_its_row_of_names() {
    let page = rows(100.0, &[50.0, 200.0, 300.0], BOATS);
    let masks = detect(&page, None);
    assert_eq!(masks.len(), 1);
    assert_eq!((masks[0].rows.len(), masks[0].columns.len()), (3, 2));
    assert_eq!(texts(&masks[0], &page).len(), 12);
}

#[test]
fn a_region_without_a_table_gets_a_grid_along_the_gaps() {
    let page = rows(100.0, &[50.0, 200.0], &[&["alpha", "beta"], &["gamma delta", "epsilon"]]);
    let region = Rect::new(40.0, 95.0, 400.0, 140.0);
    let masks = detect(&page, Some(region));
    assert_eq!((masks[0].bbox, masks[0].rows.len(), masks[0].columns.len()), (region, 1, 1));
    assert!(detect(&page, Some(Rect::new(400.0, 400.0, 500.0, 500.0))).is_empty());
}

#[test]
fn names_are_read_in_the_mask_or_above_it() {
    let page = rows(100.0, &[50.0, 200.0, 300.0], BOATS);
    let inside = TableMask {
        bbox: Rect::new(40.0, 98.0, 400.0, 170.0),
        rows: vec![114.0, 130.0, 146.0],
        columns: vec![190.0, 290.0],
        header_rows: 1,
        ..TableMask::default()
    };
    let below = TableMask { bbox: Rect::new(40.0, 113.0, 400.0, 170.0), header_rows: 0, ..inside.clone() };
    assert_eq!(column_names(&inside, &page), ["Boat", "Length", "Fee"]);
    assert_eq!(column_names(&tidied(&below), &page), ["Boat", "Length", "Fee"]);
}

#[test]
fn a_mask_follows_its_table_to_the_next_page() {
    let first = TableMask {
        bbox: Rect::new(40.0, 113.0, 400.0, 170.0),
        columns: vec![190.0, 290.0],
        headers: vec![Some("boat".to_owned()), None, Some("fee".to_owned())],
        ..TableMask::default()
    };
    let next = Page { number: 1, ..rows(60.0, &[50.0, 200.0, 300.0], &BOATS[1..]) };
    let own = rows(100.0, &[50.0, 200.0, 300.0], BOATS);
    let followed = follow(&first, &own, &next).unwrap();
    assert_eq!((followed.page, followed.rows.len()), (1, 2));
    assert_eq!((&followed.columns, &followed.headers), (&first.columns, &first.headers));
    assert_eq!(texts(&followed, &next).len(), 9);
    assert!(follow(&first, &own, &page(vec![word(50.0, 50.0, "alone")])).is_none());
    // Where the names are printed once more, they are no row.
    let named =
        TableMask { bbox: Rect::new(40.0, 97.0, 400.0, 170.0), header_rows: 1, rows: vec![113.0], ..first };
    let again = follow(&named, &own, &Page { number: 1, ..own.clone() }).unwrap();
    assert_eq!((again.header_rows, again.rows.len()), (1, 3));
}

fn words() -> impl Strategy<Value = Vec<Word>> {
    let one = (0.0f32..560.0, 0.0f32..820.0, "[a-z0-9]{1,9}").prop_map(|(x, y, text)| word(x, y, &text));
    proptest::collection::vec(one, 0..80)
}

fn mask() -> impl Strategy<Value = TableMask> {
    let lines = || proptest::collection::vec(-50.0f32..900.0, 0..12);
    let corner = || (0.0f32..595.0, 0.0f32..842.0);
    (corner(), corner(), lines(), lines()).prop_map(|(a, b, rows, columns)| {
        let bbox = Rect::new(a.0, a.1, b.0, b.1);
        tidied(&TableMask { bbox, rows, columns, ..TableMask::default() })
    })
}

proptest! {
    #[test]
    fn every_word_is_in_one_cell_at_most_and_keeps_its_order(words in words(), mask in mask(), ocr: bool) {
        let source = if ocr { PageSource::Ocr } else { PageSource::Text };
        let page = Page { source, ..page(words) };
        let cells = cells_of_mask(&mask, &page);
        let mut seen: Vec<u32> = cells.iter().flat_map(|cell| cell.words.clone()).collect();
        let inside = page.words.iter().filter(|word| {
            let (x, y) = (word.bbox.center_x(), word.bbox.center_y());
            mask.bbox.x0 <= x && x <= mask.bbox.x1 && mask.bbox.y0 <= y && y <= mask.bbox.y1
        });
        prop_assert_eq!(seen.len(), inside.count(), "no word of the region is lost");
        for cell in &cells {
            prop_assert!(cell.words.is_sorted());
            prop_assert!(cell.row as usize <= mask.rows.len() && cell.col as usize <= mask.columns.len());
        }
        prop_assert!(cells.is_sorted_by_key(|cell| (cell.row, cell.col)));
        seen.sort_unstable();
        let all = seen.len();
        seen.dedup();
        prop_assert_eq!(seen.len(), all, "no word is in two cells");
    }

    #[test]
    fn a_detected_grid_has_lines_in_order_inside_its_region(words in words(), whole: bool) {
        let page = page(words);
        let region = (!whole).then(|| Rect::new(20.0, 20.0, 500.0, 700.0));
        for mask in detect(&page, region) {
            prop_assert_eq!(&mask, &tidied(&mask));
            prop_assert_eq!(mask.headers.len(), mask.columns.len() + 1);
            prop_assert!(mask.header_rows as usize <= mask.rows.len());
        }
    }
}
