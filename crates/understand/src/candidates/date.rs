//! Dates.

use perigee_values::{DateOrder, date};

use super::{Candidate, Kind, follows};
use crate::sheet::Sheet;

/// Most tokens of one date: `Freitag, den 5. März 2021` without its weekday has four, English with `of` five.
const MAX_TOKENS: usize = 5;
/// Widest gap, in line heights, inside of a date.
const GAP: f32 = 1.2;

/// The order of day and month that the document's own dates prove.
pub fn order(sheet: &Sheet<'_>, hint: DateOrder) -> DateOrder {
    let numeric = |text: &&str| text.len() <= 12 && text.starts_with(|c: char| c.is_ascii_digit());
    DateOrder::decide(sheet.tokens.iter().map(|token| token.text).filter(numeric), hint)
}

/// The date that begins at a token.
pub fn find(sheet: &Sheet<'_>, at: usize, order: DateOrder) -> Option<Candidate> {
    let token = sheet.tokens.get(at)?;
    let text = token.text.trim_start_matches(is_around);
    let starts_with_digit = text.starts_with(|c: char| c.is_ascii_digit());
    if !starts_with_digit && !date::is_month(sheet.folded.get(at)?) {
        return None;
    }
    let mut end = at + 1;
    while end - at < MAX_TOKENS && follows(sheet, at, end, GAP) {
        end += 1;
    }
    (at + 1..=end).rev().find_map(|end| {
        let raw = sheet.text(at..end);
        let trimmed = trim(&raw);
        let is_plain = trimmed.len() >= 6 && !is_compact(trimmed);
        let parsed = is_plain.then(|| date::parse(trimmed, order))??;
        // A later token that only adds a mark or a time must not make the date longer.
        let shorter = (end > at + 1).then(|| date::parse(trim(&sheet.text(at..end - 1)), order)).flatten();
        (shorter != Some(parsed))
            .then(|| Candidate::new(sheet, Kind::Date, at..end, parsed.to_string(), trimmed.to_owned()))?
    })
}

fn trim(raw: &str) -> &str {
    raw.trim_matches(is_around).trim_end_matches(['.', '-', '\u{2013}'])
}

/// Marks that stand around dates: "Date :08/05/18".
fn is_around(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | '*' | ':' | '=' | '#')
}

/// Eight bare digits are a number until a label says otherwise.
fn is_compact(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}
