//! Papers of other kinds: what is found on them is not sure, and pieces of sentences are no names.

use perigee_model::{Extraction, process_type};

use crate::drawing::{Drawing, value};

/// Confidence from which on values are often accepted unseen.
const SURE: f32 = 0.9;

/// A form of an authority with sentences, in whose head an address stands.
fn form() -> Drawing {
    Drawing::new()
        .lines(60.0, 60.0, &["U.S. Department of Harbours", "Washington, DC 20530"])
        .sized(60.0, 110.0, 1.5, "Supplemental Statement")
        .text(60.0, 140.0, "Pursuant to Section 2 of the Boats and Moorings Registration Act of")
        .text(60.0, 152.0, "1938, as amended")
        .pair(200.0, "Dated", "05/01/1980")
        .lines(
            60.0,
            240.0,
            &["1. (a) Name of keeper", "Harbour Tourist Board of Florida, as shown in the register"],
        )
        .text(
            60.0,
            300.0,
            "The undersigned swears that he has read the information set forth in this statement and",
        )
        .text(
            60.0,
            312.0,
            "that he is familiar with the contents thereof, to the best of his knowledge and belief.",
        )
        .pair(360.0, "Total", "1,250.00")
}

/// An order with everything that invoices have too.
fn order() -> Drawing {
    Drawing::new()
        .lines(60.0, 60.0, &["Northwind Joinery Ltd", "4 Mill Lane", "Leeds LS1 4DY"])
        .sized(60.0, 130.0, 1.6, "Purchase Order")
        .pair(150.0, "PO number:", "4500012345")
        .pair(165.0, "Order date:", "03.05.2024")
        .lines(60.0, 180.0, &["Supplier:", "Harbour Tools Ltd", "12 Quay Street", "Bristol BS1 6UX"])
        .lines(60.0, 300.0, &["Item", "1", "2"])
        .lines(120.0, 300.0, &["Description", "Plane", "Glue"])
        .lines(300.0, 300.0, &["Quantity", "2", "5"])
        .lines(380.0, 300.0, &["Unit price", "100.00", "10.00"])
        .lines(480.0, 300.0, &["Amount", "200.00", "50.00"])
        .pair(400.0, "Net total", "250.00")
        .pair(415.0, "VAT 20 %", "50.00")
        .pair(430.0, "Total", "£300.00")
        .text(60.0, 780.0, "IBAN: GB29 NWBK 6016 1331 9268 19")
}

fn sure(extraction: &Extraction) -> Vec<String> {
    let sure = extraction.readings.iter().filter(|reading| reading.confidence.get() >= SURE);
    sure.map(|reading| {
        format!("{} {} {:.2}", reading.data_point, reading.raw_value, reading.confidence.get())
    })
    .collect()
}

#[test]
fn a_form_sent_to_invoices_has_no_seller_made_of_a_sentence_and_no_sure_value() {
    let found = form().extract("invoices");
    assert!(!value(&found, "seller_name").contains("amended"), "{}", value(&found, "seller_name"));
    assert_eq!(sure(&found), [""; 0]);
}

#[test]
fn nothing_on_a_form_is_sure_whatever_it_is_read_as() {
    for kind in process_type::list() {
        assert_eq!(sure(&form().extract(&kind.short_name)), [""; 0], "{}", kind.short_name);
    }
}

#[test]
fn an_order_is_an_order_and_no_invoice() {
    let as_invoice = order().extract("invoices");
    let sure_as_invoice = sure(&as_invoice);
    assert!(sure_as_invoice.iter().all(|value| value.starts_with("iban")), "{sure_as_invoice:?}");
    assert!(as_invoice.tables.iter().all(|table| table.confidence.get() < SURE));
    assert!(sure(&order().extract("purchase_orders")).len() >= 3);
}

#[test]
fn right_check_digits_say_the_same_on_any_paper() {
    let (kind, page) = (process_type::find_by_short_name("invoices").unwrap(), order().page());
    let iban = |found: Extraction| {
        found
            .readings
            .into_iter()
            .find(|reading| reading.data_point == "iban")
            .map(|reading| reading.confidence)
    };
    let alone = iban(perigee_understand::extract_by_rules(std::slice::from_ref(&page), kind));
    assert!(alone.is_some());
    assert_eq!(iban(perigee_understand::extract(&[page], kind)), alone);
}
