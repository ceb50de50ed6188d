//! Postal lines: where a postcode and its town stand, in the forms of Europe and America.

use std::ops::Range;
use std::sync::LazyLock;

use perigee_values::{country, date, fold};
use rustc_hash::FxHashSet;

use crate::sheet::Sheet;

/// A postcode with its town inside of a segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Postal {
    /// From the postcode (or its country prefix) to the end of the town.
    pub tokens: Range<usize>,
    /// Whether nothing stands before it in its segment.
    pub starts_segment: bool,
}

/// The postcode and town in a segment.
pub fn find(sheet: &Sheet<'_>, segment: usize) -> Option<Postal> {
    let tokens = sheet.segments.get(segment)?.tokens.clone();
    tokens.clone().find_map(|at| {
        let length = code_length(sheet, at, tokens.end)?;
        let mut start = at;
        // "DE 80333 München": the country stands before its code.
        if at > tokens.start && is_country_code(sheet, at - 1) {
            start -= 1;
        }
        let american = is_american(sheet, at);
        let british = !american && is_british(sheet, at);
        if american || british {
            // "Seattle, WA 98109-5210" and "Leeds LS1 4DY": the town stands before the code.
            let code = if american { at } else { at + 1 };
            start = american_start(sheet, code, tokens.start);
        }
        let end = if british { at + length } else { end_of_town(sheet, at + length, tokens.end) };
        let has_town = american || british || end > at + length;
        has_town.then_some(Postal { tokens: start..end, starts_segment: start == tokens.start })
    })
}

fn text<'p>(sheet: &Sheet<'p>, at: usize) -> &'p str {
    sheet.tokens.get(at).map_or("", |token| token.text)
}

/// How many tokens the postcode at this place has.
fn code_length(sheet: &Sheet<'_>, at: usize, end: usize) -> Option<usize> {
    let word = text(sheet, at).trim_matches([',', '(', ')', ';']);
    let next = if at + 1 < end { text(sheet, at + 1).trim_matches([',', ';']) } else { "" };
    let code = match word.split_once('-') {
        // D-63571, PL-00-950
        Some((prefix, rest)) if (1..=2).contains(&prefix.len()) && is_postal_prefix(prefix) => rest,
        _ => word,
    };
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    let town_follows = next.chars().next().is_some_and(char::is_alphabetic)
        && next.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !date::is_month(&fold(next))
        && !perigee_values::currency::has_sign(next)
        && perigee_values::currency::find(next).is_none();
    if is_american(sheet, at) {
        return Some(1);
    }
    if let Some((front, back)) = code.split_once('-') {
        // Poland 00-950, Portugal 1000-001
        let shaped = digits(front, 2) && digits(back, 3) || digits(front, 4) && digits(back, 3);
        return (shaped && town_follows).then_some(1);
    }
    if digits(code, 5) {
        return town_follows.then_some(1);
    }
    if digits(code, 4) {
        // Netherlands: 1025 RX Amsterdam
        if next.len() == 2 && next.bytes().all(|b| b.is_ascii_uppercase()) && at + 2 < end {
            return Some(2);
        }
        let year_like = code.starts_with("19") || code.starts_with("20");
        let capital = next.chars().next().is_some_and(char::is_uppercase);
        // "4557 De Silva St" is a street with its number first.
        let rest: Vec<&str> = (at + 1..end).map(|at| text(sheet, at)).collect();
        let street = has_street_stem(&rest.join(" "));
        return (town_follows && capital && !street && (!year_like || code.len() != word.len())).then_some(1);
    }
    british(word, next)
}

/// The country before a postcode and a hyphen, as cars and letters have it.
fn is_postal_prefix(prefix: &str) -> bool {
    matches!(prefix, "D" | "A" | "F" | "L" | "I" | "B" | "E" | "S")
        || prefix.bytes().all(|b| b.is_ascii_uppercase()) && country::find(prefix).is_some()
}

/// `SW1A 1AA` in two tokens.
fn british(word: &str, next: &str) -> Option<usize> {
    let outward = (2..=4).contains(&word.len())
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let inward = next.len() == 3
        && next.starts_with(|c: char| c.is_ascii_digit())
        && next.bytes().skip(1).all(|b| b.is_ascii_uppercase());
    (outward && inward).then_some(2)
}

/// A state of two letters and five digits.
fn is_american(sheet: &Sheet<'_>, at: usize) -> bool {
    let word = text(sheet, at).trim_end_matches([',', ';']);
    let zip = word.split('-').next().unwrap_or("");
    let state = at.checked_sub(1).map_or("", |before| text(sheet, before)).trim_end_matches(',');
    zip.len() == 5
        && zip.bytes().all(|b| b.is_ascii_digit())
        && STATES.contains(&state)
        && sheet.tokens.get(at).map(|t| t.segment) == sheet.tokens.get(at.wrapping_sub(1)).map(|t| t.segment)
}

/// Two-letter states; Delaware's code is also Germany's and then says nothing.
const STATES: &[&str] = &[
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA",
    "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH",
    "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC",
];

/// Whether a British postcode of two tokens begins here.
fn is_british(sheet: &Sheet<'_>, at: usize) -> bool {
    british(text(sheet, at).trim_matches(','), text(sheet, at + 1).trim_matches([',', ';'])).is_some()
}

fn american_start(sheet: &Sheet<'_>, at: usize, first: usize) -> usize {
    let mut start = at.saturating_sub(1);
    while start > first {
        let before = text(sheet, start - 1);
        let is_town = before.chars().all(|c| c.is_alphabetic() || matches!(c, ',' | '.' | '\''));
        let closed = before.ends_with(',') && start != at - 1;
        if !is_town || closed {
            break;
        }
        start -= 1;
    }
    start
}

fn is_country_code(sheet: &Sheet<'_>, at: usize) -> bool {
    let word = text(sheet, at).trim_end_matches('-');
    word.len() <= 2 && word.bytes().all(|b| b.is_ascii_uppercase()) && country::find(word).is_some()
}

/// One past the town: words up to a separator.
fn end_of_town(sheet: &Sheet<'_>, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end && at - start < 5 {
        let word = text(sheet, at);
        let is_name = word.chars().next().is_some_and(|c| {
            c.is_alphabetic() || c == '(' || c.is_ascii_digit() && at > start && word.len() <= 2
        });
        if !is_name || is_separator(word) {
            break;
        }
        at += 1;
        if word.ends_with([',', ';', '.']) && word.len() > 3 {
            break;
        }
    }
    at
}

/// A mark that divides the parts of a sender line.
pub fn is_separator(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| {
            matches!(
                c,
                '·' | '•'
                    | '●'
                    | '|'
                    | '-'
                    | '\u{2013}'
                    | '\u{2014}'
                    | '*'
                    | '▪'
                    | '■'
                    | '‧'
                    | '∙'
                    | '/'
                    | '~'
            )
        })
}

/// Whether a line looks like a street: a number, or a word that streets are called by.
pub fn is_street(line: &str) -> bool {
    let starts_or_ends_with_number = line.starts_with(|c: char| c.is_ascii_digit())
        || line
            .split_whitespace()
            .next_back()
            .is_some_and(|last| last.starts_with(|c: char| c.is_ascii_digit()));
    has_street_stem(line) || starts_or_ends_with_number && line.split_whitespace().count() >= 2
}

/// Words that streets are called by.
const STREETS: &[&str] = &[
    "str",
    "strasse",
    "weg",
    "platz",
    "allee",
    "gasse",
    "ring",
    "ufer",
    "damm",
    "rue",
    "avenue",
    "ave",
    "boulevard",
    "blvd",
    "chemin",
    "place",
    "route",
    "ul",
    "ulica",
    "al",
    "aleja",
    "plac",
    "os",
    "street",
    "st",
    "road",
    "rd",
    "lane",
    "ln",
    "drive",
    "dr",
    "way",
    "square",
    "court",
    "pobox",
    "postfach",
    "bp",
    "calle",
    "via",
    "viale",
    "corso",
    "vicolo",
    "largo",
    "piazza",
    "plaza",
    "paseo",
    "avenida",
    "avda",
    "pl",
    "camino",
    "jalan",
    "jln",
    "jl",
    "lorong",
    "taman",
    "suite",
    "floor",
    "unit",
    "impasse",
    "quai",
    "cours",
];

/// Ends of words that streets are called by.
const STREET_ENDINGS: &[&str] =
    &["strasse", "str", "weg", "platz", "allee", "gasse", "straat", "laan", "plein", "ufer", "damm", "ring"];

/// Legal forms, each as one folded word.
const FORMS: &[&str] = &[
    "gmbh",
    "mbh",
    "ag",
    "kg",
    "ohg",
    "ug",
    "ek",
    "gbr",
    "kgaa",
    "se",
    "eg",
    "ev",
    "partg",
    "sarl",
    "sas",
    "sasu",
    "eurl",
    "sa",
    "sci",
    "ltd",
    "limited",
    "llc",
    "inc",
    "corp",
    "corporation",
    "plc",
    "llp",
    "lp",
    "bv",
    "nv",
    "vof",
    "spa",
    "srl",
    "sl",
    "slu",
    "oy",
    "oyj",
    "ab",
    "as",
    "aps",
    "sro",
    "doo",
    "kft",
    "zrt",
    "sdn",
    "bhd",
    "pte",
    "pty",
    "spzoo",
    "spj",
    "spk",
    "sc",
    "spolka",
    "gesmbh",
    "company",
    "co",
];

fn is_among(set: &LazyLock<FxHashSet<&'static str>>, word: &str) -> bool {
    // The longest words of both lists.
    word.len() <= 11 && set.contains(word)
}

/// Whether a line holds a word that streets are called by.
pub fn has_street_stem(line: &str) -> bool {
    static KNOWN: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| STREETS.iter().copied().collect());
    line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(fold).any(|word| {
        is_among(&KNOWN, &word)
            || STREET_ENDINGS.iter().any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending))
    })
}

/// Whether a folded word is the legal form of a company.
pub fn is_legal_form(folded: &str) -> bool {
    static KNOWN: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| FORMS.iter().copied().collect());
    is_among(&KNOWN, folded)
}

/// Whether a folded line of so many words holds a legal form that is written in several words.
pub fn has_long_legal_form(folded: &str, words: usize) -> bool {
    ["spzoo", "spolkazoo", "spolkazograniczona"].iter().any(|form| folded.contains(form))
        || words > 2 && ["spj", "spk"].iter().any(|form| folded.ends_with(form))
}

/// Words that stand within sentences, in six languages; names hold some of them too.
const JOINING: &[&str] = &[
    "of", "the", "to", "and", "in", "for", "as", "by", "with", "is", "or", "on", "at", "this", "that", "der",
    "die", "das", "und", "von", "mit", "fuer", "im", "den", "dem", "zu", "ist", "le", "la", "les", "et",
    "du", "des", "de", "pour", "dans", "que", "el", "los", "y", "en", "por", "il", "di", "e", "per", "con",
    "w", "z", "na", "do", "oraz",
];

/// Whether a text is a piece of a sentence and no name: `1938, as amended`, `hereby certifies, to the best of`.
///
/// Most of its words are small, one of them joins others, and it begins with a number, is long, or goes on behind a comma.
pub fn is_sentence(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let letters = |word: &&&str| word.chars().any(char::is_alphabetic);
    let is_small = |word: &&&str| !word.chars().any(char::is_uppercase);
    let spoken = words.iter().filter(letters).count();
    let small = words.iter().filter(letters).filter(is_small).count();
    let joins = words
        .iter()
        .any(|word| word.chars().all(|c| !c.is_uppercase()) && JOINING.contains(&fold(word).as_str()));
    let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let goes_on = words.iter().rev().skip(1).any(|word| word.ends_with([',', ';']));
    joins && 2 * small >= spoken && (goes_on || spoken >= 6 || words.first().is_some_and(is_number))
}

/// Whether a printed word is a legal form; `as`, `se`, `ab`, `co` in small letters are words of a language.
fn is_printed_form(word: &str) -> bool {
    let is_word = word.len() == 2 && word.bytes().all(|b| b.is_ascii_lowercase());
    !is_word && is_legal_form(&fold(word))
}

/// Whether a line ends with, or holds, the legal form of a company.
pub fn has_legal_form(line: &str) -> bool {
    let words = || line.split_whitespace();
    // The first word of a line is a name, whatever it looks like ("AS Trading").
    words().skip(1).any(is_printed_form) || has_long_legal_form(&fold(line), words().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streets_and_legal_forms_are_told() {
        for street in [
            "Lieferantenstraße 20",
            "35 rue de la République",
            "ul. Prosta 51",
            "4557 De Silva St",
            "Ecke 12",
        ] {
            assert!(is_street(street), "{street}");
        }
        for name in ["Lieferant GmbH", "Hans Muster", "Kunden AG Mitte"] {
            assert!(!is_street(name), "{name}");
        }
        for name in
            ["Au bon moulin SARL", "Firma ABC Sp. z o.o.", "Amazon Web Services, Inc.", "BOOK TA SDN BHD"]
        {
            assert!(has_legal_form(name), "{name}");
        }
        assert!(!has_legal_form("Hans Muster"));
    }

    #[test]
    fn pieces_of_sentences_are_no_names() {
        for piece in [
            "1938, as amended",
            "Registration Act of 1938, as amended",
            "hereby certifies, to the best of my knowledge",
        ] {
            assert!(is_sentence(piece), "{piece}");
            assert!(!has_legal_form(piece), "{piece}");
        }
        for name in [
            "Au bon moulin",
            "Bureau of the Fiscal Service",
            "die werkstatt",
            "3M Company",
            "Müller und Söhne, Holzbau",
        ] {
            assert!(!is_sentence(name), "{name}");
        }
    }
}
