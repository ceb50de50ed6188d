//! The words of a page as rows of chunks, the pieces from which cells are made.

use perigee_model::{Page, PageSource, Rect, Word};

use crate::line::{lines, median_height};

/// Gap between words, in word heights, from which they may stand in two cells.
///
/// A space is 0.25 em and a word's box 0.97 em high; justified prose stretches spaces to about 0.6.
const CELL_GAP: f32 = 0.7;

/// The same between two numbers: only the groups of one number stand nearer, in monospaced print 0.6.
const NUMBER_GAP: f32 = 0.42;

/// Words without a wide gap between them, on one row.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub bbox: Rect,
    /// Positions in the page's words.
    pub words: Vec<u32>,
}

/// What stands on one row.
#[derive(Debug, Clone)]
pub(super) struct TextRow {
    pub bbox: Rect,
    pub chunks: Vec<Chunk>,
}

/// A page prepared for the search for tables.
pub(super) struct Sheet<'a> {
    pub page: &'a Page,
    /// Median height of the words.
    pub em: f32,
    /// Positions of the words, row by row.
    rows: Vec<Vec<u32>>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(page: &'a Page) -> Self {
        let rows = lines(page).into_iter().map(|line| line.words).collect();
        Self { page, em: median_height(&page.words).max(1.0), rows }
    }

    pub(super) fn word(&self, at: u32) -> Option<&'a Word> {
        self.page.words.get(at as usize)
    }

    /// The rows of the words that `keep` takes, in chunks, from top to bottom.
    pub(super) fn rows(&self, keep: impl Fn(u32, Rect) -> bool) -> Vec<TextRow> {
        let kept = |row: &Vec<u32>| -> Vec<u32> {
            row.iter().copied().filter(|&at| self.word(at).is_some_and(|word| keep(at, word.bbox))).collect()
        };
        self.rows.iter().map(kept).filter_map(|words| self.text_row(&words)).collect()
    }

    fn text_row(&self, words: &[u32]) -> Option<TextRow> {
        let chunks = self.chunks(words);
        let bbox = Rect::around(chunks.iter().map(|chunk| chunk.bbox))?;
        Some(TextRow { bbox, chunks })
    }

    fn chunks(&self, words: &[u32]) -> Vec<Chunk> {
        let mut chunks: Vec<Chunk> = Vec::new();
        let mut before: Option<&Word> = None;
        for &at in words {
            let Some(word) = self.word(at) else { continue };
            let joins = before.is_some_and(|before| self.is_one_cell(before, word));
            match chunks.last_mut().filter(|_| joins) {
                Some(chunk) => {
                    chunk.bbox = chunk.bbox.union(word.bbox);
                    chunk.words.push(at);
                }
                None => chunks.push(Chunk { bbox: word.bbox, words: vec![at] }),
            }
            before = Some(word);
        }
        chunks
    }

    fn is_one_cell(&self, left: &Word, right: &Word) -> bool {
        let gap = right.bbox.x0 - left.bbox.x1;
        let height = left.bbox.height().min(right.bbox.height()).max(0.5 * self.em);
        let numbers = is_number(&left.text) && is_number(&right.text);
        // Boxes of recognised words hug the ink, so that they are lower and the gaps wider.
        let scale = if self.page.source == PageSource::Ocr { 1.3 } else { 1.0 };
        let limit = if numbers { NUMBER_GAP } else { CELL_GAP };
        gap <= limit * scale * height
    }

    /// The texts of words joined by spaces.
    pub(super) fn text(&self, words: &[u32]) -> String {
        let mut text = String::new();
        for word in words.iter().filter_map(|&at| self.word(at)) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        text
    }

    /// Whether the words are one value of a data column: a number, a date, a dash.
    pub(super) fn is_value(&self, words: &[u32]) -> bool {
        let texts = || words.iter().filter_map(|&at| self.word(at)).map(|word| word.text.as_str());
        let mut count = 0;
        let values =
            texts().inspect(|_| count += 1).filter(|text| is_number(text) || is_blank_mark(text)).count();
        values > 0 && 2 * values >= count && count <= 6
    }
}

/// A number with its signs.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let others =
        text.chars().filter(|c| !c.is_ascii_digit() && !"+-–−—.,:/%()$€£*<>≤≥~±'’".contains(*c)).count();
    digits > 0 && others <= 1 && others < digits
}

/// What stands where there is no value.
fn is_blank_mark(text: &str) -> bool {
    matches!(text, "-" | "–" | "—" | "−" | "--" | "x" | "X" | "*" | "." | "..." | "…")
        || ["na", "n/a", "n.a.", "nd", "ref", "ref."].iter().any(|mark| text.eq_ignore_ascii_case(mark))
}
