//! Receipts drawn in code, as till printers and cameras leave them.

use crate::drawing::{Drawing, value};
use perigee_model::Source;

fn receipt() -> Drawing {
    Drawing::recognised()
        .text(100.0, 40.0, "HOME MASTER HARDWARE SDN BHD")
        .text(140.0, 55.0, "(742016-W)")
        .lines(90.0, 70.0, &["NO. 12, JALAN MEWAH 25/63", "TAMAN SRI MUDA", "40400 SHAH ALAM"])
        .text(90.0, 112.0, "TEL: 03-5121 3881")
        .text(90.0, 126.0, "GST NO: 001006288896")
        .text(120.0, 140.0, "TAX INVOICE")
        .text(60.0, 160.0, "INVOICE NO: CS-0012345")
        .text(60.0, 174.0, "DATE: 29/12/2017 8:17:05 PM")
        .text(60.0, 200.0, "GLUE")
        .text(300.0, 200.0, "5.20")
        .text(60.0, 214.0, "PAPER")
        .text(300.0, 214.0, "8.90")
        .text(60.0, 240.0, "SUB TOTAL")
        .text(300.0, 240.0, "14.10")
        .text(60.0, 254.0, "ROUNDING ADJ")
        .text(300.0, 254.0, "0.00")
}

#[test]
fn the_four_fields_and_their_neighbours_are_read() {
    let extraction = receipt()
        .text(60.0, 268.0, "TOTAL")
        .text(280.0, 268.0, "RM 14.10")
        .text(60.0, 282.0, "CASH")
        .text(280.0, 282.0, "RM 20.00")
        .text(60.0, 296.0, "CHANGE")
        .text(280.0, 296.0, "RM 5.90")
        .extract("receipts");
    for (name, expected) in [
        ("company", "HOME MASTER HARDWARE SDN BHD"),
        ("date", "2017-12-29"),
        ("address", "NO. 12, JALAN MEWAH 25/63 TAMAN SRI MUDA 40400 SHAH ALAM"),
        ("total", "14.10"),
        ("time", "20:17:05"),
        ("currency", "MYR"),
        ("receipt_number", "CS-0012345"),
        ("paid", "20.00"),
        ("change", "5.90"),
        ("payment_method", "cash"),
        ("company_phone", "0351213881"),
        ("company_tax_id", "001006288896"),
        ("company_registration", "742016-W"),
    ] {
        assert_eq!(value(&extraction, name), expected, "{name}");
    }
    assert!(extraction.readings.iter().all(|reading| reading.source == Source::Ocr));
}

#[test]
fn misread_labels_and_cash_less_change_still_give_the_total() {
    let extraction = receipt()
        .text(60.0, 268.0, "TOTAI PAYABIE")
        .text(300.0, 268.0, "14.10")
        .text(60.0, 282.0, "CASH")
        .text(300.0, 282.0, "50.00")
        .text(60.0, 296.0, "CHANGE")
        .text(300.0, 296.0, "35.90")
        .extract("receipts");
    assert_eq!(value(&extraction, "total"), "14.10");
}

#[test]
fn the_rounded_total_wins_over_the_exact_one() {
    let extraction = Drawing::recognised()
        .text(60.0, 40.0, "KEDAI KOPI")
        .text(60.0, 268.0, "TOTAL")
        .text(300.0, 268.0, "14.12")
        .text(60.0, 282.0, "ROUNDED TOTAL")
        .text(300.0, 282.0, "14.10")
        .extract("receipts");
    assert_eq!(value(&extraction, "total"), "14.10");
}

#[test]
fn totals_inside_of_the_tax_summary_are_not_the_total() {
    let extraction = Drawing::recognised()
        .text(120.0, 20.0, "KEDAI KOPI SDN BHD")
        .text(120.0, 34.0, "12, JALAN BESAR, 43000 KAJANG")
        .text(60.0, 58.0, "KOPI O")
        .text(300.0, 58.0, "2.42")
        .text(60.0, 72.0, "ROTI")
        .text(300.0, 72.0, "5.00")
        .text(60.0, 100.0, "TOTAL SALES (INCLUSIVE OF GST)")
        .text(300.0, 100.0, "7.42")
        .text(60.0, 114.0, "CASH")
        .text(300.0, 114.0, "10.00")
        .text(60.0, 128.0, "CHANGE")
        .text(300.0, 128.0, "2.58")
        .text(60.0, 150.0, "GST SUMMARY")
        .text(60.0, 164.0, "TOTAL")
        .text(240.0, 164.0, "7.00")
        .text(300.0, 164.0, "0.42")
        .extract("receipts");
    assert_eq!(value(&extraction, "total"), "7.42");
}

#[test]
fn a_german_till_receipt_is_read() {
    let extraction = Drawing::recognised()
        .text(100.0, 40.0, "Bäckerei Korn GmbH")
        .text(100.0, 54.0, "Hauptstraße 5")
        .text(100.0, 68.0, "10115 Berlin")
        .text(60.0, 100.0, "Brot")
        .text(300.0, 100.0, "3,50 A")
        .text(60.0, 130.0, "SUMME EUR")
        .text(300.0, 130.0, "3,50")
        .text(60.0, 144.0, "Bar")
        .text(300.0, 144.0, "5,00")
        .text(60.0, 158.0, "Rückgeld")
        .text(300.0, 158.0, "1,50")
        .text(60.0, 180.0, "24.12.2023 09:41 Uhr")
        .extract("receipts");
    for (name, expected) in [
        ("company", "Bäckerei Korn GmbH"),
        ("address", "Hauptstraße 5 10115 Berlin"),
        ("total", "3.50"),
        ("date", "2023-12-24"),
        ("time", "09:41"),
        ("payment_method", "cash"),
    ] {
        assert_eq!(value(&extraction, name), expected, "{name}");
    }
}

#[test]
fn a_date_may_stand_right_behind_a_colon() {
    for date in [":28/05/18", "=28/05/18", "(28/05/18)"] {
        let extraction =
            Drawing::new().pair(100.0, "DATE", date).pair(130.0, "TOTAL", "6.70").extract("receipts");
        assert_eq!(value(&extraction, "date"), "2018-05-28", "{date}");
    }
}
