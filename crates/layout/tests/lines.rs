//! Lines, segments and reading order of drawn pages.

use perigee_layout::{lines_of_words, median_height, reading_order};
use perigee_model::{Confidence, PageSource, Rect, Word};

fn word(text: &str, x: f32, y: f32, height: f32) -> Word {
    let width = text.chars().count() as f32 * height * 0.5;
    Word {
        text: text.to_owned(),
        bbox: Rect::new(x, y, x + width, y + height),
        confidence: Confidence::CERTAIN,
    }
}

fn texts(words: &[Word], indices: &[u32]) -> String {
    indices.iter().map(|&index| words[index as usize].text.as_str()).collect::<Vec<_>>().join(" ")
}

fn lines_as_text(words: &[Word], source: PageSource) -> Vec<String> {
    lines_of_words(words, source).iter().map(|line| texts(words, &line.words)).collect()
}

#[test]
fn rows_are_read_from_top_to_bottom_and_left_to_right() {
    let words = [
        word("19.00", 400.0, 120.0, 10.0),
        word("Total", 50.0, 120.5, 10.0),
        word("Invoice", 50.0, 80.0, 14.0),
        word("2024-7", 120.0, 82.0, 10.0),
    ];
    assert_eq!(lines_as_text(&words, PageSource::Text), ["Invoice 2024-7", "Total 19.00"]);
    assert_eq!(reading_order(&words, PageSource::Text), [2, 3, 1, 0]);
}

#[test]
fn a_wide_gap_cuts_a_segment_and_a_separator_bridges_it() {
    let words = [
        word("Acme", 50.0, 80.0, 10.0),
        word("·", 85.0, 80.0, 10.0),
        word("Street", 104.0, 80.0, 10.0),
        word("Total", 300.0, 80.0, 10.0),
    ];
    let lines = lines_of_words(&words, PageSource::Text);
    let segments: Vec<_> = lines[0].segments.iter().map(|segment| texts(&words, &segment.words)).collect();
    assert_eq!(segments, ["Acme · Street", "Total"]);
    assert_eq!(lines[0].segments[1].bbox, words[3].bbox);
}

#[test]
fn close_rows_stay_apart() {
    let words: Vec<_> = (0..5).map(|row| word("row", 50.0, 100.0 + row as f32 * 9.0, 9.0)).collect();
    assert_eq!(lines_of_words(&words, PageSource::Text).len(), 5);
}

#[test]
fn a_slanted_page_keeps_its_rows() {
    // Two degrees over 500 pt move the right end by 17 pt, more than the distance of the rows.
    let slope = 2f32.to_radians().tan();
    let mut words = Vec::new();
    for row in 0..6 {
        for column in 0..10 {
            let x = 40.0 + column as f32 * 50.0;
            words.push(word(&format!("{row}.{column}"), x, 100.0 + row as f32 * 14.0 + slope * x, 10.0));
        }
    }
    let lines = lines_as_text(&words, PageSource::Ocr);
    assert_eq!(lines.len(), 6);
    assert_eq!(lines[0], "0.0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9");
}

#[test]
fn vertical_text_does_not_swallow_rows() {
    let mut words: Vec<_> = (0..5).map(|row| word("row", 50.0, 100.0 + row as f32 * 12.0, 9.0)).collect();
    words.push(Word {
        text: "margin".to_owned(),
        bbox: Rect::new(10.0, 90.0, 20.0, 160.0),
        confidence: Confidence::CERTAIN,
    });
    let lines = lines_of_words(&words, PageSource::Text);
    assert_eq!(lines.len(), 6);
    assert!(lines.iter().all(|line| line.words.len() == 1));
}

#[test]
fn no_words_give_no_lines() {
    assert!(lines_of_words(&[], PageSource::Text).is_empty());
    assert_eq!(median_height(&[]), 0.0);
}

#[test]
fn a_narrow_word_that_is_taller_than_wide_stays_on_its_row() {
    let mut words = vec![word("0,75", 10.0, 10.0, 10.0), word("crate", 40.0, 10.0, 10.0)];
    words.insert(
        1,
        Word { bbox: perigee_model::Rect::new(32.0, 10.0, 36.5, 20.0), ..word("l,", 32.0, 10.0, 10.0) },
    );
    assert_eq!(lines_as_text(&words, PageSource::Text), ["0,75 l, crate"]);
}
