//! What is looked at of a page when documents are told apart.

use perigee_layout::{Line, lines, median_height};
use perigee_model::{Page, PageSource};
use perigee_values::fold;

use super::numbering::{self, Number};
use super::votes;
use crate::learn::Name;

/// Share of the page's height at the top and at the bottom in which running heads and page numbers stand.
const EDGE: f32 = 0.1;
/// Share of the page's height from the top in which a title stands.
const HEAD: f32 = 0.4;
/// How much larger than the other words a title is.
const LARGE: f32 = 1.35;
/// Words of a page that are looked at: a dense page has 1,000.
const MAX_WORDS: usize = 4_000;

/// A page.
#[derive(Debug, Default)]
pub struct Face {
    /// Width and height in points.
    pub size: (f32, f32),
    /// Whether its words were recognised.
    pub is_ocr: bool,
    /// Median word height in points.
    pub unit: f32,
    /// Left edge of the words, as a share of the width.
    pub margin: f32,
    /// Number of words.
    pub count: usize,
    /// Words without digits, sorted.
    pub words: Vec<u32>,
    /// Codes with three digits and more, sorted: numbers of contracts, invoices, customers.
    pub codes: Vec<u32>,
    /// Words of the running heads and feet, digits as 0, sorted.
    pub edges: Vec<u32>,
    /// Its printed number.
    pub number: Option<Number>,
    /// The words of its title, if it has one.
    pub title: Option<u32>,
    /// Whether its first line goes on with a sentence.
    pub begins_inside: bool,
    /// Whether its last line of text is not the end of a sentence.
    pub ends_open: bool,
    /// How strongly its words speak for each class.
    pub classes: votes::Votes,
    /// Labels that stand at the beginning of a document: numbers, dates, recipients.
    pub openings: usize,
    /// Labels that stand at its end: totals, signatures.
    pub closings: usize,
}

impl Face {
    /// Looks at a page.
    pub fn of(page: &Page) -> Self {
        let lines = lines(page);
        let text = |line: &Line| -> Vec<&str> {
            line.words
                .iter()
                .filter_map(|at| page.words.get(*at as usize))
                .map(|word| word.text.as_str())
                .collect()
        };
        let height = page.height.max(1.0);
        let is_edge = |line: &Line| line.bbox.y1 < EDGE * height || line.bbox.y0 > (1.0 - EDGE) * height;
        let mut face = Self {
            size: (page.width, page.height),
            is_ocr: page.source == PageSource::Ocr,
            unit: median_height(&page.words),
            count: page.words.len(),
            ..Self::default()
        };
        let left = page.words.iter().map(|word| word.bbox.x0).fold(page.width, f32::min);
        face.margin = left / page.width.max(1.0);
        for word in page.words.iter().take(MAX_WORDS) {
            face.add_word(&word.text);
        }
        for line in &lines {
            let words = text(line);
            let found = numbering::find(&words, is_edge(line));
            let is_better = |new: &Number| face.number.is_none_or(|old| new.is_explicit && !old.is_explicit);
            if let Some(new) = found.filter(is_better) {
                face.number = Some(new);
            }
            if is_edge(line) {
                let zeroed = |word: &&str| Name::new("edge").text(&crate::learn::zeroed(&fold(word))).id();
                face.edges.extend(words.iter().map(zeroed));
            }
            votes::add_line(&words, line.bbox.y0 / height, &mut face.classes);
            face.openings += usize::from(votes::is_opening(&words));
            face.closings += usize::from(votes::is_closing(&words));
        }
        face.title = title(page, &lines, face.unit);
        face.sentences(&lines.iter().filter(|line| !is_edge(line)).map(text).collect::<Vec<_>>());
        for list in [&mut face.words, &mut face.codes, &mut face.edges] {
            list.sort_unstable();
            list.dedup();
        }
        face
    }

    fn add_word(&mut self, text: &str) {
        let folded = fold(text);
        let digits = folded.bytes().filter(u8::is_ascii_digit).count();
        if digits == 0 && folded.chars().count() > 1 {
            self.words.push(Name::new("word").text(&folded).id());
        } else if digits >= 3 && folded.len() >= 5 {
            self.codes.push(Name::new("code").text(&folded).id());
        }
    }

    /// Whether running text goes over the borders of the page.
    fn sentences(&mut self, lines: &[Vec<&str>]) {
        let is_prose = |line: &&Vec<&str>| line.len() >= 5;
        let mut prose = lines.iter().filter(is_prose);
        let first = lines.first().filter(|line| line.len() >= 3);
        self.begins_inside = first
            .and_then(|line| line.first())
            .is_some_and(|word| word.chars().next().is_some_and(char::is_lowercase));
        let last = prose.next_back().and_then(|line| line.last());
        let is_last_line = lines.iter().rev().take(2).any(|line| is_prose(&line));
        self.ends_open = is_last_line
            && last.is_some_and(|word| {
                word.ends_with(|c: char| c.is_lowercase() || matches!(c, ',' | '-' | ';'))
            });
    }
}

/// The words of the first line in large type near the top.
fn title(page: &Page, lines: &[Line], unit: f32) -> Option<u32> {
    let is_title = |line: &&Line| {
        let words = || line.words.iter().filter_map(|at| page.words.get(*at as usize));
        let letters = words().flat_map(|word| word.text.chars()).filter(|c| c.is_alphabetic()).count();
        // Single words of a scan are boxed too high: all of a title is large.
        let height = words().map(|word| word.bbox.height()).fold(f32::MAX, f32::min);
        line.bbox.y1 < HEAD * page.height && letters >= 4 && height > LARGE * unit && line.words.len() <= 8
    };
    let line = lines.iter().find(is_title)?;
    let words = line.words.iter().filter_map(|at| page.words.get(*at as usize));
    let folded: String = words.map(|word| crate::learn::zeroed(&fold(&word.text))).collect();
    Some(Name::new("title").text(&folded).id())
}
