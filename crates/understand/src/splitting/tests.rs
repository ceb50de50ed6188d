//! Borders and classes on drawn pages.

use perigee_model::{Page, Rect, Word};

use super::*;

fn page(number: u32, lines: &[&str]) -> Page {
    let words = lines
        .iter()
        .zip(1..)
        .flat_map(|(line, row)| {
            line.split(' ').scan(40.0, move |x, text| {
                let width = 6.0 * text.chars().count() as f32;
                let bbox = Rect::new(*x, 30.0 * row as f32, *x + width, 30.0 * row as f32 + 10.0);
                *x += width + 4.0;
                Some(Word { text: text.to_owned(), bbox, confidence: Confidence::CERTAIN })
            })
        })
        .collect();
    Page { number, width: 595.0, height: 842.0, words, ..Page::default() }
}

#[test]
fn counted_pages_stay_together_and_a_first_page_begins() {
    let stream = [
        page(0, &["INVOICE 4711", "Invoice number 4711", "Page 1 of 2", "Screws 12.00"]),
        page(1, &["Invoice 4711", "Page 2 of 2", "Grand total 12.00"]),
        page(2, &["RECHNUNG", "Rechnungsnummer 99812", "Seite 1 von 1", "Gesamtbetrag 7,00"]),
    ];
    let parts = split(&stream);
    let borders: Vec<(u32, u32)> = parts.iter().map(|part| (part.first_page, part.last_page)).collect();
    assert_eq!(borders, [(0, 1), (2, 2)]);
    assert!(parts.iter().all(|part| part.document_class == "invoice"), "{parts:?}");
}

#[test]
fn every_page_is_in_one_part_whatever_it_holds() {
    assert_eq!(split(&[]), []);
    let empty: Vec<Page> = (0..5).map(|number| page(number, &[])).collect();
    let parts = split(&empty);
    assert_eq!(parts.first().map(|part| part.first_page), Some(0));
    assert_eq!(parts.last().map(|part| part.last_page), Some(4));
    assert!(parts.windows(2).all(|pair| pair[0].last_page + 1 == pair[1].first_page));
    assert!(parts.iter().all(|part| part.confidence.get() <= 1.0));
}

#[test]
fn a_page_without_names_is_other() {
    assert_eq!(classify(&[page(0, &["lorem ipsum dolor"])]).unwrap().document_class, "other");
    assert_eq!(classify(&[]), None);
}
