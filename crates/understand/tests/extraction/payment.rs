//! Bills with a QR code.

use perigee_model::{Code, Extraction, Rect, Source, process_type};

use crate::drawing::{Drawing, value};

const ACCOUNT: &str = "DE33100205000001194700";

/// An invoice over 119.00 with a code over another amount, or the same.
fn bill(amount: &str, account: &str) -> Extraction {
    let mut page = Drawing::new()
        .text(40.0, 60.0, "Example Works GmbH")
        .pair(100.0, "Invoice number:", "2026-118")
        .pair(120.0, "Invoice date:", "2026-03-02")
        .pair(400.0, "Total:", "119.00 EUR")
        .pair(440.0, "IBAN:", account)
        .page();
    let text =
        format!("BCD\n002\n1\nSCT\nBFSWDE33BER\nExample Works GmbH\n{ACCOUNT}\nEUR{amount}\n\n\n2026-118");
    page.graphics.codes.push(Code {
        format: "QR_CODE".to_owned(),
        text,
        bbox: Rect::new(40.0, 600.0, 120.0, 680.0),
    });
    perigee_understand::extract(&[page], process_type::find_by_short_name("invoices").unwrap())
}

#[test]
fn a_code_that_agrees_makes_sure_and_one_that_knows_more_fills_in() {
    let found = bill("119.00", ACCOUNT);
    assert_eq!((value(&found, "iban").as_str(), value(&found, "bic").as_str()), (ACCOUNT, "BFSWDE33BER"));
    let reading = |name: &str| found.readings.iter().find(|reading| reading.data_point == name).unwrap();
    assert!(reading("iban").confidence.get() > 0.99 && reading("iban").source == Source::Text);
    assert_eq!(reading("bic").source, Source::Barcode);
    assert_eq!(reading("bic").evidence[0].bbox, Rect::new(40.0, 600.0, 120.0, 680.0));
    assert!(found.findings.is_empty(), "{:?}", found.findings);
}

#[test]
fn a_code_that_asks_for_another_account_is_told() {
    let found = bill("119.00", "DE02120300000000202051");
    let finding =
        found.findings.iter().find(|finding| finding.code == "payment_code_differs_from_page").unwrap();
    assert_eq!(finding.data_points, ["iban"]);
    assert!(finding.message.contains(ACCOUNT), "{}", finding.message);
    assert_eq!(value(&found, "iban"), "DE02120300000000202051");
    let iban = found.readings.iter().find(|reading| reading.data_point == "iban").unwrap();
    assert!(iban.confidence.get() <= 0.5);
}
