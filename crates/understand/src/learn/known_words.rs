//! Words of recognised texts that differ by one letter from words that confirmed values have again and again.
//!
//! Only words without digits: a house number or a register number that looks like another is another.

use std::collections::BTreeMap;

use perigee_values::fold;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Documents that must have confirmed a word.
const CONFIRMED: u32 = 3;
/// Letters of the shortest word that is set right.
const SHORTEST: usize = 3;
/// Letters from which on any letter may be the wrong one; in shorter words only one that looks like the right one.
const LONG: usize = 6;
/// Letters that are taken for one another.
///
/// Seen on the development receipts as they are recognised: SON for SDN, Jin for Jln, TANAN for TAMAN, HART for MART,
/// Jalen for Jalan.
const ALIKE: [&str; 6] = ["il1j", "odqc0", "mnhu", "aeoc", "bhsg", "vyu"];

/// Words that confirmed values of each text data point share.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct KnownWords {
    /// In the order of data point and folded word: both, and the word as it is mostly written.
    words: Vec<(u8, String, String)>,
}

/// How many documents have each word, by how it is written.
#[derive(Debug, Default)]
pub struct Counted(FxHashMap<(u8, String), BTreeMap<String, u32>>);

impl Counted {
    /// Counts the words of a document's values.
    pub fn insert<'v>(&mut self, field: usize, values: impl Iterator<Item = &'v str>) {
        let Ok(field) = u8::try_from(field) else { return };
        let mut words: Vec<(String, &str)> = values
            .flat_map(str::split_whitespace)
            .map(core)
            .map(|word| (fold(word), word))
            .filter(|(folded, _)| is_plain(folded))
            .collect();
        words.sort_unstable();
        words.dedup_by(|a, b| a.0 == b.0);
        for (folded, word) in words {
            *self.0.entry((field, folded)).or_default().entry(word.to_owned()).or_default() += 1;
        }
    }

    /// The words of enough documents.
    pub fn known(self) -> KnownWords {
        let written = |spellings: BTreeMap<String, u32>| {
            let all: u32 = spellings.values().sum();
            let most = spellings.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))?;
            (all >= CONFIRMED).then_some(most.0)
        };
        let mut words: Vec<(u8, String, String)> = self
            .0
            .into_iter()
            .filter_map(|((field, folded), spellings)| Some((field, folded, written(spellings)?)))
            .collect();
        words.sort_unstable();
        KnownWords { words }
    }
}

impl KnownWords {
    /// A word of a data point as it should have been read, where it is a known one with one wrong letter.
    pub fn mended(&self, field: usize, word: &str) -> Option<String> {
        let core = core(word);
        let folded = fold(core);
        if !is_plain_reading(&folded) || self.of(field).any(|(known, _)| *known == folded) {
            return None;
        }
        let mut near = self.of(field).filter(|(known, _)| is_near(known, &folded));
        let (_, right) = near.next()?;
        if near.next().is_some() {
            return None;
        }
        Some(word.replacen(core, &cased(right, core), 1))
    }

    fn of(&self, field: usize) -> impl Iterator<Item = (&String, &String)> {
        let own = self.words.iter().filter(move |(of, ..)| usize::from(*of) == field);
        own.map(|(_, folded, written)| (folded, written))
    }
}

/// A recognised word with the letters and marks for which signs were taken: `¥` beside letters, curled apostrophes.
pub fn with_letters(word: &str) -> String {
    let has_letters = word.chars().any(char::is_alphabetic);
    let right = |c: char| match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '¥' if has_letters => 'Y',
        other => other,
    };
    word.chars().map(right).collect()
}

/// A word without the marks around it.
fn core(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_plain(folded: &str) -> bool {
    folded.chars().count() >= SHORTEST && !folded.contains(char::is_numeric)
}

/// A misread word may have one digit for a letter.
fn is_plain_reading(folded: &str) -> bool {
    let digits = folded.chars().filter(|c| c.is_numeric()).count();
    folded.chars().count() + 1 >= SHORTEST && digits <= 1 && folded.chars().count() > 2 * digits
}

/// Whether one letter makes the difference.
fn is_near(known: &str, read: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (known.chars().collect(), read.chars().collect());
    let same_before = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let rest = |text: &[char], skipped: usize| text.get(same_before + skipped..).map(<[char]>::to_vec);
    if a.len() == b.len() {
        let looks_alike = match (a.get(same_before), b.get(same_before)) {
            (Some(right), Some(wrong)) => {
                a.len() >= LONG || ALIKE.iter().any(|set| set.contains(*right) && set.contains(*wrong))
            }
            _ => false,
        };
        return looks_alike && rest(&a, 1) == rest(&b, 1);
    }
    let (longer, shorter) = if a.len() > b.len() { (&a, &b) } else { (&b, &a) };
    shorter.len() >= LONG && longer.len() == shorter.len() + 1 && rest(longer, 1) == rest(shorter, 0)
}

/// The right word in capitals or small letters as the read one.
fn cased(right: &str, read: &str) -> String {
    if !read.chars().any(char::is_lowercase) {
        return right.to_uppercase();
    }
    let is_capitalised = read.starts_with(char::is_uppercase);
    let lower = right.to_lowercase();
    let mut letters = lower.chars();
    match letters.next().filter(|_| is_capitalised) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(values: &[&str]) -> KnownWords {
        let mut counted = Counted::default();
        (0..CONFIRMED).for_each(|_| counted.insert(1, values.iter().copied()));
        counted.known()
    }

    #[test]
    fn one_wrong_letter_of_a_known_word_is_set_right() {
        let known = known(&["LUCKY SDN BHD", "Jln Taman Selangor"]);
        assert_eq!(known.mended(1, "SON"), Some("SDN".into()));
        assert_eq!(known.mended(1, "Jin"), Some("Jln".into()));
        assert_eq!(known.mended(1, "SELAGOR,"), Some("SELANGOR,".into()));
        assert_eq!(known.mended(1, "tanan"), Some("taman".into()));
        assert_eq!(known.mended(1, "Sun"), None, "u does not look like d");
        assert_eq!(known.mended(1, "SDN"), None, "nothing to set right");
        assert_eq!(known.mended(2, "SON"), None, "another data point");
    }

    #[test]
    fn signs_among_letters_are_letters() {
        assert_eq!(with_letters("D.I.¥."), "D.I.Y.");
        assert_eq!(with_letters("KING\u{2019}S"), "KING'S");
        assert_eq!(with_letters("¥500"), "¥500");
    }

    #[test]
    fn words_that_could_be_two_and_numbers_stay() {
        let known = known(&["Perlin Perlon 43600"]);
        assert_eq!(known.mended(1, "Perlan"), None);
        assert_eq!(known.mended(1, "43800"), None);
        let mut rare = Counted::default();
        (1..CONFIRMED).for_each(|_| rare.insert(1, ["Selangor"].into_iter()));
        assert_eq!(rare.known().mended(1, "Selangon"), None, "confirmed too seldom");
    }
}
