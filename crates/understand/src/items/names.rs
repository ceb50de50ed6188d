//! Which printed names columns of a table have; the phrases are data (`lexicon/tables.txt`).

use std::sync::LazyLock;

use perigee_model::{DataPoint, Header};
use perigee_values::fold;

use crate::learn::ColumnName;
use crate::lexicon::{Lexicon, MAX_WORDS};
use crate::sheet::Sheet;

/// Words that say in which money or on which side of the tax a column is, and nothing else.
const DECORATION: &[&str] = &[
    "", "in", "eur", "euro", "euros", "usd", "gbp", "pln", "zl", "chf", "kr", "rm", "each", "netto", "net",
    "ht", "excl", "vat", "inkl", "incl", "mwst", "ust", "en", "w", "per", "pro", "je", "percent",
];

/// Weight of a name that confirmed documents taught: above that of any that ships.
pub const LEARNED: f32 = 1.2;
/// Letters of the longest name.
const LONGEST: usize = 48;

/// Column names of one table data point.
#[derive(Debug)]
pub struct Names<'d> {
    /// The columns of the data point.
    pub headers: &'d [Header],
    /// The phrases that are shipped for this table.
    shared: Option<&'static Lexicon>,
    /// The labels of columns that those do not know.
    own: Lexicon,
    /// Whether a letter may be wrong, as in recognised text.
    is_forgiving: bool,
}

/// What a name of a column may mean: a position in the headers, and how sure the name is.
pub type Meanings = Vec<(usize, f32)>;

impl<'d> Names<'d> {
    /// The phrases of a table of the product, and the own labels of columns that it does not know.
    pub fn of(point: &'d DataPoint, is_forgiving: bool, learned: &[ColumnName]) -> Self {
        let shared = shipped().iter().find(|(name, _)| *name == point.name).map(|(_, lexicon)| lexicon);
        let mut own = Lexicon::default();
        for header in &point.headers {
            if shared.is_none_or(|lexicon| lexicon.class_of(&header.name).is_none()) {
                own.add_class(&header.name, &[], &header.label);
                own.add_class(&header.name, &[], &header.name);
            }
        }
        for name in learned.iter().filter(|name| name.table == point.name) {
            own.add_learned(&name.header, &name.phrase, LEARNED);
        }
        Self { headers: &point.headers, shared, own, is_forgiving }
    }

    /// Position of a column by its name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|header| header.name == name)
    }

    /// What a folded name means, as it is or without words of money and tax at its end.
    pub fn find(&self, words: &[String]) -> Meanings {
        let mut length = words.len();
        while length > 0 {
            let phrase: String = words.iter().take(length).map(String::as_str).collect();
            let found = self.exact(&phrase);
            if !found.is_empty() {
                return found;
            }
            let is_decoration = words.get(length - 1).is_some_and(|word| DECORATION.contains(&word.as_str()));
            if !is_decoration {
                break;
            }
            length -= 1;
        }
        Meanings::new()
    }

    fn exact(&self, phrase: &str) -> Meanings {
        let mut known = Meanings::new();
        for lexicon in self.lexicons() {
            let misread = || if self.is_forgiving { lexicon.find_misread(phrase) } else { None };
            let meanings = lexicon.find(phrase).or_else(misread).unwrap_or(&[]);
            for meaning in meanings {
                let name = lexicon.classes.get(meaning.class).map_or("", |class| class.name.as_str());
                let header =
                    self.position(name).filter(|header| known.iter().all(|(other, _)| other != header));
                known.extend(header.map(|header| (header, meaning.weight)));
            }
        }
        known
    }

    /// What was learned or named by the process is surer than what ships.
    fn lexicons(&self) -> impl Iterator<Item = &Lexicon> {
        std::iter::once(&self.own).chain(self.shared)
    }

    /// The longest name that begins with the first of the words: how many of them, and what it means.
    pub fn longest(&self, words: &[String]) -> Option<(usize, Meanings)> {
        // No name begins with a number, and most words of a table do.
        if words.first().is_none_or(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
            return None;
        }
        let mut phrase = String::new();
        let mut best = None;
        for (at, word) in words.iter().take(MAX_WORDS).enumerate() {
            phrase.push_str(word);
            if phrase.len() > LONGEST {
                break;
            }
            let meanings = self.exact(&phrase);
            if !meanings.is_empty() {
                best = Some((at + 1, meanings));
            }
        }
        best
    }
}

/// Folded words of the sheet; signs that name a column have a word of their own.
pub fn folded(sheet: &Sheet<'_>) -> Vec<String> {
    sheet.tokens.iter().map(|token| folded_word(token.text)).collect()
}

/// A folded word of a name; signs that name a column have a word of their own.
pub fn folded_word(text: &str) -> String {
    match text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ':' | '.')) {
        "#" => "numbersign".to_owned(),
        "%" => "percent".to_owned(),
        _ => fold(text),
    }
}

/// Rows that are no items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A total: the table ends.
    End,
    /// A sum in between or carried over: items may follow.
    Sum,
}

/// What the words at the start of a line say about the rows that follow.
pub fn mark(words: &[String]) -> Option<Mark> {
    static MARKS: LazyLock<Lexicon> = LazyLock::new(|| shared().part("-."));
    let mut phrase = String::new();
    let mut found = None;
    for word in words.iter().take(MAX_WORDS) {
        phrase.push_str(word);
        if let Some(meaning) = MARKS.find(&phrase).and_then(|meanings| meanings.first()) {
            let name = MARKS.classes.get(meaning.class).map_or("", |class| class.name.as_str());
            found = Some(if name == "sum" { Mark::Sum } else { Mark::End });
        }
    }
    found
}

fn shared() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::parse(include_str!("../../lexicon/tables.txt")));
    &LEXICON
}

/// The shipped phrases, table by table.
fn shipped() -> &'static [(&'static str, Lexicon)] {
    static TABLES: LazyLock<Vec<(&'static str, Lexicon)>> = LazyLock::new(|| {
        let part = |name: &'static str| (name, shared().part(&format!("{name}.")));
        ["items", "taxes", "meter_readings"].map(part).into()
    });
    &TABLES
}
