//! Amounts and percentages.

use std::ops::Range;

use perigee_values::{amount, currency};

use super::{Candidate, Kind, follows};
use crate::sheet::Sheet;

/// Widest gap, in line heights, between the groups of one number (`1 234,56`).
///
/// A printed space is a quarter of the type size; columns of a table keep at least half of it.
const GROUP_GAP: f32 = 0.45;
/// Widest gap between a number and its currency: in tables the sign may stand in its own narrow column.
const CURRENCY_GAP: f32 = 1.6;

/// The amount that begins at a token: two decimals, or a currency beside it.
pub fn find(sheet: &Sheet<'_>, at: usize) -> Option<Candidate> {
    let token = sheet.tokens.get(at)?;
    let (number, mut span) = if is_currency_word(token.text) || is_sign(token.text) {
        // The number must stand right after a currency or sign that is a word of its own.
        if !follows(sheet, at, at + 1, CURRENCY_GAP) {
            return None;
        }
        (at + 1, at..at + 2)
    } else {
        (at, at..at + 1)
    };
    if !sheet.tokens.get(number)?.text.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    span.end = end_of_groups(sheet, number);
    if let Some(after) = sheet.tokens.get(span.end) {
        let is_after = is_currency_word(after.text) || matches!(after.text, "-" | "\u{2212}");
        if is_after && follows(sheet, at, span.end, CURRENCY_GAP) {
            span.end += 1;
        }
    }
    read(sheet, span)
}

fn read(sheet: &Sheet<'_>, span: Range<usize>) -> Option<Candidate> {
    let raw = sheet.text(span.clone());
    let without_flag = without_tax_flag(&raw);
    let amount = amount::parse(without_flag, None)?;
    let has_cents = amount.decimals == 2 || without_flag.ends_with(",-") || without_flag.ends_with(".-");
    // "KR87654321012" is a code: whole numbers need a sign or a currency that is a word of its own.
    let digits = without_flag.bytes().filter(u8::is_ascii_digit).count();
    let is_money = currency::has_sign(without_flag) || without_flag.contains(' ') || digits <= 5;
    if !has_cents && (amount.currency.is_none() || amount.decimals > 4 || !is_money) {
        return None;
    }
    let value = amount::canonical(amount.value);
    let mut candidate = Candidate::new(sheet, Kind::Amount, span, value, without_flag.to_owned())?;
    candidate.amount = Some(amount);
    // Without a currency two digits after a mark may still be a clause number or a quantity.
    candidate.is_sound = has_cents;
    Some(candidate)
}

/// `9.00 S`, `12,00A`: receipts print a letter for the tax class behind an amount.
fn without_tax_flag(raw: &str) -> &str {
    let trimmed = raw.trim_end_matches('*');
    match trimmed.char_indices().next_back() {
        Some((at, flag)) if flag.is_ascii_uppercase() => {
            let before = trimmed[..at].trim_end();
            if before.ends_with(|c: char| c.is_ascii_digit()) { before } else { trimmed }
        }
        _ => trimmed,
    }
}

/// One past the last group of the number that begins at a token.
fn end_of_groups(sheet: &Sheet<'_>, start: usize) -> usize {
    let leading = |text: &str| {
        let digits = text.trim_start_matches(['-', '+', '\u{2212}', '(', '€', '$', '£']);
        (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let group = |text: &str| {
        let (head, tail) = text.split_at_checked(3).unwrap_or((text, ""));
        head.len() == 3
            && head.bytes().all(|b| b.is_ascii_digit())
            && (tail.is_empty() || tail.starts_with([',', '.']) && !tail.ends_with([',', '.']))
    };
    let mut end = start + 1;
    if !sheet.tokens.get(start).is_some_and(|token| leading(token.text)) {
        return end;
    }
    while sheet.tokens.get(end).is_some_and(|token| group(token.text))
        && follows(sheet, start, end, GROUP_GAP)
    {
        end += 1;
        if sheet.tokens.get(end - 1).is_some_and(|token| token.text.len() > 3) {
            return end;
        }
    }
    // Groups without cents at the end may just be neighbours: "12 345" is left to the currency to prove.
    let has_currency = sheet.tokens.get(end).is_some_and(|token| is_currency_word(token.text));
    if has_currency { end } else { start + 1 }
}

fn is_currency_word(text: &str) -> bool {
    // Single letters and words that are also something else are no currency by themselves.
    let is_word = matches!(text, "fr" | "Fr" | "kr" | "rs" | "ft" | "Ft" | "FT" | "FR" | "RS");
    !is_word
        && text.len() <= 8
        && !text.contains(|c: char| c.is_ascii_digit())
        && currency::find(text).is_some()
}

fn is_sign(text: &str) -> bool {
    matches!(text, "-" | "\u{2212}")
}

/// The percentage at a token: `19%`, `19,0 %`.
pub fn percent(sheet: &Sheet<'_>, at: usize) -> Option<Candidate> {
    let token = sheet.tokens.get(at)?;
    if !token.text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = if token.text.ends_with('%') {
        at + 1
    } else if sheet.tokens.get(at + 1)?.text == "%" && follows(sheet, at, at + 1, CURRENCY_GAP) {
        at + 2
    } else {
        return None;
    };
    let raw = sheet.text(at..end);
    let value = amount::parse_percent(&raw, None)?;
    Candidate::new(sheet, Kind::Percent, at..end, amount::canonical_number(value), raw)
}
