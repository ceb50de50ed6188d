//! Currencies: codes, signs and names to ISO 4217.

/// Codes in use that appear on invoices; a random three-letter word must not become a currency.
const CODES: &[&str] = &[
    "EUR", "USD", "GBP", "PLN", "CHF", "CZK", "DKK", "SEK", "NOK", "HUF", "RON", "BGN", "ISK", "TRY", "UAH",
    "RUB", "CAD", "AUD", "NZD", "JPY", "CNY", "HKD", "SGD", "MYR", "INR", "IDR", "THB", "PHP", "VND", "KRW",
    "TWD", "AED", "SAR", "ILS", "ZAR", "EGP", "MAD", "BRL", "MXN", "ARS", "CLP", "COP", "PEN", "RSD", "BAM",
    "MKD", "ALL", "GEL",
];

/// Letters of a code.
const CODE: usize = 3;

/// Signs and names, folded or as printed, to codes. `$` and `kr` stand for the most frequent of their currencies.
const NAMES: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("$", "USD"),
    ("us$", "USD"),
    ("u$s", "USD"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("zł", "PLN"),
    ("zl", "PLN"),
    ("kč", "CZK"),
    ("kc", "CZK"),
    ("ft", "HUF"),
    ("kr", "SEK"),
    ("rm", "MYR"),
    ("₹", "INR"),
    ("rs", "INR"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₩", "KRW"),
    ("₪", "ILS"),
    ("฿", "THB"),
    ("s$", "SGD"),
    ("a$", "AUD"),
    ("c$", "CAD"),
    ("hk$", "HKD"),
    ("r$", "BRL"),
    ("sfr", "CHF"),
    ("fr", "CHF"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("usdollars", "USD"),
    ("pounds", "GBP"),
    ("poundssterling", "GBP"),
    ("zloty", "PLN"),
    ("zlotych", "PLN"),
    ("franken", "CHF"),
    ("ringgit", "MYR"),
];

/// The ISO 4217 code of a code, sign or name; `None` when it is none.
pub fn find(printed: &str) -> Option<&'static str> {
    let trimmed = printed.trim().trim_matches(['(', ')', '[', ']', ':', '.', ',', ' ']);
    if trimmed.is_empty() || trimmed.len() > 20 {
        return None;
    }
    let code = || CODES.iter().find(|code| trimmed.eq_ignore_ascii_case(code));
    if let Some(code) = Some(trimmed).filter(|text| text.len() == CODE).and_then(|_| code()) {
        // "all" and "try" are words before they are currencies.
        let is_word = matches!(*code, "ALL" | "TRY") && trimmed != *code;
        return (!is_word).then_some(*code);
    }
    // Most words begin as no name does.
    let first = trimmed.as_bytes()[0].to_ascii_lowercase();
    if first.is_ascii_alphanumeric() && NAMES.iter().all(|(name, _)| name.as_bytes()[0] != first) {
        return None;
    }
    let lower = trimmed.to_lowercase();
    let folded = crate::fold(&lower);
    NAMES.iter().find(|(name, _)| *name == lower || *name == folded).map(|(_, code)| *code)
}

/// Whether the text holds a currency sign such as `€`.
pub fn has_sign(text: &str) -> bool {
    text.contains(['€', '$', '£', '¥', '₹', '₽', '₺', '₴', '₩', '₪', '฿'])
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("€", Some("EUR"))]
    #[case("eur", Some("EUR"))]
    #[case("Euro", Some("EUR"))]
    #[case("zł", Some("PLN"))]
    #[case("(RM):", Some("MYR"))]
    #[case("US Dollars", Some("USD"))]
    #[case("Rs.", Some("INR"))]
    #[case("all", None)]
    #[case("Stk", None)]
    #[case("", None)]
    fn signs_names_and_codes_become_codes(#[case] printed: &str, #[case] expected: Option<&str>) {
        assert_eq!(find(printed), expected);
    }
}
