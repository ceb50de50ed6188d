//! The words of a page as rows of chunks, the pieces from which cells are made.

use perigee_model::{Page, PageSource, Rect, Word};

use crate::line::{lines, median_height};

/// Gap between words, in word heights, from which they may stand in two cells.
///
/// A space is 0.25 em and a word's box 0.97 em high; justified prose stretches spaces to about 0.6.
const CELL_GAP: f32 = 0.7;

/// The same between two numbers: only the groups of one number stand nearer, in monospaced print 0.6.
const NUMBER_GAP: f32 = 0.42;

/// Dashes that make a line; a dash for an empty value is one or two.
const MIN_DASHES: usize = 6;

/// Dots of a leader; three stand for something left out.
const MIN_LEADER: usize = 4;

/// Bands lower than this hold no line of text.
const MIN_BAND: f32 = 6.0;

/// Sides of cells painted one by one lie within this of one another.
const BAND_SNAP: f32 = 3.0;

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
    /// Lying lines: drawn, typed as dashes, and the sides of coloured bands.
    pub lying: Vec<Rect>,
    /// Positions of the words, row by row.
    rows: Vec<Vec<u32>>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(page: &'a Page) -> Self {
        let typed = |&at: &u32| {
            page.words.get(at as usize).is_some_and(|word| is_typed_line(&word.text) || is_leader(&word.text))
        };
        let whole = lines(page).into_iter().map(|line| line.words);
        let rows = whole.map(|row| row.into_iter().filter(|at| !typed(at)).collect()).collect();
        Self { page, em: median_height(&page.words).max(1.0), lying: lying(page), rows }
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

    /// Whether all words are numbers, or stand where there is none.
    pub(super) fn is_figure(&self, words: &[u32]) -> bool {
        let mut texts = words.iter().filter_map(|&at| self.word(at)).map(|word| word.text.as_str());
        texts.all(|text| is_number(text) || is_blank_mark(text))
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

/// A row of dashes in place of a line.
fn is_typed_line(text: &str) -> bool {
    text.chars().nth(MIN_DASHES - 1).is_some() && text.chars().all(|c| "-_=–—─".contains(c))
}

/// Dots that lead the eye from a label to its value.
fn is_leader(text: &str) -> bool {
    text.chars().nth(MIN_LEADER - 1).is_some() && text.chars().all(|c| ".…·".contains(c))
}

fn lying(page: &Page) -> Vec<Rect> {
    let typed = page.words.iter().filter(|word| is_typed_line(&word.text)).map(|word| {
        let y = word.bbox.center_y();
        Rect::new(word.bbox.x0, y, word.bbox.x1, y)
    });
    let drawn = page.graphics.rules.iter().copied().filter(|rule| rule.width() >= rule.height());
    drawn.chain(typed).chain(band_sides(&page.graphics.fills)).collect()
}

/// The upper and lower sides of coloured bands, whose cells may be painted one by one.
fn band_sides(fills: &[Rect]) -> Vec<Rect> {
    let mut fills: Vec<Rect> = fills.iter().copied().filter(|fill| fill.height() >= MIN_BAND).collect();
    let level = |value: f32| (value / BAND_SNAP).round();
    fills.sort_by(|a, b| {
        level(a.y0)
            .total_cmp(&level(b.y0))
            .then(level(a.y1).total_cmp(&level(b.y1)))
            .then(a.x0.total_cmp(&b.x0))
    });
    let mut bands: Vec<Rect> = Vec::new();
    for fill in fills {
        let joins = |band: &&mut Rect| {
            level(band.y0) == level(fill.y0)
                && level(band.y1) == level(fill.y1)
                && fill.x0 - band.x1 <= BAND_SNAP
        };
        match bands.last_mut().filter(joins) {
            Some(band) => band.x1 = band.x1.max(fill.x1),
            None => bands.push(fill),
        }
    }
    bands.iter().flat_map(|b| [Rect { y1: b.y0, ..*b }, Rect { y0: b.y1, ..*b }]).collect()
}

/// A number with its signs.
pub(crate) fn is_number(text: &str) -> bool {
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
