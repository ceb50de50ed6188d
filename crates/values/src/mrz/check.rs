//! Check digits (ICAO 9303 part 3, 4.9) and what they prove.

use std::ops::Range;

/// What a field may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits, or fillers for what is unknown.
    Digits,
    /// Capitals, digits, fillers.
    Mixed,
}

/// A field with its check digit.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) line: usize,
    pub(super) range: Range<usize>,
    pub(super) check: usize,
    pub(super) kind: Kind,
}

/// Characters that recognizers take for one another: letter and digit.
const ALIKE: [(char, char); 9] = [
    ('O', '0'),
    ('Q', '0'),
    ('D', '0'),
    ('I', '1'),
    ('L', '1'),
    ('Z', '2'),
    ('S', '5'),
    ('G', '6'),
    ('B', '8'),
];

/// Characters that may be wrong in one field; more are guesses.
const MAX_DOUBTS: usize = 4;

/// The check digit of a text: weights 7, 3, 1, letters from 10, fillers 0. `None` for other characters.
pub(super) fn digit(text: &str) -> Option<u32> {
    let mut sum = 0;
    for (character, weight) in text.chars().zip([7, 3, 1].into_iter().cycle()) {
        let value = match character {
            '<' => 0,
            '0'..='9' | 'A'..='Z' => character.to_digit(36)?,
            _ => return None,
        };
        sum += value * weight;
    }
    Some(sum % 10)
}

/// The digit that a character is or looks like.
pub(super) fn as_digit(character: char) -> Option<u32> {
    let alike = ALIKE.iter().find(|(letter, _)| *letter == character).map(|(_, digit)| *digit);
    alike.unwrap_or(character).to_digit(10)
}

/// The field and its digit; where `may_exchange`, with the fewest characters exchanged for alike ones that make the digit
/// right.
pub(super) fn proven(printed: &str, check: char, kind: Kind, may_exchange: bool) -> Option<(String, u32)> {
    // Fields of an unknown value have a filler for their digit.
    let wanted = if check == '<' { 0 } else { as_digit(check)? };
    let text: String = match kind {
        Kind::Digits => {
            printed.chars().map(|c| as_digit(c).and_then(|d| char::from_digit(d, 10)).unwrap_or(c)).collect()
        }
        Kind::Mixed => printed.to_owned(),
    };
    if digit(&text)? == wanted {
        return Some((text, wanted));
    }
    if kind == Kind::Digits || !may_exchange {
        return None;
    }
    let characters: Vec<char> = text.chars().collect();
    let doubts: Vec<(usize, char)> = characters
        .iter()
        .enumerate()
        .filter_map(|(at, &c)| Some((at, exchanged(c)?)))
        .take(MAX_DOUBTS)
        .collect();
    let mut choices: Vec<u32> = (1..1 << doubts.len()).collect();
    choices.sort_by_key(|choice| choice.count_ones());
    let mut right = choices.into_iter().filter_map(|choice| {
        let mut tried = characters.clone();
        for (bit, (at, other)) in doubts.iter().enumerate() {
            if choice >> bit & 1 == 1
                && let Some(place) = tried.get_mut(*at)
            {
                *place = *other;
            }
        }
        let tried: String = tried.into_iter().collect();
        (digit(&tried) == Some(wanted)).then_some((choice.count_ones(), tried))
    });
    // Two ways with as few changes prove nothing.
    let (changes, first) = right.next()?;
    match right.next() {
        Some((others, _)) if others == changes => None,
        _ => Some((first, wanted)),
    }
}

/// The other reading of a character.
fn exchanged(character: char) -> Option<char> {
    ALIKE.iter().find_map(|&(letter, digit)| match character {
        c if c == letter => Some(digit),
        c if c == digit => Some(letter),
        _ => None,
    })
}
