//! Labels on the page: where phrases of the lexicon stand.

use std::ops::Range;

use perigee_model::Rect;
use perigee_values::fold;

use crate::candidates::Kind;
use crate::lexicon::{Lexicon, MAX_WORDS, Meaning};
use crate::sheet::Sheet;

/// Segments of a line with column words from which on it is the head of a table (`research/extraction.md` 8.7).
const COLUMNS_OF_A_HEAD: usize = 3;
/// Words of a second name of a label.
const SECOND_NAME: usize = 3;
/// Widest gap, in line heights, between the lines of one table head.
const HEAD_LINE_GAP: f32 = 0.8;
/// Weight of a phrase that begins inside of a sentence instead of at its start.
const INSIDE: f32 = 0.85;
/// Weight of a phrase that is the last part of a compound.
const COMPOUND: f32 = 0.8;
/// Weight of a phrase that was matched with one letter wrong.
const MISREAD: f32 = 0.9;

/// A phrase of the lexicon on the page.
#[derive(Debug, Clone)]
pub struct Label<'l> {
    /// What it may announce.
    pub meanings: &'l [Meaning],
    /// Factor on the weights of its meanings.
    pub factor: f32,
    /// Its tokens.
    pub span: Range<usize>,
    /// Page of the document, from 0.
    pub page: usize,
    /// Line of the sheet.
    pub line: usize,
    /// Segment of the sheet.
    pub segment: usize,
    /// Place on the page.
    pub bbox: Rect,
    /// Whether a colon ends it.
    pub has_colon: bool,
    /// Whether nothing stands before it in its segment.
    pub starts_segment: bool,
    /// Whether it is all that its segment holds.
    pub fills_segment: bool,
    /// Whether its line is the head of a table.
    pub in_table_head: bool,
}

/// All labels of a document, and for each line which of them stand on it.
#[derive(Debug)]
pub struct Labels<'l> {
    /// The lexicon that they are from.
    pub lexicon: &'l Lexicon,
    /// In reading order.
    pub all: Vec<Label<'l>>,
    /// Per line of the sheet.
    pub by_line: Vec<Range<usize>>,
}

impl<'l> Labels<'l> {
    /// Looks the words of every segment up, longest phrase first.
    pub fn find(sheet: &Sheet<'_>, lexicon: &'l Lexicon) -> Self {
        let mut labels = Self { lexicon, all: Vec::new(), by_line: Vec::with_capacity(sheet.lines.len()) };
        for line in &sheet.lines {
            let first = labels.all.len();
            for segment in line.segments.clone() {
                labels.push_segment(sheet, segment);
            }
            let found = first..labels.all.len();
            if labels.is_table_head(&labels.all[found.clone()], line.segments.len()) {
                for label in &mut labels.all[found.clone()] {
                    label.in_table_head = true;
                }
            }
            labels.by_line.push(found);
        }
        labels.spread_table_heads(sheet);
        labels
    }

    /// The head of a table may have several lines; those close to a recognised one belong to it.
    fn spread_table_heads(&mut self, sheet: &Sheet<'_>) {
        let is_head = |labels: &[Label<'_>]| labels.first().is_some_and(|label| label.in_table_head);
        let heads: Vec<usize> = (0..sheet.lines.len()).filter(|&line| is_head(self.on_line(line))).collect();
        for head in heads {
            for line in [head.wrapping_sub(1), head + 1] {
                let (Some(a), Some(b)) = (sheet.lines.get(head), sheet.lines.get(line)) else { continue };
                let gap = (a.bbox.y0.max(b.bbox.y0) - a.bbox.y1.min(b.bbox.y1)) / sheet.unit(a.page);
                let has_digits = b.tokens.clone().any(|at| {
                    sheet.tokens.get(at).is_some_and(|token| token.text.chars().any(|c| c.is_ascii_digit()))
                });
                if a.page != b.page || gap > HEAD_LINE_GAP || has_digits {
                    continue;
                }
                if let Some(labels) =
                    self.by_line.get(line).cloned().and_then(|range| self.all.get_mut(range))
                {
                    labels
                        .iter_mut()
                        .filter(|label| !label.has_colon)
                        .for_each(|label| label.in_table_head = true);
                }
            }
        }
    }

    fn push_segment(&mut self, sheet: &Sheet<'_>, segment: usize) {
        let folded = &sheet.folded;
        let Some(place) = sheet.segments.get(segment) else { return };
        let (start, end) = (place.tokens.start, place.tokens.end);
        let is_ocr = sheet.is_ocr(place.page);
        let first = self.all.len();
        let mut at = start;
        while at < end {
            let Some((length, meanings, factor)) = self.longest(sheet, at..end, is_ocr) else {
                at += 1;
                continue;
            };
            let span = at..at + length;
            let last = sheet.tokens.get(span.end - 1).map_or("", |token| token.text);
            // The colon may stand in a column of its own.
            let same_line = sheet.tokens.get(span.end).filter(|token| token.line == place.line);
            let next = same_line.map_or("", |token| token.text);
            let before = &folded[start..at];
            let starts_segment = before.iter().all(String::is_empty)
                || self.lexicon.is_form && (is_numbering(before) || self.goes_on(first, meanings));
            self.all.push(Label {
                meanings,
                factor: if starts_segment { factor } else { factor * INSIDE },
                page: place.page,
                line: place.line,
                segment,
                bbox: sheet.bbox(span.clone()),
                has_colon: last.ends_with(':') || next.starts_with(':'),
                starts_segment,
                fills_segment: starts_segment
                    && (folded[span.end..end].iter().all(String::is_empty)
                        || is_second_name(sheet, span.end..end)),
                in_table_head: false,
                span,
            });
            at += length;
        }
        if self.lexicon.is_form {
            self.join_languages(folded, first, end);
        }
    }

    /// Whether the label before says the same: a form says it in several languages.
    fn goes_on(&self, first: usize, meanings: &[Meaning]) -> bool {
        self.all.get(first..).and_then(<[Label<'_>]>::last).is_some_and(|before| {
            before.starts_segment
                && meanings.iter().any(|m| before.meanings.iter().any(|b| b.class == m.class))
        })
    }

    /// A label fills its segment also where it is only followed by itself in other languages.
    fn join_languages(&mut self, folded: &[String], first: usize, end: usize) {
        for at in (first..self.all.len().saturating_sub(1)).rev() {
            let Some([label, next]) = self.all.get_mut(at..at + 2) else { continue };
            let is_same = next.meanings.iter().any(|m| label.meanings.iter().any(|b| b.class == m.class));
            let is_next = folded
                .get(label.span.end..next.span.start)
                .is_some_and(|between| between.iter().all(String::is_empty));
            if is_same && is_next && next.span.end <= end {
                label.fills_segment = label.starts_segment && next.fills_segment;
                label.has_colon |= next.has_colon;
            }
        }
    }

    /// The longest phrase that begins with the first token of a range.
    fn longest(
        &self,
        sheet: &Sheet<'_>,
        range: Range<usize>,
        is_ocr: bool,
    ) -> Option<(usize, &'l [Meaning], f32)> {
        let folded = &sheet.folded;
        let first = folded.get(range.start)?;
        if first.is_empty() && sheet.tokens.get(range.start)?.text != "#" || is_percentage(sheet, range.start)
        {
            return None;
        }
        let (mut phrase, mut words, mut best) =
            (String::new(), 0, self.last_part(sheet.tokens.get(range.start)?.text));
        for at in range.clone() {
            let text = sheet.tokens.get(at)?.text;
            if !is_percentage(sheet, at) && !folded[at].is_empty() {
                phrase.push_str(&folded[at]);
                words += 1;
                if words > MAX_WORDS {
                    break;
                }
                let length = at + 1 - range.start;
                if let Some(meanings) = self.lexicon.find(&phrase) {
                    best = Some((length, meanings, 1.0));
                } else if is_ocr && let Some(meanings) = self.lexicon.find_misread(&phrase) {
                    best = Some((length, meanings, MISREAD));
                }
            }
            if text.ends_with([':', ';']) || text.ends_with('.') && words > 1 && text.len() > 5 {
                break;
            }
        }
        best
    }

    /// The phrase after the hyphen of a compound: `Verkäufer-BIC` announces what `BIC` does.
    fn last_part(&self, text: &str) -> Option<(usize, &'l [Meaning], f32)> {
        let (before, part) = text.rsplit_once('-')?;
        let of_letters = before.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        let meanings = of_letters.then(|| self.lexicon.find(&fold(part)))??;
        Some((1, meanings, COMPOUND))
    }

    /// At least three labels that each fill their segment and carry no colon make the head of a table, if two of them
    /// are of columns: a grid of "Number | Date | Customer no." is none.
    fn is_table_head(&self, labels: &[Label<'_>], segments: usize) -> bool {
        let is_column = |label: &&Label<'_>| {
            label
                .meanings
                .iter()
                .filter_map(|m| self.lexicon.classes.get(m.class))
                .any(|class| class.name == "-column" || class.kinds.contains(&Kind::Amount))
        };
        // A row of nothing but totals stands above their amounts and heads no table.
        let is_of_table = |label: &&Label<'_>| {
            label
                .meanings
                .iter()
                .filter_map(|m| self.lexicon.classes.get(m.class))
                .any(|class| class.name.starts_with('-'))
        };
        let filling = || labels.iter().filter(|label| label.fills_segment && !label.has_colon);
        if !filling().any(|label| is_of_table(&label)) {
            return false;
        }
        let columns = filling().filter(is_column).count();
        filling().count() >= COLUMNS_OF_A_HEAD && filling().count() * 2 >= segments && columns >= 2
    }

    /// The weight with which a label announces a class; 0 when it does not.
    pub fn weight(&self, label: &Label<'_>, class: usize) -> f32 {
        label.meanings.iter().find(|meaning| meaning.class == class).map_or(0.0, |m| m.weight * label.factor)
    }

    /// Whether a label announces values of this kind.
    pub fn announces(&self, label: &Label<'_>, kind: Kind) -> bool {
        label
            .meanings
            .iter()
            .any(|m| self.lexicon.classes.get(m.class).is_some_and(|c| c.kinds.contains(&kind)))
    }

    /// The labels of a class, in reading order.
    pub fn of<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s Label<'l>> + use<'s, 'l> {
        let class = self.lexicon.class_of(name);
        self.all
            .iter()
            .filter(move |label| class.is_some_and(|c| label.meanings.iter().any(|m| m.class == c)))
    }

    /// The labels on one line of the sheet.
    pub fn on_line(&self, line: usize) -> &[Label<'l>] {
        self.by_line.get(line).and_then(|range| self.all.get(range.clone())).unwrap_or(&[])
    }
}

/// `Contract / Revision`, `Rechnungsnummer / Invoice no`: behind a slash only another name follows.
fn is_second_name(sheet: &Sheet<'_>, rest: Range<usize>) -> bool {
    let mut tokens = sheet.tokens.get(rest).unwrap_or(&[]).iter();
    let is_slash = tokens.next().is_some_and(|token| token.text == "/");
    let words = tokens.as_slice();
    is_slash
        && (1..=SECOND_NAME).contains(&words.len())
        && words.iter().all(|word| !word.text.chars().any(|c| c.is_ascii_digit()))
}

/// The number of a field before its label: `1.`, `4a.`, `(12)`.
fn is_numbering(folded: &[String]) -> bool {
    let mut words = folded.iter().filter(|word| !word.is_empty());
    let is_number = |word: &String| {
        word.len() <= 3
            && word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().filter(|c| c.is_alphabetic()).count() <= 1
    };
    words.next().is_some_and(is_number) && words.next().is_none()
}

/// A percentage inside of a label says nothing about its meaning: `zzgl. 19 % MwSt.`.
fn is_percentage(sheet: &Sheet<'_>, at: usize) -> bool {
    let text = |at: usize| sheet.tokens.get(at).map_or("", |token| token.text);
    let is_number = |text: &str| {
        !text.is_empty()
            && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '(' | ')' | '%' | ':'))
    };
    let this = text(at);
    is_number(this) && (this.contains('%') || text(at + 1).starts_with('%'))
}
