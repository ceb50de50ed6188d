//! Identifiers with a shape of their own: IBAN, BIC, VAT id.

use std::ops::Range;

use perigee_values::{bic as bank_code, country, iban as account, vat_id as vat};

use super::{Candidate, Kind, follows};
use crate::sheet::Sheet;

/// Most groups of an IBAN printed in fours.
const MAX_GROUPS: usize = 9;
/// Digits of a VAT id, at least.
const DIGITS: usize = 6;
/// Widest gap, in line heights, between the groups of an identifier.
const GAP: f32 = 1.2;

/// The IBAN that begins at a token: known country, and its length or its check digits.
pub fn iban(sheet: &Sheet<'_>, at: usize) -> Option<Candidate> {
    let first = sheet.tokens.get(at)?.text.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let bytes = first.as_bytes();
    let starts = bytes.iter().take(2).all(u8::is_ascii_uppercase)
        && bytes.len() >= 2
        && bytes.iter().skip(2).take(2).all(u8::is_ascii_digit);
    let length = account::length(first.get(..2)?)?;
    if !starts {
        return None;
    }
    let (letters, end) = collect(sheet, at, length)?;
    if letters.len() != length {
        return None;
    }
    let is_sound = account::has_valid_check_digits(&letters);
    // Where the check digits fail, a run of letters says that it is a word and no account.
    let longest_letters = longest_run(letters.get(4..)?, |b| b.is_ascii_alphabetic());
    if !is_sound && longest_letters >= 5 {
        return None;
    }
    let raw = trimmed(&sheet.text(at..end)).to_owned();
    let mut candidate = Candidate::new(sheet, Kind::Iban, at..end, letters, raw)?;
    candidate.is_sound = is_sound;
    Some(candidate)
}

/// Letters and digits from a token on, until there are `length` of them.
fn collect(sheet: &Sheet<'_>, at: usize, length: usize) -> Option<(String, usize)> {
    let mut letters = String::new();
    let mut end = at;
    while letters.len() < length && end - at < MAX_GROUPS && (end == at || follows(sheet, at, end, GAP)) {
        let group = trimmed(sheet.tokens.get(end)?.text);
        if group.is_empty() || !group.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.') {
            break;
        }
        letters.extend(group.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()));
        end += 1;
    }
    (end > at).then_some((letters, end))
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_ascii_alphanumeric())
}

fn longest_run(text: &str, is_in: impl Fn(u8) -> bool) -> usize {
    text.bytes()
        .fold((0, 0), |(best, run), b| if is_in(b) { (best.max(run + 1), run + 1) } else { (best, 0) })
        .0
}

/// The VAT id that begins at a token: a country prefix and as many characters as that country uses.
pub fn vat_id(sheet: &Sheet<'_>, at: usize) -> Option<Candidate> {
    let first = trimmed(sheet.tokens.get(at)?.text);
    if first.len() < 2 || !first.bytes().take(2).all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let span: Range<usize> = (at + 1..=at + 5).rev().map(|end| at..end).find(|span| {
        let together = span.clone().skip(1).all(|next| follows(sheet, at, next, GAP));
        let has_digits = || {
            let tokens = sheet.tokens.get(span.clone()).unwrap_or(&[]);
            tokens.iter().map(|token| digits(token.text)).sum::<usize>() >= DIGITS
        };
        if !together || !has_digits() {
            return false;
        }
        let letters = joined(sheet, span.clone());
        letters.len() <= 14 && vat::has_country_shape(&letters) && digits(&letters) >= DIGITS
    })?;
    let value = joined(sheet, span.clone());
    let raw = trimmed(&sheet.text(span.clone())).to_owned();
    let mut candidate = Candidate::new(sheet, Kind::VatId, span, value.clone(), raw)?;
    candidate.is_sound = vat::fault(&value).is_none();
    Some(candidate)
}

fn joined(sheet: &Sheet<'_>, span: Range<usize>) -> String {
    let text = sheet.text(span);
    trimmed(&text).chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '/')).collect()
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// The bank identifier code at a token; its fifth and sixth letters must be a country.
pub fn bic(sheet: &Sheet<'_>, at: usize) -> Option<Candidate> {
    let text = trimmed(sheet.tokens.get(at)?.text);
    if !text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
        return None;
    }
    let value = bank_code::canonical(text)?;
    country::find(value.get(4..6)?)?;
    Candidate::new(sheet, Kind::Bic, at..at + 1, value, text.to_owned())
}
