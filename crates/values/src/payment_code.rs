//! What the QR codes on bills say: the SEPA credit transfer code (EPC069-12, "GiroCode") and the Swiss QR-bill (SIX
//! Implementation Guidelines 2.3).

use rust_decimal::Decimal;

use crate::{bic, iban};

/// A transfer that a code asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaymentCode {
    /// Account of the payee, canonical, its check digits right.
    pub iban: String,
    /// Bank of the payee; the Swiss code has none.
    pub bic: Option<String>,
    /// Name of the payee.
    pub payee: String,
    /// Address of the payee on one line; empty in the SEPA code, which has none.
    pub payee_address: String,
    /// Amount; `None` when the payer shall fill it in.
    pub amount: Option<Decimal>,
    /// `EUR` or `CHF`; `None` when the code leaves it open.
    pub currency: Option<String>,
    /// Structured reference: creditor reference (`RF…`) or QR reference of 27 digits.
    pub reference: Option<String>,
    /// Unstructured message.
    pub message: Option<String>,
}

/// Longer texts are no such code: EPC allows 331 bytes, the Swiss code 997 characters.
const MAX_CHARACTERS: usize = 1_200;

/// Reads what a QR code says; `None` when it is no payment, or its account is not right.
pub fn parse(text: &str) -> Option<PaymentCode> {
    if text.chars().count() > MAX_CHARACTERS {
        return None;
    }
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    match *lines.first()? {
        "BCD" => sepa(&lines),
        "SPC" => swiss(&lines),
        _ => None,
    }
}

fn filled(lines: &[&str], at: usize) -> Option<String> {
    lines.get(at).filter(|line| !line.is_empty()).map(|line| (*line).to_owned())
}

fn account(lines: &[&str], at: usize) -> Option<String> {
    iban::canonical(lines.get(at)?).filter(|iban| iban::fault(iban).is_none())
}

/// An amount that is greater than nothing; the codes know the point only.
fn amount(text: &str) -> Option<Decimal> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.parse()
        .ok()
        .filter(|_| is_plain)
        .filter(|amount: &Decimal| *amount > Decimal::ZERO && amount.scale() <= 2)
}

/// Lines: mark, version, character set, `SCT`, BIC, name, IBAN, amount, purpose, reference, message, hint.
fn sepa(lines: &[&str]) -> Option<PaymentCode> {
    if !matches!(*lines.get(1)?, "001" | "002") || *lines.get(3)? != "SCT" {
        return None;
    }
    let stated = filled(lines, 7);
    let stated = stated.as_deref().map(|text| text.strip_prefix("EUR").unwrap_or(text));
    Some(PaymentCode {
        iban: account(lines, 6)?,
        bic: filled(lines, 4).and_then(|text| bic::canonical(&text)),
        payee: filled(lines, 5)?,
        payee_address: String::new(),
        amount: stated.and_then(amount),
        currency: Some("EUR".to_owned()),
        reference: filled(lines, 9),
        message: filled(lines, 10),
    })
}

/// Where the blocks of the Swiss code begin.
const CREDITOR: usize = 4;
const AMOUNT: usize = 18;
const REFERENCE: usize = 27;

fn swiss(lines: &[&str]) -> Option<PaymentCode> {
    if !lines.get(1)?.starts_with("02") || *lines.get(2)? != "1" {
        return None;
    }
    let reference = match *lines.get(REFERENCE)? {
        "QRR" | "SCOR" => filled(lines, REFERENCE + 1),
        _ => None,
    };
    let line = |at: usize| lines.get(CREDITOR + at).copied().unwrap_or("");
    let address = match line(0) {
        // Structured: street, number, postcode, town, country.
        "S" => [format!("{} {}", line(2), line(3)), format!("{} {}", line(4), line(5)), line(6).to_owned()],
        // Combined: two lines, then the country.
        _ => [line(2).to_owned(), line(3).to_owned(), line(6).to_owned()],
    };
    let parts: Vec<&str> = address.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    Some(PaymentCode {
        iban: account(lines, 3)?,
        bic: None,
        payee: filled(lines, CREDITOR + 1)?,
        payee_address: parts.join(", "),
        amount: lines.get(AMOUNT).and_then(|text| amount(text)),
        currency: filled(lines, AMOUNT + 1).filter(|code| matches!(code.as_str(), "CHF" | "EUR")),
        reference,
        message: filled(lines, REFERENCE + 2),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEPA: &str = "BCD\n002\n1\nSCT\nBFSWDE33BER\nWikimedia Foerdergesellschaft\nDE33100205000001194700\n\
                        EUR123.45\n\n\nSpende fuer Wikipedia\n";

    #[test]
    fn a_sepa_code_names_payee_account_and_amount() {
        let code = parse(SEPA).unwrap();
        assert_eq!(
            (code.iban.as_str(), code.bic.as_deref()),
            ("DE33100205000001194700", Some("BFSWDE33BER"))
        );
        assert_eq!(
            (code.payee.as_str(), code.amount),
            ("Wikimedia Foerdergesellschaft", Some(Decimal::new(12345, 2)))
        );
        assert_eq!((code.reference, code.message.as_deref()), (None, Some("Spende fuer Wikipedia")));
        assert_eq!(code.currency.as_deref(), Some("EUR"));
    }

    fn swiss_code(address: &str, reference: &str) -> String {
        format!(
            "SPC\r\n0200\r\n1\r\nCH4431999123000889012\r\n{address}\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n1949.75\r\nCHF\r\n\
             S\r\nPia Rutschmann\r\nMarktgasse\r\n28\r\n9400\r\nRorschach\r\nCH\r\n{reference}\r\nJob 42\r\nEPD"
        )
    }

    #[test]
    fn a_swiss_code_has_an_address_and_a_reference() {
        let text = swiss_code(
            "S\r\nRobert Schneider AG\r\nRue du Lac\r\n1268\r\n2501\r\nBiel\r\nCH",
            "QRR\r\n210000000003139471430009017",
        );
        let code = parse(&text).unwrap();
        assert_eq!(code.payee_address, "Rue du Lac 1268, 2501 Biel, CH");
        assert_eq!((code.amount, code.currency.as_deref()), (Some(Decimal::new(194_975, 2)), Some("CHF")));
        assert_eq!(code.reference.as_deref(), Some("210000000003139471430009017"));
        assert_eq!(code.message.as_deref(), Some("Job 42"));
        let combined =
            swiss_code("K\r\nRobert Schneider AG\r\nRue du Lac 1268\r\n2501 Biel\r\n\r\n\r\nCH", "NON\r\n");
        let code = parse(&combined).unwrap();
        assert_eq!((code.payee_address.as_str(), code.reference), ("Rue du Lac 1268, 2501 Biel, CH", None));
    }

    #[test]
    fn a_code_whose_account_is_wrong_is_none() {
        assert_eq!(parse(&SEPA.replace("DE33", "DE34")), None);
        assert_eq!(parse("BCD"), None);
        assert_eq!(parse("https://example.org"), None);
        assert_eq!(parse(""), None);
    }

    #[test]
    fn an_amount_that_is_none_is_left_open() {
        for text in ["EUR", "EUR0.00", "EUR-5", "EUR1.234", "EUR1e9"] {
            assert_eq!(parse(&SEPA.replace("EUR123.45", text)).unwrap().amount, None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_makes_it_panic(body in "(BCD|SPC)(\n[ -~é]{0,20}){0,40}") {
            let _ = parse(&body);
        }
    }
}
