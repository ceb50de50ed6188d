//! Invoices: drawn facts, in four layouts of their own for samples, and in all families of business papers.

mod blocks;
pub(crate) mod composed;
pub(crate) mod content;
mod goods;
mod layouts;
pub(crate) mod parties;
mod parts;
mod sheet;
mod table;
pub(crate) mod wording;

use crate::SynthDocument;
use crate::language::Language;
use crate::random::Random;
pub use composed::drawn;
use layouts::Layout;
use sheet::{Look, Sheet};

/// Draws so many invoices. The same seed gives the same bytes, whatever the count.
///
/// Languages and layouts take turns, so that a handful of documents already shows all of them.
pub fn samples(seed: u64, count: usize) -> Vec<SynthDocument> {
    (0..count).map(|index| sample(seed, index)).collect()
}

/// Draws invoice number `index` of a seed.
pub fn sample(seed: u64, index: usize) -> SynthDocument {
    let mut random = Random::fork(seed, index as u64);
    let turn = index as u64 ^ seed.wrapping_mul(3);
    let language = Language::OF_SAMPLES[(turn % 4) as usize];
    // Every layout meets every language in sixteen documents.
    let layout = Layout::ALL[((turn + turn / 4) % 4) as usize];
    let invoice = content::draw(language, &mut random);
    let look = Look::draw(layout.faces(), &mut random);
    let mut sheet = Sheet::new(&invoice, look, random);
    layout.draw(&mut sheet);
    let (canvas, fields, tables) = sheet.finish();
    SynthDocument {
        file_name: format!("invoice-{:04}-{}.pdf", index + 1, language.code()),
        pdf: canvas.pdf(&format!("{} {}", invoice.seller.name, invoice.number), language.code()),
        pages: canvas.words(),
        fields,
        tables,
    }
}

#[cfg(test)]
mod tests {
    use perigee_model::{Page, process_type};

    use super::*;

    /// Enough for every layout in every language several times, with long and short tables.
    const MANY: usize = 160;

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        assert_eq!(samples(5, 3), samples(5, 3));
        assert_eq!(samples(5, 1)[0], samples(5, 3)[0], "the count changes nothing");
        assert_ne!(samples(5, 1)[0].pdf, samples(6, 1)[0].pdf);
    }

    #[test]
    fn every_labelled_value_stands_on_the_page() {
        for document in samples(21, MANY) {
            let text: String = document.pages.iter().map(Page::text).collect::<Vec<_>>().join(" ");
            let literal = |name: &str| matches!(name, "document_type" | "currency" | "payment_method");
            for (name, values) in document.fields.iter().filter(|(name, _)| !literal(name)) {
                for token in values.iter().flat_map(|value| value.split_whitespace()) {
                    assert!(text.contains(token), "{}: {name} {token}", document.file_name);
                }
            }
            let cells = document.tables.values().flatten().flat_map(|row| row.values());
            for token in cells.flat_map(|cell| cell.split_whitespace()) {
                assert!(text.contains(token), "{}: {token}", document.file_name);
            }
        }
    }

    #[test]
    fn no_word_leaves_the_page_or_covers_another() {
        for document in samples(22, MANY) {
            for page in &document.pages {
                for (i, word) in page.words.iter().enumerate() {
                    let at = word.bbox;
                    assert!(at.x0 > 8.0 && at.x1 < page.width - 8.0, "{}: {}", document.file_name, word.text);
                    assert!(
                        at.y0 > 8.0 && at.y1 < page.height - 8.0,
                        "{}: {}",
                        document.file_name,
                        word.text
                    );
                    for other in &page.words[i + 1..] {
                        let common = at.intersection(other.bbox).map_or(0.0, |common| common.area());
                        // Boxes reach from ascent to descent, so that those of tight lines touch.
                        let share = common / at.area().min(other.bbox.area());
                        assert!(share < 0.2, "{}: {} on {}", document.file_name, word.text, other.text);
                    }
                }
            }
        }
    }

    #[test]
    fn a_few_documents_show_every_language_and_every_mandatory_value() {
        let documents = samples(1, 8);
        for language in Language::OF_SAMPLES {
            let ending = format!("-{}.pdf", language.code());
            assert!(documents.iter().any(|document| document.file_name.ends_with(&ending)), "{ending}");
        }
        let invoices = process_type::find_by_short_name("invoices").unwrap();
        for document in &documents {
            for point in invoices.data_points.iter().filter(|point| point.mandatory) {
                assert!(
                    document.fields.contains_key(&point.name),
                    "{} lacks {}",
                    document.file_name,
                    point.name
                );
            }
        }
    }

    #[test]
    fn every_label_is_a_data_point_of_invoices() {
        let invoices = process_type::find_by_short_name("invoices").unwrap();
        for document in samples(23, MANY) {
            for name in document.fields.keys() {
                assert!(invoices.find_data_point(name).is_some(), "{name}");
            }
            for (name, rows) in &document.tables {
                let point = invoices.find_data_point(name).unwrap();
                let known = |header: &String| point.headers.iter().any(|known| known.name == *header);
                assert!(rows.iter().flat_map(|row| row.keys()).all(known), "{name}");
            }
        }
    }
}
