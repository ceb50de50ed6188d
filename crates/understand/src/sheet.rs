//! The pages of a document as the finders want them: tokens in segments in lines, with sizes in line heights.
//!
//! Everything later is bounded by what is admitted here, so that a page of a hundred thousand words costs no more
//! than a dense real one.

use std::ops::Range;

use perigee_layout::lines_of_words;
use perigee_model::{Evidence, Page, PageSource, Rect, Word};
use perigee_values::fold;

/// Words of one page that are looked at: twice the densest real page seen (a price list of 4,000 words).
const MAX_WORDS_OF_PAGE: usize = 8_000;
/// Words of one document that are looked at; about a hundred full pages.
const MAX_WORDS: usize = 60_000;

/// A word, or the part of one that means something by itself (`Nr.:` and `123` in `Nr.:123`).
#[derive(Debug, Clone, Copy)]
pub struct Token<'p> {
    /// The characters.
    pub text: &'p str,
    /// Page of the document, from 0.
    pub page: usize,
    /// Position of the word in the page's words.
    pub word: u32,
    /// Place on the page.
    pub bbox: Rect,
    /// Index into [`Sheet::lines`].
    pub line: usize,
    /// Index into [`Sheet::segments`].
    pub segment: usize,
}

/// A run of tokens without a wide gap.
#[derive(Debug, Clone)]
pub struct Segment {
    /// Page of the document, from 0.
    pub page: usize,
    /// Index into [`Sheet::lines`].
    pub line: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The smallest rectangle around them.
    pub bbox: Rect,
}

/// What stands on one row of a page.
#[derive(Debug, Clone)]
pub struct Line {
    /// Page of the document, from 0.
    pub page: usize,
    /// Its segments, from left to right.
    pub segments: Range<usize>,
    /// Its tokens, from left to right.
    pub tokens: Range<usize>,
    /// The smallest rectangle around them.
    pub bbox: Rect,
}

/// Sizes of a page.
#[derive(Debug, Clone)]
pub struct SheetPage {
    /// Its lines, from the top.
    pub lines: Range<usize>,
    /// Median word height in points: the unit in which distances are measured.
    pub unit: f32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Where the words come from.
    pub source: PageSource,
    /// Mean reading confidence of its tokens.
    pub confidence: f32,
}

/// All pages of a document.
#[derive(Debug, Default)]
pub struct Sheet<'p> {
    /// In reading order: page, line, left to right.
    pub tokens: Vec<Token<'p>>,
    /// In the same order.
    pub segments: Vec<Segment>,
    /// In the same order.
    pub lines: Vec<Line>,
    /// One per page of the document.
    pub pages: Vec<SheetPage>,
    /// Reading confidence of each token.
    pub confidences: Vec<f32>,
    is_form: bool,
    /// Each token in its folded spelling.
    pub folded: Vec<String>,
}

impl<'p> Sheet<'p> {
    /// Lays the pages out; on forms labels of several languages stand with slashes between, which are cut apart.
    pub fn new(pages: &'p [Page], is_form: bool) -> Self {
        let mut sheet = Self { is_form, ..Self::default() };
        let mut budget = MAX_WORDS;
        for (number, page) in pages.iter().enumerate() {
            sheet.push_page(number, page, &mut budget);
        }
        sheet
    }

    fn push_page(&mut self, number: usize, page: &'p Page, budget: &mut usize) {
        let admitted = admitted(page.words.len(), (*budget).min(MAX_WORDS_OF_PAGE));
        *budget -= admitted.len();
        let (first_line, first_token) = (self.lines.len(), self.tokens.len());
        let words: Vec<Word>;
        let laid_out: &[Word] = if admitted.len() == page.words.len() {
            &page.words
        } else {
            words = admitted.iter().filter_map(|&index| page.words.get(index).cloned()).collect();
            &words
        };
        for line in lines_of_words(laid_out, page.source) {
            let (line_tokens, line_segments) = (self.tokens.len(), self.segments.len());
            for segment in &line.segments {
                let start = self.tokens.len();
                for &position in &segment.words {
                    let index = admitted.get(position as usize).copied().unwrap_or(0);
                    if let Some(word) = page.words.get(index) {
                        self.push_word(number, index, word);
                    }
                }
                if start < self.tokens.len() {
                    self.segments.push(Segment {
                        page: number,
                        line: self.lines.len(),
                        tokens: start..self.tokens.len(),
                        bbox: segment.bbox,
                    });
                }
            }
            if line_tokens < self.tokens.len() {
                self.lines.push(Line {
                    page: number,
                    segments: line_segments..self.segments.len(),
                    tokens: line_tokens..self.tokens.len(),
                    bbox: line.bbox,
                });
            }
        }
        let unit = perigee_layout::median_height(laid_out);
        self.pages.push(SheetPage {
            lines: first_line..self.lines.len(),
            unit: if unit.is_finite() && unit > 0.1 { unit } else { 10.0 },
            width: page.width,
            height: page.height,
            source: page.source,
            confidence: mean(self.confidences.get(first_token..).unwrap_or(&[])),
        });
    }

    fn push_word(&mut self, page: usize, index: usize, word: &'p Word) {
        let total = word.text.len();
        for piece in pieces(&word.text, self.is_form) {
            let (start, end) = (piece.start, piece.end);
            let Some(text) = word.text.get(piece) else { continue };
            let at = |byte: usize| word.bbox.x0 + word.bbox.width() * byte as f32 / total as f32;
            self.tokens.push(Token {
                text,
                page,
                word: u32::try_from(index).unwrap_or(u32::MAX),
                bbox: Rect::new(at(start), word.bbox.y0, at(end), word.bbox.y1),
                line: self.lines.len(),
                segment: self.segments.len(),
            });
            self.confidences.push(word.confidence.get());
            self.folded.push(fold(text));
        }
    }

    /// The tokens of a range joined by spaces; parts of one word are joined without.
    pub fn text(&self, range: Range<usize>) -> String {
        let mut text = String::new();
        let mut before: Option<&Token<'_>> = None;
        for token in self.tokens.get(range).unwrap_or(&[]) {
            let same_word = before.is_some_and(|b| b.page == token.page && b.word == token.word);
            if !text.is_empty() && !same_word {
                text.push(' ');
            }
            text.push_str(token.text);
            before = Some(token);
        }
        text
    }

    /// The smallest rectangle around a range of one page's tokens.
    pub fn bbox(&self, range: Range<usize>) -> Rect {
        Rect::around(self.tokens.get(range).unwrap_or(&[]).iter().map(|token| token.bbox)).unwrap_or_default()
    }

    /// Places of the tokens, one per page, for a value that was read from them.
    pub fn evidence(&self, spans: &[Range<usize>]) -> Vec<Evidence> {
        let mut places: Vec<Evidence> = Vec::new();
        for token in spans.iter().flat_map(|span| self.tokens.get(span.clone()).unwrap_or(&[])) {
            let page = u32::try_from(token.page).unwrap_or(u32::MAX);
            match places.iter_mut().find(|place| place.page == page) {
                Some(place) => {
                    place.bbox = place.bbox.union(token.bbox);
                    if place.words.last() != Some(&token.word) {
                        place.words.push(token.word);
                    }
                }
                None => places.push(Evidence { page, bbox: token.bbox, words: vec![token.word] }),
            }
        }
        places
    }

    /// The least sure of the tokens; 1 for none.
    pub fn reading_confidence(&self, spans: &[Range<usize>]) -> f32 {
        spans
            .iter()
            .flat_map(|span| self.confidences.get(span.clone()).unwrap_or(&[]))
            .copied()
            .fold(1.0, f32::min)
    }

    /// How well the page of the first token was read as a whole, which its own words do not show; 1 for none.
    pub fn page_confidence(&self, spans: &[Range<usize>]) -> f32 {
        let first = spans.first().and_then(|span| self.tokens.get(span.start));
        first.and_then(|token| self.pages.get(token.page)).map_or(1.0, |page| page.confidence)
    }

    /// The height that distances on this page are measured in.
    pub fn unit(&self, page: usize) -> f32 {
        self.pages.get(page).map_or(10.0, |page| page.unit)
    }

    /// Whether the words of a page were recognised rather than given.
    pub fn is_ocr(&self, page: usize) -> bool {
        self.pages.get(page).is_some_and(|page| page.source == PageSource::Ocr)
    }
}

fn mean(values: &[f32]) -> f32 {
    if values.is_empty() { 1.0 } else { values.iter().sum::<f32>() / values.len() as f32 }
}

/// Positions of the words that are looked at: all, or as many from both ends.
fn admitted(count: usize, limit: usize) -> Vec<usize> {
    if count <= limit {
        return (0..count).collect();
    }
    let half = limit / 2;
    (0..half).chain(count - half..count).collect()
}

/// Cuts a word after a colon or a number sign that glues a label to its value, and on forms after slashes.
fn pieces(text: &str, is_form: bool) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let next = |text: &str| cut(text).or_else(|| if is_form { slash_cut(text) } else { None });
    while let Some(cut) = next(&text[start..]) {
        pieces.push(start..start + cut);
        start += cut;
    }
    if start < text.len() {
        pieces.push(start..text.len());
    }
    pieces
}

/// Where the first value inside a word begins: `Datum:01.02.2020`, `n°5620`, `Nr.123`.
fn cut(text: &str) -> Option<usize> {
    let colon = text.find(':').map(|at| at + 1).filter(|&after| {
        let (before, rest) = (&text[..after], &text[after..]);
        !rest.is_empty()
            && before.chars().any(char::is_alphabetic)
            && !rest.starts_with("//")
            && rest.chars().any(char::is_alphanumeric)
            && !before.contains('@')
    });
    colon.or_else(|| range_cut(text)).or_else(|| {
        let digit = text.find(|c: char| c.is_ascii_digit())?;
        let before = &text[..digit];
        let is_sign = matches!(perigee_values::fold(before).as_str(), "n" | "no" | "nr" | "num")
            && before.ends_with(['.', '°', 'º', '\u{2070}']);
        is_sign.then_some(digit)
    })
}

/// Where the second word of `Surname/Nom` begins; codes and dates with slashes stay whole.
fn slash_cut(text: &str) -> Option<usize> {
    let (before, after) = text.split_once('/')?;
    let first = after.split('/').next().unwrap_or("");
    let is_word = |part: &str| {
        part.chars().filter(|c| c.is_alphabetic()).count() >= 3
            && !part.contains(|c: char| c.is_ascii_digit())
    };
    (is_word(before) && is_word(first)).then_some(before.len() + 1)
}

/// Where the second date of `01.05.14-31.05.14` begins.
fn range_cut(text: &str) -> Option<usize> {
    if text.len() > 24 || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let is_date = |part: &str| {
        part.contains(['.', '/'])
            && perigee_values::date::parse(part, perigee_values::DateOrder::DayFirst).is_some()
    };
    text.match_indices(['-', '\u{2013}'])
        .find(|(at, dash)| is_date(&text[..*at]) && is_date(&text[at + dash.len()..]))
        .map(|(at, dash)| at + dash.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_up(text: &str) -> Vec<&str> {
        pieces(text, false).into_iter().map(|piece| &text[piece]).collect()
    }

    #[test]
    fn a_value_glued_to_its_label_is_cut_off() {
        assert_eq!(cut_up("Kundennummer:2"), ["Kundennummer:", "2"]);
        assert_eq!(cut_up("n°562044387"), ["n°", "562044387"]);
        assert_eq!(cut_up("Nr.123"), ["Nr.", "123"]);
        assert_eq!(cut_up("01.05.14-31.05.14"), ["01.05.14-", "31.05.14"]);
    }

    #[test]
    fn words_of_several_languages_are_cut_apart_on_forms() {
        let cut = |text| pieces(text, true).into_iter().map(|piece| &text[piece]).collect::<Vec<&str>>();
        assert_eq!(cut("birth/Date"), ["birth/", "Date"]);
        assert_eq!(cut("Surname/Nom/Name"), ["Surname/", "Nom/", "Name"]);
        assert_eq!(cut("AM/B/L"), ["AM/B/L"]);
        assert_eq!(cut("12/08/1983"), ["12/08/1983"]);
    }

    #[test]
    fn times_addresses_and_plain_words_stay_whole() {
        for word in ["8:13:39", "http://example.com", "Summe:", "RE-2014/502", "12.03.2020"] {
            assert_eq!(cut_up(word), [word]);
        }
    }

    #[test]
    fn too_many_words_are_taken_from_both_ends() {
        assert_eq!(admitted(10, 4), [0, 1, 8, 9]);
        assert_eq!(admitted(3, 4), [0, 1, 2]);
    }
}
