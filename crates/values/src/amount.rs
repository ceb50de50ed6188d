//! Amounts, numbers and percentages: every usual way of printing a decimal.
//!
//! Which of `.` and `,` is the decimal mark is read off the number itself where it can be, else the document decides.

use rust_decimal::Decimal;

use crate::currency;

/// More characters than this are not one printed number (a number with currency and spaces has about 25).
const MAX_CHARACTERS: usize = 40;
/// More digits than this before the decimal mark do not occur on business papers and would overflow a decimal.
const MAX_WHOLE_DIGITS: usize = 18;
/// With the two decimals that the canonical form always has.
const MAX_DIGITS: usize = MAX_WHOLE_DIGITS + 2;

/// A printed amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// The value, signed.
    pub value: Decimal,
    /// Digits printed after the decimal mark.
    pub decimals: u32,
    /// ISO 4217 code, where a currency is printed with the number.
    pub currency: Option<&'static str>,
}

/// Reads an amount with optional currency and sign: `1.234,50 €`, `(12.00)`, `CHF 1'000.–`, `5,00-`.
///
/// `decimal_mark` decides the only ambiguous form, one mark before exactly three digits; without it that is a thousands mark.
pub fn parse(printed: &str, decimal_mark: Option<char>) -> Option<Amount> {
    if printed.chars().count() > MAX_CHARACTERS {
        return None;
    }
    let trimmed = printed.trim().trim_end_matches(['*', ':']).trim();
    let (inner, in_brackets) = match trimmed.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (inner, true),
        None => (trimmed, false),
    };
    let start = inner.find(|c: char| c.is_ascii_digit())?;
    // "RM.50" and ".50": a leading mark belongs to the number.
    let start = match inner.as_bytes().get(start.wrapping_sub(1)) {
        Some(b'.' | b',') if start == 1 || !inner[..start - 1].ends_with(char::is_alphabetic) => start - 1,
        _ => start,
    };
    let end = inner.rfind(|c: char| c.is_ascii_digit())? + 1;
    let before = Affix::read(&inner[..start])?;
    let after = Affix::read(&inner[end..])?;
    let (digits, decimals) = digits(inner.get(start..end)?, decimal_mark)?;
    if before.currency.is_some() && after.currency.is_some() && before.currency != after.currency {
        return None;
    }
    let mut value: Decimal = digits.parse().ok()?;
    if before.minus ^ after.minus || in_brackets {
        value.set_sign_negative(!value.is_zero());
    }
    Some(Amount { value, decimals, currency: before.currency.or(after.currency) })
}

/// Reads a plain number, without currency.
pub fn parse_number(printed: &str, decimal_mark: Option<char>) -> Option<Decimal> {
    let amount = parse(printed, decimal_mark)?;
    amount.currency.is_none().then_some(amount.value)
}

/// Reads a percentage, with or without its sign.
pub fn parse_percent(printed: &str, decimal_mark: Option<char>) -> Option<Decimal> {
    let number = printed.trim().trim_start_matches('%').trim_end_matches('%').trim();
    // A percentage has no thousands: one mark is always the decimal mark.
    let mark = if number.contains(',') { Some(',') } else { decimal_mark.or(Some('.')) };
    parse_number(number, mark)
}

/// The canonical text of an amount: at least two decimals, none dropped.
pub fn canonical(value: Decimal) -> String {
    let mut value = value;
    if value.scale() < 2 {
        value.rescale(2);
    }
    if value.is_zero() {
        value.set_sign_positive(true);
    }
    value.to_string()
}

/// The canonical text of a number: no trailing zeros.
pub fn canonical_number(value: Decimal) -> String {
    value.normalize().to_string()
}

/// What stands before or after the digits.
#[derive(Default)]
struct Affix {
    minus: bool,
    currency: Option<&'static str>,
}

impl Affix {
    /// `None` when something stands there that no amount has.
    fn read(text: &str) -> Option<Self> {
        let mut affix = Self::default();
        let mut name = String::new();
        for character in text.chars() {
            match character {
                // After a decimal mark a dash means "no cents": `100,-`.
                '-' | '\u{2212}' | '\u{2013}' | '\u{2014}' => affix.minus = !text.starts_with([',', '.']),
                '+' | '=' | '.' | ',' | ':' | '*' => {}
                c if c.is_whitespace() => {}
                c => name.push(c),
            }
        }
        if !name.is_empty() {
            affix.currency = Some(currency::find(&name)?);
        }
        Some(affix)
    }
}

/// The digits with a dot as decimal mark, and how many follow it.
fn digits(number: &str, decimal_mark: Option<char>) -> Option<(String, u32)> {
    let marks: Vec<(usize, char)> = number.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
    let decimal_at = decimal_position(number, &marks, decimal_mark)?;
    let whole = &number[..decimal_at.unwrap_or(number.len())];
    if !is_grouped(whole) {
        return None;
    }
    let mut digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        digits.push('0');
    }
    let fraction = decimal_at.map_or("", |at| &number[at + 1..]);
    if digits.len() > MAX_WHOLE_DIGITS || digits.len() + fraction.len() > MAX_DIGITS {
        return None;
    }
    if !fraction.is_empty() {
        digits.push('.');
        digits.push_str(fraction);
    }
    Some((digits, u32::try_from(fraction.len()).ok()?))
}

/// Where the decimal mark stands: `Some(None)` for a whole number, `None` when the marks make no sense.
fn decimal_position(
    number: &str,
    marks: &[(usize, char)],
    decimal_mark: Option<char>,
) -> Option<Option<usize>> {
    let Some(&(last_at, last)) = marks.last() else { return Some(None) };
    if !matches!(last, '.' | ',') {
        return Some(None);
    }
    let same = marks.iter().filter(|(_, mark)| *mark == last).count();
    let others = marks.len() - same;
    let following = number.len() - last_at - 1;
    if same > 1 {
        // The last mark repeats, so it groups; no other kind can stand before it.
        return (others == 0).then_some(None);
    }
    let is_thousands = following == 3
        && others == 0
        && decimal_mark != Some(last)
        && !number.starts_with('0')
        && (1..=3).contains(&last_at);
    Some((!is_thousands).then_some(last_at))
}

/// Whether the part before the decimal mark is plain or grouped by one kind of mark, in threes or the Indian way.
fn is_grouped(whole: &str) -> bool {
    let Some(mark) = whole.chars().find(|c| !c.is_ascii_digit()) else { return true };
    let known = mark.is_whitespace() || matches!(mark, '.' | ',' | '\'' | '\u{2019}' | '\u{2bc}' | '_');
    let groups: Vec<&str> = whole.split(mark).collect();
    let Some((first, rest)) = groups.split_first() else { return false };
    let Some((last, middle)) = rest.split_last() else { return false };
    let digits = |group: &&str, len: usize| group.len() == len && group.bytes().all(|b| b.is_ascii_digit());
    known
        && (1..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_digit())
        && digits(last, 3)
        && (middle.iter().all(|g| digits(g, 3))
            || mark == ',' && first.len() <= 2 && middle.iter().all(|g| digits(g, 2)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("1.234,50 €", "1234.50")]
    #[case("1,234.50", "1234.50")]
    #[case("1 234,50", "1234.50")]
    #[case("1\u{202f}234,50\u{a0}€", "1234.50")]
    #[case("12.34.567", "none")]
    #[case("12,34,567.89", "1234567.89")]
    #[case("CHF 1'000.50", "1000.50")]
    #[case("1’000’000.–", "1000000.00")]
    #[case("100,-", "100.00")]
    #[case("5,00-", "-5.00")]
    #[case("-20,48 €", "-20.48")]
    #[case("€ -20,48", "-20.48")]
    #[case("−1.00", "-1.00")]
    #[case("($472.50)", "-472.50")]
    #[case("$4.11", "4.11")]
    #[case("US$ 4.11", "4.11")]
    #[case("2 076,76 zł", "2076.76")]
    #[case("0,0000", "0.0000")]
    #[case("-0,00", "0.00")]
    #[case(".50", "0.50")]
    #[case("RM9.00", "9.00")]
    #[case("1.234", "1234.00")]
    #[case("0.125", "0.125")]
    #[case("1,5", "1.50")]
    #[case("333333333333333333", "333333333333333333.00")]
    #[case("3333333333333333333", "none")]
    #[case("12:30", "none")]
    #[case("A123", "none")]
    #[case("12kg", "none")]
    #[case("€ 5 USD", "none")]
    #[case("", "none")]
    fn amounts_of_many_countries_are_read(#[case] printed: &str, #[case] expected: &str) {
        let read = parse(printed, None).map_or("none".to_owned(), |amount| canonical(amount.value));
        assert_eq!(read, expected, "{printed}");
    }

    #[test]
    fn the_decimal_mark_of_the_document_decides_three_digits() {
        assert_eq!(canonical(parse("1,234", Some(',')).unwrap().value), "1.234");
        assert_eq!(canonical(parse("1,234", Some('.')).unwrap().value), "1234.00");
    }

    #[test]
    fn the_currency_is_split_off() {
        assert_eq!(parse("12,00 EUR", None).unwrap().currency, Some("EUR"));
        assert_eq!(parse("zł 12,00", None).unwrap().currency, Some("PLN"));
        assert_eq!(parse("12,00", None).unwrap().currency, None);
    }

    #[rstest]
    #[case("19 %", "19")]
    #[case("5,5%", "5.5")]
    #[case("19,000", "19")]
    #[case("7.00", "7")]
    fn percentages_lose_their_sign(#[case] printed: &str, #[case] expected: &str) {
        assert_eq!(canonical_number(parse_percent(printed, None).unwrap()), expected);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}") {
            let _ = parse(&text, None);
            let _ = parse_percent(&text, Some(','));
        }

        #[test]
        fn a_canonical_amount_reads_as_itself(cents in -99_999_999_999_i64..99_999_999_999) {
            let value = Decimal::new(cents, 2);
            prop_assert_eq!(parse(&canonical(value), None).unwrap().value, value);
        }

        #[test]
        fn what_is_read_of_long_numbers_reads_as_itself(printed in "[1-9][0-9]{0,20}|[0-9]{0,20}[.][0-9]{4,21}") {
            if let Some(amount) = parse(&printed, None) {
                prop_assert_eq!(parse(&canonical(amount.value), None).map(|again| again.value), Some(amount.value));
            }
        }

        #[test]
        fn german_and_english_prints_mean_the_same(cents in 0_i64..99_999_999) {
            let (whole, fraction) = (cents / 100, cents % 100);
            let grouped = |mark: &str| {
                let digits = whole.to_string();
                let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|c| std::str::from_utf8(c).unwrap()).collect();
                groups.join(mark)
            };
            let expected = Decimal::new(cents, 2);
            for (thousands, decimal) in [(".", ","), (",", "."), (" ", ","), ("'", ".")] {
                let printed = format!("{}{decimal}{fraction:02}", grouped(thousands));
                prop_assert_eq!(parse(&printed, None).unwrap().value, expected, "{}", printed);
            }
        }
    }
}
