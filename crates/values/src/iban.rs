//! International bank account numbers.

use iban::{BaseIban, Iban, ParseIbanError};

/// Upper case, without spaces; `None` when the shape is not that of an IBAN.
///
/// Wrong check digits are kept: [`fault`] tells them, and the reader can compare with the page.
pub fn canonical(printed: &str) -> Option<String> {
    let mut letters = String::new();
    for character in printed.trim().chars() {
        match character {
            c if c.is_ascii_alphanumeric() => letters.push(c.to_ascii_uppercase()),
            c if c.is_whitespace() || matches!(c, '-' | '.' | ',' | ':') => {}
            _ => return None,
        }
        if letters.len() > 38 {
            return None;
        }
    }
    let iban = letters.strip_prefix("IBAN").unwrap_or(&letters);
    let bytes = iban.as_bytes();
    let is_shaped = (15..=34).contains(&iban.len())
        && bytes.iter().take(2).all(u8::is_ascii_uppercase)
        && bytes.iter().skip(2).take(2).all(u8::is_ascii_digit);
    is_shaped.then(|| iban.to_owned())
}

/// Whether the check digits hold.
pub fn has_valid_check_digits(iban: &str) -> bool {
    iban.parse::<BaseIban>().is_ok()
}

/// Letters and digits that an IBAN of this country has; `None` for a country without IBANs.
pub fn length(country: &str) -> Option<usize> {
    LENGTHS.iter().find(|(code, _)| *code == country).map(|(_, length)| *length)
}

/// What speaks against an IBAN, in a sentence.
pub fn fault(iban: &str) -> Option<String> {
    match iban.parse::<Iban>() {
        Ok(_) => None,
        Err(ParseIbanError::InvalidBaseIban { .. }) => {
            Some(format!("the check digits of IBAN {iban} do not fit its other digits"))
        }
        Err(ParseIbanError::InvalidBban(_)) => {
            Some(format!("IBAN {iban} has not the form that its country uses"))
        }
        Err(ParseIbanError::UnknownCountry(_)) => {
            Some(format!("no country has IBANs that begin like {iban}"))
        }
    }
}

/// Lengths of the IBAN registry for the countries of Europe and its neighbours.
const LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IS", 26),
    ("IT", 27),
    ("KW", 30),
    ("LB", 28),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("SA", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("XK", 20),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_valid_iban_has_no_fault() {
        let iban = canonical("IBAN: DE89 3704 0044 0532 0130 00").unwrap();
        assert_eq!(iban, "DE89370400440532013000");
        assert_eq!(fault(&iban), None);
        assert_eq!(Some(iban.len()), length("DE"));
    }

    #[test]
    fn a_wrong_digit_is_named() {
        let iban = canonical("DE89370400440532013001").unwrap();
        assert!(fault(&iban).unwrap().contains("check digits"));
        assert!(!has_valid_check_digits(&iban));
    }

    #[test]
    fn other_texts_are_no_ibans() {
        assert_eq!(canonical("DE123"), None);
        assert_eq!(canonical("1234567890123456"), None);
        assert_eq!(canonical("DE89/3704/0044/0532/0130/00"), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}") {
            if let Some(iban) = canonical(&text) {
                prop_assert_eq!(canonical(&iban), Some(iban.clone()));
                let _ = fault(&iban);
            }
        }
    }
}
