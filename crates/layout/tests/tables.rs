//! Tables from words and lines that are placed in code.

use perigee_layout::tables;
use perigee_model::{Confidence, Graphics, Page, Rect, Table, Word};
use proptest::prelude::*;

/// A word of 10 pt whose letters are 5 pt wide.
fn word(x: f32, y: f32, text: &str) -> Word {
    let width = 5.0 * text.chars().count() as f32;
    Word {
        text: text.to_owned(),
        bbox: Rect::new(x, y, x + width, y + 10.0),
        confidence: Confidence::CERTAIN,
    }
}

/// Words a space apart from `x` on.
fn phrase(x: f32, y: f32, text: &str) -> Vec<Word> {
    let mut at = x;
    text.split(' ')
        .map(|part| {
            let word = word(at, y, part);
            at = word.bbox.x1 + 2.5;
            word
        })
        .collect()
}

/// Rows 14 pt apart from y = 100 on, whose cells begin at these places.
fn rows(columns: &[f32], texts: &[&[&str]]) -> Vec<Word> {
    let mut words = Vec::new();
    for (at, row) in texts.iter().enumerate() {
        for (&x, text) in columns.iter().zip(*row).filter(|(_, text)| !text.is_empty()) {
            words.extend(phrase(x, 100.0 + 14.0 * at as f32, text));
        }
    }
    words
}

fn page(words: Vec<Word>, rules: Vec<Rect>) -> Page {
    let graphics = Graphics { rules, ..Graphics::default() };
    Page { width: 595.0, height: 842.0, words, graphics, ..Page::default() }
}

fn lying(x0: f32, x1: f32, y: f32) -> Rect {
    Rect::new(x0, y - 0.25, x1, y + 0.25)
}

fn standing(x: f32, y0: f32, y1: f32) -> Rect {
    Rect::new(x - 0.25, y0, x + 0.25, y1)
}

/// The texts of a table by row and column.
fn texts(table: &Table) -> Vec<Vec<String>> {
    let rows = table.cells.iter().map(|cell| cell.row_end + 1).max().unwrap_or(0) as usize;
    let cols = table.cells.iter().map(|cell| cell.col_end + 1).max().unwrap_or(0) as usize;
    let mut texts = vec![vec![String::new(); cols]; rows];
    for cell in &table.cells {
        texts[cell.row as usize][cell.col as usize].clone_from(&cell.text);
    }
    texts
}

#[test]
fn a_frame_with_lines_between_all_cells_becomes_a_grid() {
    let words = rows(&[60.0, 160.0, 260.0], &[&["Item", "Count", "Price"], &["Green tea", "2", "5.00"]]);
    let lines = [97.0, 112.0, 126.0].map(|y| lying(55.0, 350.0, y));
    let sides = [55.0, 150.0, 250.0, 350.0].map(|x| standing(x, 97.0, 126.0));
    let found = tables(&[page(words, lines.into_iter().chain(sides).collect())]);
    assert_eq!(found.len(), 1);
    assert_eq!(texts(&found[0]), [["Item", "Count", "Price"], ["Green tea", "2", "5.00"]]);
    assert_eq!((found[0].header_rows, found[0].continues), (1, false));
}

#[test]
fn a_cell_without_a_line_inside_spans_its_columns() {
    let words = rows(&[60.0, 160.0, 260.0], &[&["Year", "", ""], &["", "a", "b"], &["1999", "2", "5"]]);
    let words = [words, phrase(190.0, 100.0, "Both halves")].concat();
    let lines = [
        lying(55.0, 350.0, 97.0),
        lying(150.0, 350.0, 112.0),
        lying(55.0, 350.0, 126.0),
        lying(55.0, 350.0, 140.0),
    ];
    let sides = [
        standing(55.0, 97.0, 140.0),
        standing(150.0, 97.0, 140.0),
        standing(250.0, 112.0, 140.0),
        standing(350.0, 97.0, 140.0),
    ];
    let found = tables(&[page(words, lines.into_iter().chain(sides).collect())]);
    let cell = |text: &str| found[0].cells.iter().find(|cell| cell.text == text).unwrap();
    assert_eq!((cell("Both halves").col, cell("Both halves").col_end), (1, 2));
    assert_eq!((cell("Year").row, cell("Year").row_end), (0, 1));
}

#[test]
fn columns_of_values_without_any_line_are_a_table() {
    let words = rows(
        &[60.0, 260.0, 360.0],
        &[
            &["Country", "2009", "2010"],
            &["Austria", "60", "61"],
            &["Brazil", "50", "43"],
            &["Japan", "25", "60"],
        ],
    );
    let found = tables(&[page(words, Vec::new())]);
    assert_eq!(found.len(), 1);
    assert_eq!(texts(&found[0])[2], ["Brazil", "50", "43"]);
    assert_eq!(found[0].header_rows, 1);
}

#[test]
fn a_name_with_a_line_under_it_stands_over_the_columns_that_the_line_does() {
    let mut words = phrase(290.0, 86.0, "Number");
    words.extend(rows(
        &[60.0, 260.0, 360.0],
        &[&["Country", "old", "new"], &["Austria", "60", "61"], &["Brazil", "50", "43"]],
    ));
    let rules = vec![lying(60.0, 380.0, 82.0), lying(255.0, 380.0, 98.0), lying(60.0, 380.0, 112.0)];
    let found = tables(&[page(words, rules)]);
    let cell = found[0].cells.iter().find(|cell| cell.text == "Number").unwrap();
    assert_eq!((cell.row, cell.col, cell.col_end), (0, 1, 2));
    assert_eq!(found[0].header_rows, 2);
}

#[test]
fn a_wrapped_label_stays_with_its_row() {
    let words = rows(
        &[60.0, 260.0, 360.0],
        &[
            &["Group", "old", "new"],
            &["Small and medium", "60", "61"],
            &["sized firms", "", ""],
            &["Large", "50", "43"],
        ],
    );
    let found = tables(&[page(words, Vec::new())]);
    assert_eq!(texts(&found[0])[1], ["Small and medium sized firms", "60", "61"]);
}

#[test]
fn running_text_lists_and_forms_are_no_tables() {
    let prose: Vec<Word> = (0..20)
        .flat_map(|at| {
            let y = 100.0 + 12.0 * at as f32;
            [
                phrase(60.0, y, "some words of the left column"),
                phrase(320.0, y, "and of the right one here too"),
            ]
            .concat()
        })
        .collect();
    let list: Vec<Word> = (0..8)
        .flat_map(|at| {
            let y = 400.0 + 14.0 * at as f32;
            [phrase(60.0, y, "•"), phrase(80.0, y, "an entry of a list")].concat()
        })
        .collect();
    let form = [("Number:", "17"), ("Date:", "2024-01-05"), ("Pages:", "3"), ("Customer:", "1234")]
        .iter()
        .enumerate()
        .flat_map(|(at, (label, value))| {
            let y = 600.0 + 14.0 * at as f32;
            [phrase(60.0, y, label), phrase(200.0, y, value)].concat()
        });
    let words = prose.into_iter().chain(list).chain(form).collect();
    assert_eq!(tables(&[page(words, Vec::new())]), []);
}

#[test]
fn a_table_of_contents_is_no_table() {
    let words = rows(
        &[60.0, 400.0],
        &[
            &["Preface", "1"],
            &["First part", "3"],
            &["Second part", "17"],
            &["Third part", "40"],
            &["Notes", "88"],
            &["Index", "91"],
        ],
    );
    assert_eq!(tables(&[page(words, Vec::new())]), []);
}

#[test]
fn a_table_with_the_same_columns_on_the_next_page_goes_on() {
    let words = rows(
        &[60.0, 260.0, 360.0],
        &[&["a", "1", "2"], &["b", "3", "4"], &["c", "5", "6"], &["d", "7", "8"]],
    );
    let first = page(words.clone(), Vec::new());
    let second = Page { number: 1, ..page(words, Vec::new()) };
    let continues: Vec<bool> = tables(&[first, second]).iter().map(|table| table.continues).collect();
    assert_eq!(continues, [false, true]);
}

fn any_rect() -> impl Strategy<Value = Rect> {
    (0.0f32..600.0, 0.0f32..850.0, 0.0f32..300.0, 0.0f32..80.0)
        .prop_map(|(x, y, w, h)| Rect::new(x, y, x + w, y + h))
}

fn any_word() -> impl Strategy<Value = Word> {
    let text = prop_oneof![
        "[a-z]{1,8}",
        "[0-9]{1,4}[.,][0-9]{2}",
        Just("-----------".to_owned()),
        Just("•".to_owned())
    ];
    (text, any_rect()).prop_map(|(text, bbox)| Word { text, bbox, confidence: Confidence::CERTAIN })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_and_lines_anywhere_make_cells_of_words_of_the_page(
        words in prop::collection::vec(any_word(), 0..120),
        rules in prop::collection::vec(any_rect(), 0..60),
        fills in prop::collection::vec(any_rect(), 0..20),
    ) {
        let graphics = Graphics { rules, fills, ..Graphics::default() };
        let page = Page { width: 595.0, height: 842.0, words, graphics, ..Page::default() };
        let found = tables(std::slice::from_ref(&page));
        for cell in found.iter().flat_map(|table| &table.cells) {
            prop_assert!(cell.row <= cell.row_end && cell.col <= cell.col_end);
            prop_assert!(cell.words.iter().all(|&at| (at as usize) < page.words.len()));
            prop_assert!(!cell.text.is_empty());
        }
        prop_assert_eq!(found, tables(&[page]));
    }
}

#[test]
fn a_single_row_of_values_under_many_names_is_a_table() {
    let columns = [50.0, 100.0, 250.0, 330.0, 400.0];
    let words = rows(
        &columns,
        &[&["Pos", "Description", "Price", "Count", "Total"], &["1", "Oak boards", "5,00", "3", "15,00"]],
    );
    let found = tables(&[page(words, Vec::new())]);
    assert_eq!(found.len(), 1);
    assert_eq!(texts(&found[0])[1], ["1", "Oak boards", "5,00", "3", "15,00"]);
}

#[test]
fn a_row_whose_names_end_the_page_before_is_a_table() {
    let columns = [50.0, 100.0, 250.0, 330.0, 400.0];
    let names = page(rows(&columns, &[&["Pos", "Description", "Price", "Count", "Total"]]), Vec::new());
    let row = page(rows(&columns, &[&["1", "Oak boards", "5,00", "3", "15,00"]]), Vec::new());
    let found = tables(&[names.clone(), Page { number: 1, ..row.clone() }]);
    assert_eq!(found.iter().map(|table| table.page).collect::<Vec<_>>(), [1]);
    assert!(tables(&[row]).is_empty(), "without names one row is no table");
}

/// The page as a scanner takes it that lies askew: middles turn around that of the page, sizes stay.
fn slanted(mut page: Page, degrees: f32) -> Page {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (x, y) = (page.width / 2.0, page.height / 2.0);
    let turn = |rect: &mut Rect| {
        let (dx, dy) = (rect.center_x() - x, rect.center_y() - y);
        let (to_x, to_y) = (x + dx * cos - dy * sin, y + dx * sin + dy * cos);
        let (half_width, half_height) = (rect.width() / 2.0, rect.height() / 2.0);
        *rect = Rect::new(to_x - half_width, to_y - half_height, to_x + half_width, to_y + half_height);
    };
    page.words.iter_mut().for_each(|word| turn(&mut word.bbox));
    page.graphics.rules.iter_mut().for_each(turn);
    page
}

#[test]
fn a_ruled_table_on_a_slanted_scan_is_that_of_the_straight_page() {
    let cells: [&[&str]; 5] = [
        &["Item", "Quantity", "Price"],
        &["Paper white", "10", "4.00"],
        &["Pens blue", "200", "1.10"],
        &["Ink", "3", "12.50"],
        &["Stapler large", "1", "9.90"],
    ];
    let words = rows(&[60.0, 260.0, 430.0], &cells);
    let mut rules: Vec<Rect> = (0..6).map(|row| lying(50.0, 540.0, 97.0 + 14.0 * row as f32)).collect();
    rules.extend([50.0, 250.0, 420.0, 540.0].map(|x| standing(x, 97.0, 167.0)));
    let straight = page(words, rules);
    let slanted = slanted(straight.clone(), 1.5);
    let expected = tables(std::slice::from_ref(&straight));
    let found = tables(std::slice::from_ref(&slanted));
    assert_eq!((expected.len(), found.len()), (1, 1));
    assert_eq!(texts(&found[0]), texts(&expected[0]));
    assert_eq!(texts(&found[0]).len(), 5);
    // The cell lies where the slanted page shows its word.
    let cell = found[0].cells.iter().find(|cell| cell.text == "Stapler large").unwrap();
    let word = slanted.words.iter().find(|word| word.text == "Stapler").unwrap();
    assert!(cell.bbox.y0 <= word.bbox.center_y() && word.bbox.center_y() <= cell.bbox.y1, "{:?}", cell.bbox);
}
