//! E-invoices beside their pages: whose value wins, where it stands, and what contradicts.

use crate::drawing::{Drawing, value};
use perigee_model::{EInvoice, EInvoiceSyntax, Extraction, Reading, Source, process_type};
use proptest::prelude::*;

fn page() -> Drawing {
    Drawing::new()
        .text(60.0, 60.0, "Muster Werkzeug GmbH")
        .lines(60.0, 75.0, &["Hafenweg 3", "20457 Hamburg"])
        .text(60.0, 200.0, "Rechnung")
        .pair(200.0, "Rechnungsnummer:", "RE-77")
        .pair(215.0, "Rechnungsdatum:", "3. Mai 2024")
        .lines(60.0, 300.0, &["Pos", "1", "2"])
        .lines(120.0, 300.0, &["Bezeichnung", "Hobel aus Stahl", "Leim"])
        .lines(300.0, 300.0, &["Menge", "2", "5"])
        .lines(380.0, 300.0, &["Einzelpreis", "100,00", "10,00"])
        .lines(480.0, 300.0, &["Betrag", "1.200,00", "50,00"])
        .pair(400.0, "Nettobetrag", "1.250,00 €")
        .pair(415.0, "zzgl. 19 % MwSt.", "237,50 €")
        .pair(430.0, "Gesamtbetrag", "1.487,50 €")
        .lines(300.0, 780.0, &["IBAN: DE89 3704 0044 0532 0130 00", "USt-IdNr.: DE136695976"])
}

fn invoice(values: &[(&str, &str)]) -> EInvoice {
    let mut invoice = EInvoice::new(EInvoiceSyntax::Cii, "");
    for (name, value) in values {
        invoice.values.insert((*name).to_owned(), vec![(*value).to_owned()]);
    }
    invoice
}

/// What the page says too.
fn fitting() -> EInvoice {
    invoice(&[
        ("invoice_number", "RE-77"),
        ("issue_date", "2024-05-03"),
        ("seller_name", "Muster Werkzeug GmbH"),
        ("seller_address", "Hafenweg 3, 20457 Hamburg, DE"),
        ("seller_vat_id", "DE136695976"),
        ("iban", "DE89370400440532013000"),
        ("currency", "EUR"),
        ("net_total", "1250.00"),
        ("tax_total", "237.5"),
        ("gross_total", "1487.50"),
    ])
}

fn extract(page: Drawing, invoice: &EInvoice) -> Extraction {
    let kind = process_type::find_by_short_name("invoices").unwrap();
    perigee_understand::extract_with_einvoice(&[page.page()], kind, invoice)
}

fn reading<'a>(extraction: &'a Extraction, name: &str) -> &'a Reading {
    extraction.readings.iter().find(|reading| reading.data_point == name).unwrap()
}

fn contradictions(extraction: &Extraction) -> Vec<&str> {
    let differ = extraction.findings.iter().filter(|finding| finding.code == "einvoice_differs_from_page");
    differ.flat_map(|finding| finding.data_points.iter().map(String::as_str)).collect()
}

#[test]
fn every_value_of_the_xml_that_the_page_shows_has_its_place() {
    let extraction = extract(page(), &fitting());
    for (name, values) in &fitting().values {
        let reading = reading(&extraction, name);
        assert_eq!((reading.source, &reading.raw_value), (Source::Einvoice, &values[0]), "{name}");
        assert!(!reading.evidence.is_empty(), "{name} has no place");
        assert!(reading.confidence.get() >= 0.99, "{name}");
    }
    assert_eq!(value(&extraction, "tax_total"), "237.50");
    assert_eq!(contradictions(&extraction), [""; 0]);
    // The due place of a total is beside its label.
    assert!((reading(&extraction, "gross_total").evidence[0].bbox.y0 - 430.0).abs() < 1.0);
    // Street and town, in two lines.
    let address = &reading(&extraction, "seller_address").evidence[0];
    assert!(address.bbox.height() > 20.0 && address.words.len() == 4, "{address:?}");
}

#[test]
fn values_that_only_the_xml_has_stand_nowhere() {
    let mut invoice = fitting();
    invoice.values.insert("buyer_reference".to_owned(), vec!["04011000-12345-34".to_owned()]);
    invoice.values.insert("prepaid_total".to_owned(), vec!["0.00".to_owned()]);
    let extraction = extract(page(), &invoice);
    for name in ["buyer_reference", "prepaid_total"] {
        assert_eq!(reading(&extraction, name).evidence, [], "{name}");
        assert_eq!(reading(&extraction, name).source, Source::Einvoice);
    }
    assert_eq!(contradictions(&extraction), [""; 0]);
}

#[test]
fn what_the_page_says_otherwise_is_a_finding_and_less_sure() {
    for (name, stated, page_says) in [
        ("gross_total", "1487.05", "1487.50"),
        ("net_total", "1205.00", "1250.00"),
        ("iban", "DE02120300000000202051", "DE89370400440532013000"),
        ("invoice_number", "RE-78", "RE-77"),
        ("issue_date", "2024-03-05", "2024-05-03"),
        ("seller_vat_id", "DE811569869", "DE136695976"),
    ] {
        let mut invoice = fitting();
        invoice.values.insert(name.to_owned(), vec![stated.to_owned()]);
        let extraction = extract(page(), &invoice);
        assert_eq!(contradictions(&extraction), [name]);
        let message =
            &extraction.findings.iter().find(|f| f.code == "einvoice_differs_from_page").unwrap().message;
        assert!(message.contains(stated) && message.contains(page_says), "{message}");
        let reading = reading(&extraction, name);
        assert_eq!(reading.value.as_deref(), Some(stated), "the XML wins");
        assert!(reading.confidence.get() <= 0.5);
        assert_eq!(reading.alternatives[0].value.as_deref(), Some(page_says));
    }
}

#[test]
fn the_sign_of_a_credit_note_and_another_spelling_are_no_contradiction() {
    let mut invoice = fitting();
    for (name, stated) in
        [("gross_total", "-1487.50"), ("invoice_number", "RE 77"), ("iban", "DE89 3704 0044 0532 0130 00")]
    {
        invoice.values.insert(name.to_owned(), vec![stated.to_owned()]);
    }
    assert_eq!(contradictions(&extract(page(), &invoice)), [""; 0]);
}

#[test]
fn a_total_that_a_page_of_amounts_does_not_show_is_a_finding() {
    let page = Drawing::new().lines(60.0, 60.0, &["etwas 12,00", "anderes 14,00"]);
    let extraction = extract(page, &invoice(&[("gross_total", "1487.50"), ("net_total", "1250.00")]));
    assert_eq!(contradictions(&extraction), ["gross_total"]);
}

#[test]
fn what_stands_behind_its_own_label_is_found_there() {
    let page = Drawing::new()
        .pair(100.0, "Payment method", "direct debit")
        .pair(115.0, "Charge total", "0.00")
        .pair(130.0, "Seller address", "Weg 1, 1010 Ort, AT");
    let stated = [
        ("payment_method", "direct_debit"),
        ("charge_total", "0.00"),
        ("seller_address", "Weg 1, 1010 Ort, AT"),
    ];
    let extraction = extract(page, &invoice(&stated));
    for (name, _) in stated {
        assert!(!reading(&extraction, name).evidence.is_empty(), "{name}");
    }
}

#[test]
fn a_page_without_words_contradicts_nothing() {
    let extraction = extract(Drawing::new(), &fitting());
    assert_eq!(contradictions(&extraction), [""; 0]);
    assert_eq!(value(&extraction, "gross_total"), "1487.50");
}

#[test]
fn values_of_the_page_that_the_xml_lacks_are_kept() {
    let extraction = extract(page(), &invoice(&[("gross_total", "1487.50")]));
    assert_eq!(reading(&extraction, "invoice_number").source, Source::Text);
    assert_eq!(reading(&extraction, "gross_total").source, Source::Einvoice);
}

#[test]
fn rows_of_the_xml_are_found_in_their_lines() {
    let mut invoice = fitting();
    let row = |cells: &[(&str, &str)]| {
        cells.iter().map(|(name, cell)| ((*name).to_owned(), (*cell).to_owned())).collect()
    };
    invoice.items = vec![
        row(&[
            ("position", "1"),
            ("description", "Hobel aus Stahl"),
            ("quantity", "2.0000"),
            ("amount", "1200.00"),
        ]),
        row(&[
            ("position", "2"),
            ("description", "Leim"),
            ("quantity", "5"),
            ("unit", "C62"),
            ("amount", "50.00"),
        ]),
    ];
    invoice.taxes = vec![row(&[("rate", "19.00"), ("net", "1250.00"), ("tax", "237.50")])];
    let extraction = extract(page(), &invoice);
    let [items, taxes] = extraction.tables.as_slice() else { panic!("two tables were expected") };
    assert_eq!((items.data_point.as_str(), taxes.data_point.as_str()), ("items", "taxes"));
    let second = &items.rows[1];
    assert_eq!(second["quantity"].value.as_deref(), Some("5"));
    for cell in ["description", "quantity", "amount"] {
        let place = second[cell].evidence.first().unwrap_or_else(|| panic!("{cell} has no place"));
        assert!((place.bbox.y0 - 324.0).abs() < 1.0, "{cell}: {place:?}");
    }
    assert_eq!(second["unit"].evidence, []);
    assert_eq!(items.rows[0]["description"].evidence[0].words.len(), 3);
    assert_eq!(taxes.rows[0]["rate"].value.as_deref(), Some("19"));
    assert_eq!(items.evidence.len(), 1);
}

#[test]
fn a_type_without_an_invoice_number_is_left_alone() {
    let kind = process_type::find_by_short_name("receipts").unwrap();
    let pages = [page().page()];
    let with = perigee_understand::extract_with_einvoice(&pages, kind, &fitting());
    assert_eq!(with, perigee_understand::extract(&pages, kind));
}

proptest! {
    #[test]
    fn no_value_makes_it_panic(name in 0_usize..50, text in "\\PC{0,40}", rows in 0_usize..4) {
        let kind = process_type::find_by_short_name("invoices").unwrap();
        let mut invoice = fitting();
        invoice.values.insert(kind.data_points[name].name.clone(), vec![text.clone()]);
        invoice.items = vec![[("description".to_owned(), text.clone()), ("amount".to_owned(), text)].into(); rows];
        let extraction = extract(page(), &invoice);
        // Without rows in the XML those of the page are told.
        let items = extraction.tables.iter().find(|table| table.data_point == "items");
        prop_assert!(rows == 0 || items.is_some_and(|table| table.rows.len() == rows));
    }
}

#[test]
fn ten_thousand_rows_on_a_page_of_noughts_are_soon_done() {
    let words: String = "0,00 ".repeat(6_000);
    let page = Drawing::new().text(0.0, 0.0, &words);
    let mut invoice = fitting();
    let row: indexmap::IndexMap<String, String> =
        [("description", "0,00 0,00"), ("unit_price", "0.00"), ("amount", "0.00"), ("tax_rate", "0")]
            .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
            .into();
    invoice.items = vec![row; 10_000];
    let extraction = extract(page, &invoice);
    assert_eq!(extraction.tables[0].rows.len(), 10_000);
}
