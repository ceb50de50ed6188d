//! Letterheads: names in large type, addresses in one line, amounts at the other edge of the paper, Spanish and Italian.

use crate::drawing::{Drawing, value};

#[test]
fn an_address_in_one_line_below_a_name_is_the_letterheads() {
    let found = Drawing::new()
        .sized(200.0, 40.0, 1.6, "Toitures Belmont SAS")
        .text(200.0, 58.0, "15, place du Marché, 59900 Lille")
        .lines(50.0, 140.0, &["Éditions du Phare SA", "61, quai de la Gare", "59400 Lille"])
        .text(50.0, 220.0, "Facture n° F-2025-17")
        .extract("invoices");
    assert_eq!(value(&found, "seller_name"), "Toitures Belmont SAS");
    assert_eq!(value(&found, "seller_address"), "15, place du Marché, 59900 Lille");
    assert_eq!(value(&found, "buyer_name"), "Éditions du Phare SA");
    assert_eq!(value(&found, "invoice_number"), "F-2025-17");
}

#[test]
fn a_company_in_large_type_is_the_sender_of_a_letter_with_one_address() {
    let found = Drawing::new()
        .sized(50.0, 40.0, 1.6, "Gemüsehof Reetz GbR")
        .lines(330.0, 140.0, &["Hotel Seeblick Betriebs GmbH", "Industrieweg 4", "79716 Freiburg"])
        .text(50.0, 220.0, "Rechnung Nr. RE-2025-1432")
        .extract("invoices");
    assert_eq!(value(&found, "seller_name"), "Gemüsehof Reetz GbR");
    assert_eq!(value(&found, "buyer_name"), "Hotel Seeblick Betriebs GmbH");
}

#[test]
fn totals_may_stand_at_the_other_edge_and_below_their_labels() {
    let wide = Drawing::new()
        .text(50.0, 400.0, "Abzüglich Anzahlung")
        .text(520.0, 400.0, "40,00 €")
        .text(50.0, 380.0, "Rechnungsbetrag")
        .text(515.0, 380.0, "119,00 €")
        .extract("invoices");
    assert_eq!(value(&wide, "gross_total"), "119.00");
    let above = Drawing::new()
        .text(50.0, 400.0, "Total excl. VAT")
        .text(180.0, 400.0, "VAT 20%")
        .text(300.0, 400.0, "Total incl. VAT")
        .text(430.0, 400.0, "Less payments received")
        .text(50.0, 413.0, "£386.14")
        .text(180.0, 413.0, "£77.23")
        .text(300.0, 413.0, "£463.37")
        .text(430.0, 413.0, "-£185.00")
        .extract("utility_bills");
    for (name, expected) in
        [("net_total", "386.14"), ("gross_total", "463.37"), ("payments_received", "185.00")]
    {
        assert_eq!(value(&above, name), expected, "{name}");
    }
}

#[test]
fn the_title_of_a_bill_describes_it_before_its_number() {
    let found = Drawing::new()
        .sized(50.0, 200.0, 1.5, "Facture d’électricité F446660/26 du 22/03/2026")
        .lines(50.0, 240.0, &["Voici votre facture", "Merci de votre confiance", "Votre conseiller"])
        .extract("utility_bills");
    assert_eq!(value(&found, "bill_number"), "F446660/26");
    assert_eq!(value(&found, "issue_date"), "2026-03-22");
    assert_eq!(value(&found, "utility_type"), "electricity");
}

#[test]
fn labels_of_spanish_and_italian_invoices_are_known() {
    let spanish = Drawing::new()
        .pair(80.0, "N.º de factura:", "F2025/2980")
        .pair(95.0, "Fecha de emisión:", "03/04/2025")
        .pair(110.0, "Vencimiento:", "03/05/2025")
        .pair(125.0, "N.º de cliente:", "K-48249")
        .pair(300.0, "Base imponible", "100,00 €")
        .pair(315.0, "IVA 21 %", "21,00 €")
        .pair(330.0, "Total factura", "121,00 €")
        .extract("invoices");
    let italian = Drawing::new()
        .pair(80.0, "Fattura n.:", "4523/2026/FE")
        .pair(95.0, "Data fattura:", "03/04/2025")
        .pair(110.0, "Scadenza:", "03/05/2025")
        .pair(125.0, "Codice cliente:", "K-48249")
        .pair(300.0, "Imponibile", "100,00 €")
        .pair(315.0, "IVA 22%", "22,00 €")
        .pair(330.0, "Totale documento", "122,00 €")
        .extract("invoices");
    for (found, number, gross) in [(spanish, "F2025/2980", "121.00"), (italian, "4523/2026/FE", "122.00")] {
        assert_eq!(value(&found, "invoice_number"), number);
        assert_eq!(value(&found, "issue_date"), "2025-04-03");
        assert_eq!(value(&found, "due_date"), "2025-05-03");
        assert_eq!(value(&found, "customer_number"), "K-48249");
        assert_eq!(value(&found, "net_total"), "100.00");
        assert_eq!(value(&found, "gross_total"), gross);
    }
}
