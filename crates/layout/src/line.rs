//! Rows of words, cut into segments at wide gaps.

use perigee_model::{Page, PageSource, Rect, Word};

use crate::slope;

/// Share of a word's height within which its centre must lie of the row's centre, in a text layer.
///
/// From `research/extraction.md` 8.1: boxes of a text layer are exact, so 0.4 keeps close table rows apart.
const ROW_REACH_TEXT: f32 = 0.4;

/// The same for recognised words, whose boxes hug the ink and so differ in height.
const ROW_REACH_OCR: f32 = 0.5;

/// Gap, in median word heights, at which a row is cut into segments (`research/extraction.md` 8.1).
const SEGMENT_GAP: f32 = 0.9;

/// The same where a separator stands at the gap, as in sender lines `A · street · city`.
const SEGMENT_GAP_AT_SEPARATOR: f32 = 2.2;

/// A word this many times taller than wide runs vertically and belongs to no row of horizontal words.
const VERTICAL_RATIO: f32 = 1.8;

/// Share of the median height that the width of a vertical word has at least: the height of its type. `l,` is narrower.
const VERTICAL_WIDTH: f32 = 0.55;

/// A run of words on one row without a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// The smallest rectangle around its words.
    pub bbox: Rect,
    /// Positions in the page's words, from left to right.
    pub words: Vec<u32>,
}

/// What stands on one row of the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The smallest rectangle around its words.
    pub bbox: Rect,
    /// Positions in the page's words, from left to right.
    pub words: Vec<u32>,
    /// The same words, cut at wide gaps, from left to right.
    pub segments: Vec<Segment>,
}

/// The lines of a page from top to bottom; every word is in exactly one of them.
pub fn lines(page: &Page) -> Vec<Line> {
    lines_of_words(&page.words, page.source)
}

/// As [`lines`], for words that are not on a page yet.
pub fn lines_of_words(words: &[Word], source: PageSource) -> Vec<Line> {
    let gap_unit = median_height(words);
    rows(words, source, gap_unit)
        .into_iter()
        .map(|row| Line { bbox: around(words, &row), segments: segments(words, &row, gap_unit), words: row })
        .collect()
}

/// The median height of the words in points; 0 for no words.
pub fn median_height(words: &[Word]) -> f32 {
    let mut heights: Vec<f32> = words.iter().map(|word| word.bbox.height()).collect();
    let middle = heights.len() / 2;
    if heights.is_empty() { 0.0 } else { *heights.select_nth_unstable_by(middle, f32::total_cmp).1 }
}

/// Positions of the words in reading order: lines from top to bottom, each from left to right.
pub fn reading_order(words: &[Word], source: PageSource) -> Vec<u32> {
    rows(words, source, median_height(words)).into_iter().flatten().collect()
}

/// A row that is being filled.
struct Row {
    center: f32,
    height: f32,
    words: Vec<u32>,
}

impl Row {
    fn takes(&self, center: f32, height: f32, reach: f32) -> bool {
        (center - self.center).abs() < reach * (height + self.height) / 2.0
    }

    fn push(&mut self, index: u32, center: f32, height: f32) {
        let count = self.words.len() as f32;
        self.center = (self.center * count + center) / (count + 1.0);
        self.height = (self.height * count + height) / (count + 1.0);
        self.words.push(index);
    }
}

/// Positions of the words row by row; `type_height` is the median height of the words.
fn rows(words: &[Word], source: PageSource, type_height: f32) -> Vec<Vec<u32>> {
    let reach = match source {
        PageSource::Text => ROW_REACH_TEXT,
        PageSource::Ocr => ROW_REACH_OCR,
    };
    let slope = slope::estimate(words);
    let level = |word: &Word| word.bbox.center_y() - slope * word.bbox.center_x();
    let mut order: Vec<(f32, u32)> = words.iter().map(level).zip(0..).collect();
    order.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let mut rows: Vec<Row> = Vec::new();
    let mut vertical = Vec::new();
    for (center, index) in order {
        let word = &words[index as usize];
        let height = word.bbox.height();
        if is_vertical(word, type_height) {
            vertical.push(Row { center, height, words: vec![index] });
            continue;
        }
        match rows.last_mut().filter(|row| row.takes(center, height, reach)) {
            Some(row) => row.push(index, center, height),
            None => rows.push(Row { center, height, words: vec![index] }),
        }
    }
    rows.extend(vertical);
    rows.sort_by(|a, b| a.center.total_cmp(&b.center));
    rows.into_iter().map(|row| from_left_to_right(words, row.words)).collect()
}

fn is_vertical(word: &Word, type_height: f32) -> bool {
    word.text.chars().nth(1).is_some()
        && word.bbox.height() > VERTICAL_RATIO * word.bbox.width()
        && word.bbox.width() > VERTICAL_WIDTH * type_height
}

fn from_left_to_right(words: &[Word], mut row: Vec<u32>) -> Vec<u32> {
    row.sort_by(|&a, &b| words[a as usize].bbox.x0.total_cmp(&words[b as usize].bbox.x0));
    row
}

fn segments(words: &[Word], row: &[u32], gap_unit: f32) -> Vec<Segment> {
    let mut segments: Vec<Vec<u32>> = Vec::new();
    let mut right_edge = f32::NEG_INFINITY;
    for &index in row {
        let word = &words[index as usize];
        let gap = word.bbox.x0 - right_edge;
        let limit = match segments.last().and_then(|open| open.last()) {
            Some(&before) if is_separator(&words[before as usize].text) || is_separator(&word.text) => {
                SEGMENT_GAP_AT_SEPARATOR
            }
            _ => SEGMENT_GAP,
        };
        match segments.last_mut().filter(|_| gap <= limit * gap_unit) {
            Some(open) => open.push(index),
            None => segments.push(vec![index]),
        }
        right_edge = right_edge.max(word.bbox.x1);
    }
    segments.into_iter().map(|words_in| Segment { bbox: around(words, &words_in), words: words_in }).collect()
}

fn is_separator(text: &str) -> bool {
    matches!(text, "·" | "•" | "|" | "-" | "–" | "—" | "*" | "/")
}

fn around(words: &[Word], indices: &[u32]) -> Rect {
    Rect::around(indices.iter().map(|&index| words[index as usize].bbox)).unwrap_or_default()
}
