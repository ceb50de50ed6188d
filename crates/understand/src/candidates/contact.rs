//! E-mail addresses, web addresses, telephone numbers, times of day.

use perigee_values::{contact, time as clock};

use super::{Candidate, Kind, follows};
use crate::sheet::Sheet;

/// Most groups of a printed telephone number.
const MAX_GROUPS: usize = 8;
/// Widest gap, in line heights, between its groups.
const GAP: f32 = 0.9;
/// Fewer digits are no number that anybody can call from elsewhere.
const MIN_DIGITS: usize = 7;

/// The e-mail or web address at a token.
pub fn email_or_url(sheet: &Sheet<'_>, at: usize) -> Option<Candidate> {
    let text = sheet.tokens.get(at)?.text;
    if text.contains('@') {
        let value = contact::email(text)?;
        let raw = text.trim_matches(['<', '>', '(', ')', ',', ';', '.', ':']).to_owned();
        return Candidate::new(sheet, Kind::Email, at..at + 1, value, raw);
    }
    let lower = text.to_ascii_lowercase();
    if !lower.starts_with("http") && !lower.starts_with("www.") {
        return None;
    }
    let value = contact::url(text)?;
    Candidate::new(
        sheet,
        Kind::Url,
        at..at + 1,
        value,
        text.trim_end_matches([',', ';', '.', ')']).to_owned(),
    )
}

/// The time of day at a token, with its half of the day.
pub fn time(sheet: &Sheet<'_>, at: usize) -> Option<Candidate> {
    let text = sheet.tokens.get(at)?.text;
    if !text.contains(':') || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let half = sheet.tokens.get(at + 1).filter(|next| {
        matches!(next.text.to_ascii_lowercase().as_str(), "am" | "pm" | "a.m." | "p.m.")
            && follows(sheet, at, at + 1, GAP)
    });
    let end = if half.is_some() { at + 2 } else { at + 1 };
    let raw = sheet.text(at..end);
    let value = clock::canonical(raw.trim_end_matches([',', '.', ')']))?;
    Candidate::new(sheet, Kind::Time, at..end, value, raw)
}

/// The telephone number that begins at a token.
pub fn phone(sheet: &Sheet<'_>, at: usize) -> Option<Candidate> {
    let is_group = |text: &str| {
        !text.is_empty()
            && text.chars().all(|c| c.is_ascii_digit() || "+()-/.\u{2013}".contains(c))
            && text.chars().any(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '\u{2013}'))
    };
    let first = sheet.tokens.get(at)?.text;
    if !is_group(first) || !first.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')) {
        return None;
    }
    // A number in the middle of a longer one begins earlier.
    if at > 0
        && sheet.tokens.get(at - 1).is_some_and(|before| is_group(before.text))
        && follows(sheet, at - 1, at, GAP)
    {
        return None;
    }
    let mut end = at + 1;
    while end - at < MAX_GROUPS
        && sheet.tokens.get(end).is_some_and(|token| is_group(token.text))
        && follows(sheet, at, end, GAP)
    {
        end += 1;
    }
    let raw = sheet.text(at..end);
    let value = contact::phone(&raw)?;
    (value.trim_start_matches('+').len() >= MIN_DIGITS).then(|| {
        Candidate::new(sheet, Kind::Phone, at..end, value, raw.trim_end_matches(['.', '-']).to_owned())
    })?
}
