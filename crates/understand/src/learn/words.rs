//! What the tagger sees of each word: itself, its place, its neighbours, its row, the labels around it.
//!
//! The list is that of `research/extraction.md` 8.3, with what the rules decided beside it.

use perigee_model::Rect;

use super::hash::Name;
use super::scene::Scene;
use super::sequence::Sequence;
use crate::candidates::Kind;
use crate::pick::Pick;
use crate::sheet::Token;

/// Trigrams of one word that are looked at.
const MAX_TRIGRAMS: usize = 12;
/// Words to the left in the row that are told one by one.
const MAX_LEFT: usize = 8;
/// Words to the left that are told as one text.
const LABEL: usize = 6;

/// The features of all words that are learned from.
pub fn features(scene: &Scene<'_, '_>) -> Sequence {
    let mut sequence = Sequence::default();
    let mut row = Row::default();
    for &at in &scene.words {
        let token = &scene.sheet().tokens[at];
        if row.line != Some(token.line) {
            row = Row::of(scene, token.line);
            sequence.begin_row(&row.features);
        }
        Writer { scene, at, token, into: &mut sequence.features }.write();
        sequence.close();
    }
    sequence
}

/// Upper-case letters as `A`, others as `a`, digits as `0`, runs of one kind once.
pub fn shape(text: &str) -> String {
    let mut shape = String::new();
    for character in text.chars().take(24) {
        let class = match character {
            c if c.is_uppercase() => 'A',
            c if c.is_alphabetic() => 'a',
            c if c.is_numeric() => '0',
            c => c,
        };
        if !shape.ends_with(class) {
            shape.push(class);
        }
    }
    shape
}

/// A text with every digit as `0`.
pub fn zeroed(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// In which of so many equal parts a number from 0 to 1 lies.
pub fn part(value: f32, parts: usize) -> usize {
    if value.is_finite() { ((value * parts as f32).max(0.0) as usize).min(parts - 1) } else { 0 }
}

/// What all words of a line share.
#[derive(Default)]
struct Row {
    line: Option<usize>,
    features: Vec<u32>,
}

impl Row {
    fn of(scene: &Scene<'_, '_>, line: usize) -> Self {
        let mut features = Vec::new();
        let (top, bottom) = scene.row(line);
        features.push(Name::new("row top").number(top.min(14)).id());
        features.push(Name::new("row bottom").number(bottom.min(8)).id());
        for (family, offset) in [("above", -1), ("above 2", -2), ("below", 1)] {
            let Some(other) = line.checked_add_signed(offset) else { continue };
            for label in scene.analysis.labels.on_line(other).iter().take(4) {
                for meaning in label.meanings.iter().take(2) {
                    features.push(Name::new(family).text("class").number(meaning.class).id());
                }
            }
            let words = scene.sheet().lines.get(other).map_or(0..0, |line| line.tokens.clone());
            let first = words.clone().find(|at| !scene.sheet().folded[*at].is_empty());
            if let Some(first) = first.filter(|_| offset != -2) {
                features.push(Name::new(family).text(&scene.zeroed[first]).id());
            }
        }
        features.push(Name::new("zone").number(zone(scene, line)).id());
        if let Some(place) = scene.sheet().lines.get(line) {
            features.push(Name::new("segments").number(place.segments.len().min(5)).id());
        }
        Self { line: Some(line), features }
    }
}

/// Above the first amount, between the first and the last, or below.
fn zone(scene: &Scene<'_, '_>, line: usize) -> usize {
    match scene.money.lines {
        Some((first, _)) if line < first => 0,
        Some((_, last)) if line <= last => 1,
        Some(_) => 2,
        None => 3,
    }
}

struct Writer<'s, 'p, 'l> {
    scene: &'s Scene<'p, 'l>,
    at: usize,
    token: &'s Token<'p>,
    into: &'s mut Vec<u32>,
}

impl Writer<'_, '_, '_> {
    fn push(&mut self, name: Name) {
        self.into.push(name.id());
    }

    fn write(&mut self) {
        self.spelling();
        self.place();
        self.box_();
        self.neighbours();
        self.left();
        self.column();
        self.kind();
        self.rules();
    }

    fn spelling(&mut self) {
        let folded = &self.scene.sheet().folded[self.at];
        let text = self.token.text;
        self.push(Name::new("word").text(folded));
        self.push(Name::new("zeroed").zeroed(text));
        self.push(Name::new("shape").text(&self.scene.shapes[self.at]));
        self.push(Name::new("length").number(text.chars().count().min(12)));
        // Where each character begins, and the end.
        let borders: Vec<usize> = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).collect();
        let letters = borders.len() - 1;
        for length in 2..=4_usize.min(letters) {
            self.push(Name::new("begins").text(&folded[..borders[length]]));
            self.push(Name::new("ends").text(&folded[borders[letters - length]..]));
        }
        if !folded.contains(char::is_numeric) {
            for ends in borders.windows(4).take(MAX_TRIGRAMS) {
                self.push(Name::new("trigram").text(&folded[ends[0]..ends[3]]));
            }
        }
        if text.ends_with([',', '.', ':', ';']) {
            self.push(Name::new("end mark").text(&text[text.len() - 1..]));
        }
    }

    fn place(&mut self) {
        let sheet = self.scene.sheet();
        let frame = self.scene.frames.get(self.token.page).copied().unwrap_or_default();
        let (x, y) = within(frame, self.token.bbox);
        self.push(Name::new("x").number(part(x, 8)));
        self.push(Name::new("y").number(part(y, 8)));
        let last = sheet.pages.len().saturating_sub(1);
        let page = if self.token.page == 0 { 0 } else { 1 + usize::from(self.token.page == last) };
        self.push(Name::new("page").number(page));
        let height = self.token.bbox.height() / sheet.unit(self.token.page);
        self.push(Name::new("height").number(part(height / 3.0, 9)));
    }

    fn box_(&mut self) {
        let sheet = self.scene.sheet();
        let Some(segment) = sheet.segments.get(self.token.segment) else { return };
        let frame = self.scene.frames.get(self.token.page).copied().unwrap_or_default();
        let offset = (segment.bbox.center_x() - frame.center_x()).abs() / frame.width().max(1.0);
        let (first, last) = (segment.tokens.start, segment.tokens.end - 1);
        let (first_word, last_word) = (&self.scene.zeroed[first], &self.scene.zeroed[last]);
        let count = segment.tokens.len();
        let ends = sheet.tokens[last].text.ends_with(')');
        let fill = part(segment.bbox.width() / frame.width().max(1.0), 4);
        self.push(Name::new("centre").number(part(offset * 2.0, 6)));
        self.push(Name::new("words").number(count.min(8)));
        self.push(Name::new("from left").number((self.at - first).min(5)));
        self.push(Name::new("from right").number((last - self.at).min(5)));
        self.push(Name::new("first").text(first_word));
        self.push(Name::new("last").text(last_word));
        self.push(Name::new("fill").number(fill * 2 + usize::from(ends)));
    }

    fn neighbours(&mut self) {
        for (family, offset) in [("n-2", -2), ("n-1", -1), ("n+1", 1), ("n+2", 2)] {
            let other = self.at.checked_add_signed(offset);
            let Some((other, token)) = other.and_then(|at| Some((at, self.scene.sheet().tokens.get(at)?)))
            else {
                self.push(Name::new(family).text("end"));
                continue;
            };
            let same = usize::from(token.line == self.token.line);
            let word = &self.scene.zeroed[other];
            self.push(Name::new(family).text(word).number(same));
            self.push(Name::new(family).text("shape").text(&self.scene.shapes[other]).number(same));
            if offset.abs() == 1 {
                let own = &self.scene.zeroed[self.at];
                self.push(Name::new("bigram").text(family).text(own).text(word));
            }
        }
    }

    /// What stands before the word in its row.
    fn left(&mut self) {
        let sheet = self.scene.sheet();
        let start = sheet.lines.get(self.token.line).map_or(self.at, |line| line.tokens.start);
        let is_word = |at: &usize| !sheet.folded[*at].is_empty();
        let mut label = self.at;
        for (number, at) in (start..self.at).rev().filter(is_word).take(MAX_LEFT).enumerate() {
            self.push(Name::new("left").text(&self.scene.zeroed[at]));
            if number < LABEL {
                label = at;
            }
        }
        let words = sheet.folded[label..self.at].iter().map(String::as_str);
        let words = words.filter(|word| !word.bytes().any(|b| b.is_ascii_digit()));
        self.push(Name::new("label").texts(words));
        for label in self.scene.analysis.labels.on_line(self.token.line) {
            let side = if label.span.end <= self.at {
                "class left"
            } else if label.span.start > self.at {
                "class right"
            } else {
                "class here"
            };
            for meaning in label.meanings.iter().take(2) {
                self.push(Name::new(side).number(meaning.class));
            }
        }
    }

    /// The nearest word above that shares the column.
    fn column(&mut self) {
        let sheet = self.scene.sheet();
        let lines = (0..self.token.line).rev().take(8).filter_map(|line| sheet.lines.get(line));
        for line in lines.take_while(|line| line.page == self.token.page) {
            let above = line.tokens.clone().find(|&at| {
                let bbox = sheet.tokens[at].bbox;
                bbox.x0 < self.token.bbox.x1 && bbox.x1 > self.token.bbox.x0
            });
            if let Some(above) = above {
                self.push(Name::new("column").text(&self.scene.zeroed[above]));
                return;
            }
        }
    }

    /// What type of value the word could be, and how it stands to others of its type.
    fn kind(&mut self) {
        let Some(index) = self.scene.candidates[self.at] else { return };
        let candidate = &self.scene.analysis.candidates[index];
        let kind = candidate.kind as usize;
        self.push(Name::new("kind").number(kind).number(usize::from(candidate.is_sound)));
        let first = usize::from(candidate.span.start == self.at);
        self.push(Name::new("kind first").number(kind).number(first));
        for support in self.scene.analysis.support[index].iter().take(6) {
            self.push(Name::new("announced").number(support.class).number(part(support.score, 4)));
        }
        if candidate.kind == Kind::Date {
            let has_time = self
                .scene
                .analysis
                .candidates
                .iter()
                .any(|other| other.kind == Kind::Time && other.line == candidate.line);
            self.push(Name::new("time beside").number(usize::from(has_time)));
        }
        if let Some(cents) = self.scene.money.cents(index) {
            self.amount(cents, candidate.line);
        }
    }

    fn amount(&mut self, cents: i64, line: usize) {
        let money = &self.scene.money;
        let (rank, count) = money.rank(cents);
        let to_last = money.lines.map_or(0, |(_, last)| last.saturating_sub(line));
        let flags = [
            rank == 0,
            cents % 5 == 0,
            cents % 100 == 0,
            money.has_near(cents),
            money.is_part(cents),
            money.is_sum(cents),
        ];
        let name = Name::new("amount");
        self.push(name.text("rank").number(rank.min(6)));
        self.push(name.text("count").number(count.min(4)));
        self.push(name.text("to last").number(to_last.min(6)));
        self.push(name.text("rank and count").number(rank.min(3)).number(count.min(3)));
        if let Some(is_rounded) = money.rounding(cents) {
            self.push(name.text("rounded").number(usize::from(is_rounded)));
        }
        for (flag, holds) in flags.into_iter().enumerate() {
            self.push(name.number(flag).number(usize::from(holds)));
        }
    }

    /// What the rules take the word for.
    fn rules(&mut self) {
        let scene = self.scene;
        let is_here = |pick: &&Pick| pick.spans.iter().any(|span| span.contains(&self.at));
        for pick in scene.picks.iter().filter(is_here) {
            self.into.push(Name::new("rule").text(&pick.data_point).number(part(pick.score / 1.3, 3)).id());
        }
    }
}

/// Where the centre of a box lies within a frame, from 0 to 1.
pub fn within(frame: Rect, bbox: Rect) -> (f32, f32) {
    (
        (bbox.center_x() - frame.x0) / frame.width().max(1.0),
        (bbox.center_y() - frame.y0) / frame.height().max(1.0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_tell_kinds_of_characters() {
        assert_eq!(shape("Rechnung-Nr.12"), "Aa-Aa.0");
        assert_eq!(zeroed("12.30"), "00.00");
        assert_eq!((part(0.0, 4), part(1.0, 4), part(f32::NAN, 4)), (0, 3, 0));
    }
}
