//! Numbers of a line, and the words between them.

use std::ops::Range;

use perigee_model::Rect;
use perigee_values::{amount, currency};
use rust_decimal::Decimal;

use crate::sheet::Sheet;

/// Widest gap, in line heights, between the groups of one number (as for amounts).
const GROUP_GAP: f32 = 0.45;
/// Widest gap between a number and its sign or currency.
const SIGN_GAP: f32 = 0.7;
/// Digits before the decimal mark from which a number is a code: no price list reaches it.
const CODE_DIGITS: usize = 10;
/// Letters that may be glued to a number as its unit.
const MAX_UNIT: usize = 4;

/// A printed number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// Its value, by the decimal mark of the document where it is ambiguous.
    pub value: Decimal,
    /// The other value of an ambiguous one (`1.000`).
    pub other: Option<Decimal>,
    /// Digits after the decimal mark.
    pub decimals: u32,
    /// Whether a percent sign follows.
    pub is_percent: bool,
    /// Whether a currency stands with it.
    pub has_currency: bool,
}

/// A number with its sign and currency, or a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Atom {
    /// Its tokens.
    pub span: Range<usize>,
    /// Its place.
    pub bbox: Rect,
    /// The number, where it is one.
    pub figure: Option<Figure>,
    /// Whether it has digits, as dates and codes do.
    pub has_digit: bool,
}

/// The decimal mark of a document: the one that stands before the cents of most numbers.
pub fn decimal_mark(sheet: &Sheet<'_>) -> Option<char> {
    let (mut commas, mut dots) = (0_usize, 0_usize);
    for token in &sheet.tokens {
        let digits = token.text.trim_end_matches(|c: char| !c.is_ascii_digit());
        let mut tail = digits.chars().rev();
        if let (Some(a), Some(b), Some(mark), Some(c)) = (tail.next(), tail.next(), tail.next(), tail.next())
            && [a, b, c].iter().all(char::is_ascii_digit)
        {
            match mark {
                ',' => commas += 1,
                '.' => dots += 1,
                _ => {}
            }
        }
    }
    match commas.cmp(&dots) {
        std::cmp::Ordering::Greater => Some(','),
        std::cmp::Ordering::Less => Some('.'),
        std::cmp::Ordering::Equal => None,
    }
}

/// Everything that stands on a range of tokens of one line.
pub fn atoms(sheet: &Sheet<'_>, tokens: Range<usize>, mark: Option<char>) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let atom = number(sheet, at, tokens.end, mark).unwrap_or_else(|| Atom {
            span: at..at + 1,
            bbox: sheet.bbox(at..at + 1),
            figure: None,
            has_digit: sheet
                .tokens
                .get(at)
                .is_some_and(|token| token.text.contains(|c: char| c.is_ascii_digit())),
        });
        at = atom.span.end.max(at + 1);
        atoms.push(atom);
    }
    atoms
}

/// The number that begins at a token.
fn number(sheet: &Sheet<'_>, start: usize, end: usize, mark: Option<char>) -> Option<Atom> {
    let text = sheet.tokens.get(start)?.text;
    let mut first = start;
    // A sign or a currency that is a word of its own.
    while first < end && is_affix(sheet.tokens.get(first)?.text) && is_near(sheet, first, SIGN_GAP) {
        first += 1;
        if first - start > 2 {
            return None;
        }
    }
    if first >= end || (first == start && !text.chars().any(|c| c.is_ascii_digit())) {
        return None;
    }
    let mut last = first + 1;
    while last < end && last - first < 4 && is_group(sheet, last) && is_near(sheet, last - 1, GROUP_GAP) {
        last += 1;
    }
    let (mut figure, last) =
        (first + 1..=last).rev().find_map(|last| Some((parse(&sheet.text(start..last), mark)?, last)))?;
    let mut span = start..last;
    while span.end < end && span.end - last < 2 && is_near(sheet, span.end - 1, SIGN_GAP) {
        let after = sheet.tokens.get(span.end)?.text;
        match after {
            "%" => figure.is_percent = true,
            "-" | "\u{2212}" if figure.value > Decimal::ZERO => figure.value = -figure.value,
            _ if is_currency(after) => figure.has_currency = true,
            _ => break,
        }
        span.end += 1;
    }
    Some(Atom { bbox: sheet.bbox(span.clone()), span, figure: Some(figure), has_digit: true })
}

fn is_near(sheet: &Sheet<'_>, left: usize, gap: f32) -> bool {
    match (sheet.tokens.get(left), sheet.tokens.get(left + 1)) {
        (Some(a), Some(b)) => a.line == b.line && b.bbox.x0 - a.bbox.x1 <= gap * sheet.unit(a.page),
        _ => false,
    }
}

fn is_affix(text: &str) -> bool {
    matches!(text, "-" | "\u{2212}" | "\u{2013}" | "+") || is_currency(text)
}

fn is_currency(text: &str) -> bool {
    text.len() <= 4 && !text.contains(|c: char| c.is_ascii_digit()) && currency::find(text).is_some()
}

/// Three digits, perhaps with cents: the next group of a number that is printed with spaces.
fn is_group(sheet: &Sheet<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| sheet.tokens.get(before)).map_or("", |token| token.text);
    let text = sheet.tokens.get(at).map_or("", |token| token.text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or("");
    let opens = before.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits == 3
        && (rest.is_empty() || rest.starts_with([',', '.']) && rest.len() <= 5)
        && (1..=3).contains(&opens.len())
        && opens.bytes().all(|b| b.is_ascii_digit())
}

/// Reads a number with what is glued to it.
pub fn parse(printed: &str, mark: Option<char>) -> Option<Figure> {
    let is_percent = printed.ends_with('%');
    let text = printed.trim_end_matches(['%', '*']).trim();
    let text = match text.rfind(|c: char| c.is_ascii_digit()) {
        // "10Stk", "5x": a short unit glued to a number of few digits.
        Some(at) if text.len() - at - 1 <= MAX_UNIT && is_unit(text.get(at + 1..)?) => text.get(..=at)?,
        _ => text,
    };
    let parsed = amount::parse(text, mark)?;
    let whole = text.bytes().filter(u8::is_ascii_digit).count() - parsed.decimals as usize;
    let is_code = parsed.decimals == 0 && whole >= CODE_DIGITS || parsed.decimals != 2 && is_padded(text);
    if is_code || text.contains([':', '/']) {
        return None;
    }
    let turned = [Some('.'), Some(',')].into_iter().find_map(|other| {
        amount::parse(text, other).filter(|amount| amount.value != parsed.value).map(|amount| amount.value)
    });
    Some(Figure {
        value: parsed.value,
        other: turned,
        decimals: parsed.decimals,
        is_percent,
        has_currency: parsed.currency.is_some(),
    })
}

fn is_unit(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_alphabetic) && currency::find(text).is_none()
}

/// `007` and `01.185`: codes, where `0,07` and `0` are numbers.
fn is_padded(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next() == Some('0') && characters.next().is_some_and(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        parse(text, Some(',')).map(|figure| figure.value.to_string())
    }

    #[test]
    fn numbers_are_read_with_glued_units_and_signs() {
        for (printed, wanted) in
            [("1.234,50", "1234.50"), ("10Stk", "10"), ("19%", "19"), ("-5", "-5"), ("4,55€", "4.55")]
        {
            assert_eq!(value(printed).as_deref(), Some(wanted), "{printed}");
        }
    }

    #[test]
    fn codes_dates_and_times_are_no_numbers() {
        for printed in ["4123456000014", "ZS997", "01.05.2014", "10:35", "12/2024", "0042"] {
            assert_eq!(value(printed), None, "{printed}");
        }
    }

    #[test]
    fn a_number_with_one_mark_before_three_digits_has_two_values() {
        let figure = parse("1.000", Some(',')).unwrap();
        assert_eq!((figure.value, figure.other), (Decimal::from(1000), Some(Decimal::ONE.round_dp(3))));
    }
}
