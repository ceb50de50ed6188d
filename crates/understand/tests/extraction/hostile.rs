//! Pages that nobody sends in good faith, and types without rules of their own.

use std::time::{Duration, Instant};

use crate::drawing::{Drawing, value};
use perigee_model::{Confidence, Page, PageSource, Rect, Word, process_type};
use proptest::prelude::*;

fn page(words: Vec<Word>) -> Page {
    Page { width: 595.0, height: 842.0, source: PageSource::Ocr, words, ..Page::default() }
}

fn word(text: &str, x: f32, y: f32) -> Word {
    Word { text: text.to_owned(), bbox: Rect::new(x, y, x + 30.0, y + 8.0), confidence: Confidence::new(0.5) }
}

fn extract_all(pages: &[Page]) {
    for kind in process_type::list() {
        let first = perigee_understand::extract(pages, kind);
        assert_eq!(first, perigee_understand::extract(pages, kind), "{}", kind.short_name);
    }
}

#[test]
fn nothing_is_found_on_no_page_and_on_an_empty_one() {
    for kind in process_type::list() {
        assert_eq!(perigee_understand::extract(&[], kind).readings, []);
        assert_eq!(perigee_understand::extract(&[page(Vec::new())], kind).readings, []);
    }
}

#[test]
fn a_hundred_thousand_words_cost_no_more_than_a_dense_page() {
    let kinds =
        ["Total", "1,00", "01.02.2020", "Rechnung", "Nr.", "12345", "DE89", "10115", "Berlin", "Invoice"];
    let grids: [fn(usize) -> (f32, f32); 3] = [
        // A grid, one endless row, and everything in one place.
        |i| ((i % 100) as f32 * 31.0, (i / 100) as f32 * 9.0),
        |i| (i as f32 * 31.0, 0.0),
        |_| (0.0, 0.0),
    ];
    for place in grids {
        let words = (0..100_000).map(|i| {
            let (x, y) = place(i);
            word(kinds[i % kinds.len()], x, y)
        });
        let pages = [page(words.collect())];
        let start = Instant::now();
        for short_name in ["invoices", "receipts"] {
            perigee_understand::extract(&pages, process_type::find_by_short_name(short_name).unwrap());
        }
        // About a second here; a step that is quadratic in the words would take minutes.
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    }
}

#[test]
fn absurd_numbers_and_control_characters_are_survived() {
    let absurd = [
        "99999999999999999999999999999999,99",
        "-0,00",
        "1e308",
        "\u{0}\u{1}\u{7f}",
        "\u{202e}00,21",
        "٣٤٥",
        "１２３",
        "€€€€",
        "((((",
        "DE",
        ":",
        "::::",
        "a:b:c:d:e",
        "31.31.9999",
        "n°",
        "#",
        "%",
        "100%%%",
        "\u{1F600}\u{1F600}",
        "ß",
        "İ",
    ];
    let words =
        absurd.iter().enumerate().map(|(i, text)| word(text, (i % 5) as f32 * 40.0, (i / 5) as f32 * 12.0));
    extract_all(&[page(words.collect())]);
    let odd = [f32::MAX, f32::MIN_POSITIVE, -1e30, 0.0]
        .map(|x| Word { bbox: Rect::new(x, x, x, x), ..word("Total 1,00", 0.0, 0.0) });
    extract_all(&[page(odd.to_vec())]);
}

#[test]
fn a_type_without_rules_reads_what_its_own_labels_announce() {
    let extraction = Drawing::new()
        .text(60.0, 60.0, "PURCHASE ORDER")
        .pair(100.0, "Order number:", "PO-778-B")
        .pair(115.0, "Order date:", "03.05.2024")
        .pair(130.0, "Supplier name:", "Northwind Traders")
        .pair(145.0, "Gross total:", "1.080,00 €")
        .extract("purchase_orders");
    for (name, expected) in [
        ("order_number", "PO-778-B"),
        ("order_date", "2024-05-03"),
        ("supplier_name", "Northwind Traders"),
        ("gross_total", "1080.00"),
        ("buyer_name", "-"),
    ] {
        assert_eq!(value(&extraction, name), expected, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_page_makes_it_panic(
        words in prop::collection::vec(
            ("[a-zA-Z0-9:.,/€ü-]{0,14}|Total|Rechnung|Nr\\.|DE89370400440532013000|[0-9]{2}\\.[0-9]{2}\\.[0-9]{4}|[0-9]{1,4},[0-9]{2}", 0_f32..600.0, 0_f32..800.0),
            0..60,
        )
    ) {
        extract_all(&[page(words.iter().map(|(text, x, y)| word(text, *x, *y)).collect())]);
    }
}
