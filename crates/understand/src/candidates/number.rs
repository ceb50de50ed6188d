//! Numbers and codes that name something: invoice, order and customer numbers.

use super::{Candidate, Kind, follows};
use crate::lexicon;
use crate::sheet::Sheet;

/// Longest code; file names and keys are longer.
const MAX_CHARACTERS: usize = 30;
/// Widest gap, in line heights, between a series and its number (`FV 12/2024`).
const GAP: f32 = 0.6;
/// Longest series in front of a number.
const MAX_SERIES: usize = 4;

/// Abbreviations in front of numbers that are labels and no part of them.
const NAMES_OF_NUMBERS: &[&str] = &[
    "KRS", "NIP", "IBAN", "BIC", "APE", "RCS", "HRB", "HRA", "VAT", "TVA", "GLN", "EAN", "BDO", "TEL", "FAX",
    "PO", "GST", "SST",
];

/// The code at a token, with a short upper-case series in front of it.
pub fn find(sheet: &Sheet<'_>, at: usize) -> Option<Candidate> {
    let text = core(sheet.tokens.get(at)?.text);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_code = (1..=MAX_CHARACTERS).contains(&text.chars().count())
        && digits > 0
        && !text.contains(['%', ':', '@', '€', '$', '§', '=', '(', ')'])
        && !text.contains("://")
        && text.chars().any(|c| c.is_ascii_digit());
    if !is_code {
        return None;
    }
    let mut span = at..at + 1;
    let mut raw = text.to_owned();
    // At most two pieces: `FV 12/2024`, `H A 123`.
    for _ in 0..2 {
        if let Some(series) = series(sheet, span.start) {
            span.start -= 1;
            raw = format!("{series} {raw}");
        }
    }
    // Groups of digits belong together: `044 241 601 03`.
    while continues(sheet, span.start, span.end) && raw.len() < MAX_CHARACTERS {
        let next = sheet.tokens.get(span.end).map(|token| core(token.text)).unwrap_or_default();
        raw.push(' ');
        raw.push_str(next);
        span.end += 1;
    }
    let mut candidate = Candidate::new(sheet, Kind::Number, span, raw.clone(), raw)?;
    candidate.is_sound = digits >= 3;
    Some(candidate)
}

/// The code without brackets, number signs and closing punctuation.
fn core(text: &str) -> &str {
    text.trim_start_matches(|c: char| !c.is_alphanumeric())
        .trim_end_matches(|c: char| !c.is_alphanumeric() && c != '*')
        .trim_end_matches('*')
}

fn series<'p>(sheet: &Sheet<'p>, at: usize) -> Option<&'p str> {
    let before = sheet.tokens.get(at.checked_sub(1)?)?;
    let text = before.text;
    let is_series = (1..=MAX_SERIES).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'/' || b == b'-')
        && text.bytes().any(|b| b.is_ascii_uppercase());
    let is_word = lexicon::is_number_sign(text)
        || NAMES_OF_NUMBERS.contains(&text)
        || perigee_values::currency::find(text).is_some();
    (is_series
        && !is_word
        && before.segment == sheet.tokens.get(at)?.segment
        && follows(sheet, at - 1, at, GAP))
    .then_some(text)
}

fn continues(sheet: &Sheet<'_>, start: usize, end: usize) -> bool {
    let all_digits = |at: usize| {
        sheet.tokens.get(at).is_some_and(|token| {
            let text = core(token.text);
            (2..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
        })
    };
    let closed =
        sheet.tokens.get(end.wrapping_sub(1)).is_some_and(|token| token.text.ends_with([',', ';', '.']));
    !closed && all_digits(end - 1) && all_digits(end) && follows(sheet, start, end, GAP)
}
