//! Tables of custom types: how their columns are called is learned from confirmed rows.

use indexmap::IndexMap;
use perigee_model::{Header, Page, ProcessType, Rect, ValueType, Word};
use perigee_understand::learn::{self, Confirmed, Model, Options, Tables};

use crate::form::{page, point};

/// A process type with a table of boats; no page calls a column as the process does.
fn kind() -> ProcessType {
    let mut kind = perigee_model::process_type::find_by_short_name("custom").unwrap().clone();
    let mut boats = point("boats", ValueType::Table);
    let header =
        |name: &str, value_type| Header { name: name.to_owned(), label: name.to_owned(), value_type };
    boats.headers = vec![
        header("keeper", ValueType::Text),
        header("place", ValueType::Text),
        header("fee", ValueType::Amount),
    ];
    kind.data_points = vec![boats];
    kind
}

const ROWS: [[&str; 3]; 5] = [
    ["Anna Berg", "B-101", "310.50"],
    ["Jan Kowalski", "C-204", "95.00"],
    ["Maria Lopez", "A-117", "120.75"],
    ["Otto Klein", "D-330", "88.20"],
    ["Eva Lang", "B-208", "402.10"],
];

/// A list of some boats, its columns at fixed places.
fn list(rows: &[[&str; 3]]) -> Page {
    let mut page = page(&[(60.0, "HARBOUR OFFICE OF THE LAKE"), (60.0, "Season list, quay by quay")]);
    let head = ["Belongs to", "Mooring", "Harbour charge"];
    for (line, cells) in std::iter::once(&head).chain(rows).enumerate() {
        let y = 100.0 + 20.0 * line as f32;
        for (cell, left) in cells.iter().zip([60.0, 240.0, 400.0]) {
            let mut x = left;
            for text in cell.split(' ') {
                let width = 5.5 * text.chars().count() as f32;
                let bbox = Rect::new(x, y, x + width, y + 9.0);
                page.words.push(Word {
                    text: text.to_owned(),
                    bbox,
                    confidence: perigee_model::Confidence::CERTAIN,
                });
                x += width + 3.0;
            }
        }
    }
    page
}

/// The same list without names over its columns, lower on the page by so much, with a total below.
fn nameless(rows: &[[&str; 3]], down: f32) -> Page {
    let mut page = list(rows);
    page.words.retain(|word| word.bbox.y0 != 100.0);
    for text in ["Paid", "in", "full"] {
        let y = 130.0 + 20.0 * rows.len() as f32;
        let bbox = Rect::new(60.0, y, 60.0 + 5.5 * text.len() as f32, y + 9.0);
        page.words.push(Word { text: text.to_owned(), bbox, confidence: perigee_model::Confidence::CERTAIN });
    }
    for word in &mut page.words {
        (word.bbox.y0, word.bbox.y1) = (word.bbox.y0 + down, word.bbox.y1 + down);
    }
    page
}

fn rows(rows: &[[&str; 3]]) -> Vec<IndexMap<String, String>> {
    let row = |cells: &[&str; 3]| {
        let named = ["keeper", "place", "fee"].into_iter().zip(cells);
        named.map(|(name, cell)| (name.to_owned(), (*cell).to_owned())).collect()
    };
    rows.iter().map(row).collect()
}

fn train(confirmed: &[[&str; 3]]) -> Model {
    let pages = [list(confirmed)];
    let tables: Tables = [("boats".to_owned(), rows(confirmed))].into_iter().collect();
    let fields = IndexMap::new();
    let confirmed = [Confirmed { pages: &pages, fields: &fields, tables: &tables }];
    learn::train(&kind(), &confirmed, &Options::default()).unwrap()
}

fn read(page: Page, model: Option<&Model>) -> Vec<IndexMap<String, String>> {
    let extraction = perigee_understand::extract_with(&[page], &kind(), None, model);
    let tables = extraction.tables.into_iter().flat_map(|table| table.rows);
    let cells = |row: IndexMap<String, perigee_model::Reading>| {
        row.into_iter().map(|(name, cell)| (name, cell.raw_value)).collect()
    };
    tables.map(cells).collect()
}

#[test]
fn one_confirmed_table_teaches_the_names_of_its_columns() {
    assert!(read(list(&ROWS[2..]), None).is_empty(), "no column is called as the process calls it");
    let model = train(&ROWS[..2]);
    assert_eq!(read(list(&ROWS[2..]), Some(&model)), rows(&ROWS[2..]));
    let again = Model::from_bytes(&model.to_bytes()).unwrap();
    assert_eq!(read(list(&ROWS[2..]), Some(&again)), rows(&ROWS[2..]));
}

#[test]
fn rows_that_stand_on_no_page_teach_nothing() {
    let tables: Tables = [("boats".to_owned(), rows(&[["Nobody", "X-999", "1.00"]]))].into_iter().collect();
    let (pages, fields) = ([list(&ROWS)], IndexMap::new());
    let confirmed = [Confirmed { pages: &pages, fields: &fields, tables: &tables }];
    assert!(learn::train(&kind(), &confirmed, &Options::default()).is_err());
}

#[test]
fn a_table_without_names_is_found_where_the_confirmed_one_of_its_layout_stood() {
    let pages = [nameless(&ROWS[..2], 0.0)];
    let tables: Tables = [("boats".to_owned(), rows(&ROWS[..2]))].into_iter().collect();
    let fields = IndexMap::new();
    let confirmed = [Confirmed { pages: &pages, fields: &fields, tables: &tables }];
    let model = learn::train(&kind(), &confirmed, &Options::default()).unwrap();
    assert!(read(nameless(&ROWS[2..], 12.0), None).is_empty());
    assert_eq!(read(nameless(&ROWS[2..], 12.0), Some(&model)), rows(&ROWS[2..]));
    let again = Model::from_bytes(&model.to_bytes()).unwrap();
    assert_eq!((again.digest(), again == model), (model.digest(), true));
    assert_eq!(read(nameless(&ROWS[2..], 12.0), Some(&again)), rows(&ROWS[2..]));
    // A page that shares no words with it has no such table.
    let other = page(&[(60.0, "Minutes of the assembly"), (100.0, "Eva Lang spoke of 402.10 things")]);
    assert!(read(other, Some(&model)).is_empty());
}
