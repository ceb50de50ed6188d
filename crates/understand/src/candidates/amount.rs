//! Amounts and percentages.

use std::borrow::Cow;
use std::ops::Range;

use perigee_values::{amount, currency};

use super::{Candidate, Kind, follows};
use crate::sheet::Sheet;

/// Widest gap, in line heights, between the groups of one number (`1 234,56`).
///
/// A printed space is a quarter of the type size; columns of a table keep at least half of it.
const GROUP_GAP: f32 = 0.45;
/// The same between a mark and the cents behind it: printers of slips give every character the same room.
const PARTED_GAP: f32 = 1.2;
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
    if has_parted_cents(sheet, number) {
        span.end = number + 2;
    }
    if let Some(after) = sheet.tokens.get(span.end) {
        let is_after = is_currency_word(after.text) || matches!(after.text, "-" | "\u{2212}");
        if is_after && follows(sheet, at, span.end, CURRENCY_GAP) {
            span.end += 1;
        }
    }
    read(sheet, span)
}

/// Whether the cents of a recognised number stand apart behind its mark: "RM53. 60", at the end of its line or with a
/// currency, so that "1. 20 pieces" is no amount.
fn has_parted_cents(sheet: &Sheet<'_>, number: usize) -> bool {
    let (Some(whole), Some(cents)) = (sheet.tokens.get(number), sheet.tokens.get(number + 1)) else {
        return false;
    };
    let Some(units) = whole.text.strip_suffix(['.', ',']).filter(|_| sheet.is_ocr(whole.page)) else {
        return false;
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_whole = units.ends_with(|c: char| c.is_ascii_digit()) && !units.contains(['.', ',', '/', ':']);
    let line = sheet.lines.get(whole.line).map_or(0..0, |line| line.tokens.clone());
    let has_currency = !digits(units);
    let is_last = number > line.start && number + 2 == line.end;
    is_whole
        && cents.text.len() == 2
        && digits(cents.text)
        && (has_currency && follows(sheet, number, number + 1, PARTED_GAP)
            || is_last && follows(sheet, number, number + 1, GROUP_GAP))
}

fn read(sheet: &Sheet<'_>, span: Range<usize>) -> Option<Candidate> {
    let raw = sheet.text(span.clone());
    let without_flag = without_tax_flag(&raw);
    let amount = amount::parse(&with_cents_joined(without_flag), None)?;
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

/// `53. 60` as `53.60`.
fn with_cents_joined(text: &str) -> Cow<'_, str> {
    match text.match_indices(' ').find(|(at, _)| text[..*at].ends_with(['.', ','])) {
        Some((at, _)) if text[..at - 1].ends_with(|c: char| c.is_ascii_digit()) => {
            Cow::Owned(format!("{}{}", &text[..at], &text[at + 1..]))
        }
        _ => Cow::Borrowed(text),
    }
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

#[cfg(test)]
mod tests {
    use perigee_model::{Confidence, Page, PageSource, Rect, Word};

    use super::*;

    fn found(texts: &[&str], gap: f32, source: PageSource) -> Vec<String> {
        let mut x = 10.0;
        let mut words = Vec::new();
        for text in texts {
            let width = 6.0 * text.len() as f32;
            let bbox = Rect::new(x, 10.0, x + width, 20.0);
            words.push(Word { text: (*text).to_owned(), bbox, confidence: Confidence::CERTAIN });
            x += width + gap;
        }
        let pages = [Page { width: 595.0, height: 842.0, source, words, ..Page::default() }];
        let sheet = Sheet::new(&pages, false);
        (0..texts.len()).filter_map(|at| Some(find(&sheet, at)?.value)).collect()
    }

    #[test]
    fn cents_that_were_recognised_apart_belong_to_their_amount() {
        let ocr = PageSource::Ocr;
        assert_eq!(found(&["TOTAL", "RM53.", "60"], 8.0, ocr), ["53.60"]);
        assert_eq!(found(&["TOTAL", "53.", "60"], 3.0, ocr), ["53.60"]);
        assert_eq!(found(&["1.", "20", "pieces"], 3.0, ocr), [""; 0], "an item of a list");
        assert_eq!(found(&["TOTAL", "53.", "60"], 3.0, PageSource::Text), [""; 0], "as printed");
    }
}
