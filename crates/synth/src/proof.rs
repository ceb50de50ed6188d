//! What must be true of every drawn document, for the tests of each kind.

use std::collections::HashSet;

use perigee_model::{Page, process_type};

use crate::SynthDocument;

/// Values that are told by their meaning and not as printed.
const LITERALS: &[&str] = &[
    "document_type",
    "currency",
    "payment_method",
    "utility_type",
    "mrz_valid",
    "country",
    "sex",
    "nationality",
];

/// Labels are data points of the type and stand on the page, mandatory ones are there, and no word leaves the page
/// or covers another.
pub fn check(short_name: &str, documents: impl Iterator<Item = SynthDocument>) {
    let kind = process_type::find_by_short_name(short_name).unwrap();
    let mut endings = HashSet::new();
    for document in documents {
        let name = &document.file_name;
        endings.insert(name.rsplit('-').next().unwrap().to_owned());
        for point in kind.data_points.iter().filter(|point| point.mandatory) {
            assert!(document.fields.contains_key(&point.name), "{name} lacks {}", point.name);
        }
        let text: String = document.pages.iter().map(Page::text).collect::<Vec<_>>().join(" ");
        for (field, values) in &document.fields {
            assert!(kind.find_data_point(field).is_some(), "{field}");
            for token in values.iter().flat_map(|value| value.split_whitespace()) {
                assert!(
                    LITERALS.contains(&field.as_str()) || text.contains(token),
                    "{name}: {field} {token}"
                );
            }
        }
        for (table, rows) in &document.tables {
            let point = kind.find_data_point(table).unwrap();
            for (header, cell) in rows.iter().flatten() {
                assert!(point.headers.iter().any(|known| known.name == *header), "{table} {header}");
                for token in cell.split_whitespace() {
                    assert!(text.contains(token), "{name}: {header} {token}");
                }
            }
        }
        document.pages.iter().for_each(|page| places(name, page));
    }
    assert_eq!(endings.len(), crate::Language::ALL.len());
}

fn places(name: &str, page: &Page) {
    for (i, word) in page.words.iter().enumerate() {
        let at = word.bbox;
        assert!(at.x0 > 4.0 && at.x1 < page.width - 4.0, "{name}: {}", word.text);
        assert!(at.y0 > 2.0 && at.y1 < page.height - 2.0, "{name}: {}", word.text);
        for other in page.words.get(i + 1..).unwrap() {
            let common = at.intersection(other.bbox).map_or(0.0, |common| common.area());
            // Boxes reach from ascent to descent, so that those of tight lines touch.
            let share = common / at.area().min(other.bbox.area());
            assert!(share < 0.25, "{name}: {} on {}", word.text, other.text);
        }
    }
}
