//! Invoices drawn in code, one for each way in which sellers lay them out.

use crate::drawing::{Drawing, value};
use perigee_model::{Extraction, Source};

fn assert_values(extraction: &Extraction, expected: &[(&str, &str)]) {
    let found: Vec<(&str, String)> =
        expected.iter().map(|(name, _)| (*name, value(extraction, name))).collect();
    let expected: Vec<(&str, String)> =
        expected.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    assert_eq!(found, expected);
}

fn german() -> Drawing {
    Drawing::new()
        .text(60.0, 120.0, "Muster Werkzeug GmbH · Hafenweg 3 · 20457 Hamburg")
        .lines(60.0, 150.0, &["Schreinerei Holzmann OHG", "Am Anger 12", "99084 Erfurt"])
        .sized(60.0, 240.0, 1.6, "Rechnung Nr. RE-2024/0815 vom 03.05.2024")
        .pair(150.0, "Kundennummer:", "K-4711")
        .pair(165.0, "Bestellnummer:", "4500012345")
        .pair(180.0, "Leistungsdatum:", "30.04.2024")
        .lines(60.0, 300.0, &["Pos", "1", "2"])
        .lines(120.0, 300.0, &["Bezeichnung", "Hobel", "Leim"])
        .lines(300.0, 300.0, &["Menge", "2", "5"])
        .lines(380.0, 300.0, &["Einzelpreis", "100,00", "10,00"])
        .lines(480.0, 300.0, &["Betrag", "200,00", "50,00"])
        .pair(400.0, "Nettobetrag", "250,00 €")
        .pair(415.0, "zzgl. 19 % MwSt.", "47,50 €")
        .pair(430.0, "Gesamtbetrag", "297,50 €")
        .text(
            60.0,
            460.0,
            "Zahlbar innerhalb von 14 Tagen netto bis 17.05.2024, bei Zahlung bis 10.05.2024 2% Skonto.",
        )
        .lines(60.0, 780.0, &["Muster Werkzeug GmbH", "USt-IdNr.: DE136695976", "Steuernummer: 22/123/45678"])
        .lines(
            300.0,
            780.0,
            &["IBAN: DE89 3704 0044 0532 0130 00", "BIC: COBADEFFXXX", "Tel.: +49 40 1234567"],
        )
}

#[test]
fn a_german_letter_with_a_sender_line_is_read() {
    let extraction = german().extract("invoices");
    assert_values(
        &extraction,
        &[
            ("document_type", "invoice"),
            ("invoice_number", "RE-2024/0815"),
            ("issue_date", "2024-05-03"),
            ("due_date", "2024-05-17"),
            ("delivery_date", "2024-04-30"),
            ("order_number", "4500012345"),
            ("customer_number", "K-4711"),
            ("seller_name", "Muster Werkzeug GmbH"),
            ("seller_address", "Hafenweg 3 20457 Hamburg"),
            ("seller_vat_id", "DE136695976"),
            ("seller_tax_number", "22/123/45678"),
            ("seller_phone", "+49401234567"),
            ("buyer_name", "Schreinerei Holzmann OHG"),
            ("buyer_address", "Am Anger 12 99084 Erfurt"),
            ("iban", "DE89370400440532013000"),
            ("bic", "COBADEFFXXX"),
            ("discount_date", "2024-05-10"),
            ("discount_percent", "2"),
            ("currency", "EUR"),
            ("net_total", "250.00"),
            ("tax_total", "47.50"),
            ("gross_total", "297.50"),
            ("amount_due", "297.50"),
        ],
    );
    assert_eq!(extraction.findings, []);
}

#[test]
fn a_polish_invoice_with_headed_parties_is_read() {
    let extraction = Drawing::new()
        .sized(60.0, 60.0, 1.6, "Faktura VAT nr FV 12/2024")
        .pair(90.0, "Data wystawienia:", "12.10.2024")
        .pair(105.0, "Data sprzedaży:", "10.10.2024")
        .pair(120.0, "Termin płatności:", "26.10.2024")
        .lines(
            60.0,
            160.0,
            &[
                "Sprzedawca:",
                "Zielony Las Sp. z o.o.",
                "ul. Prosta 51",
                "00-838 Warszawa",
                "NIP: 526-10-40-828",
            ],
        )
        .lines(
            320.0,
            160.0,
            &["Nabywca:", "Piekarnia Kłos s.c.", "ul. Długa 7/3", "31-147 Kraków", "NIP: PL6762484560"],
        )
        .pair(400.0, "Razem netto", "1 234,00 zł")
        .pair(415.0, "Kwota VAT", "283,82 zł")
        .pair(430.0, "Razem brutto", "1 517,82 zł")
        .pair(460.0, "Do zapłaty:", "1 517,82 zł")
        .text(60.0, 480.0, "Sposób płatności: przelew")
        .text(60.0, 495.0, "Numer konta: PL61 1090 1014 0000 0712 1981 2874")
        .extract("invoices");
    assert_values(
        &extraction,
        &[
            ("invoice_number", "FV 12/2024"),
            ("issue_date", "2024-10-12"),
            ("delivery_date", "2024-10-10"),
            ("due_date", "2024-10-26"),
            ("seller_name", "Zielony Las Sp. z o.o."),
            ("seller_address", "ul. Prosta 51 00-838 Warszawa"),
            ("seller_tax_number", "526-10-40-828"),
            ("buyer_name", "Piekarnia Kłos s.c."),
            ("buyer_address", "ul. Długa 7/3 31-147 Kraków"),
            ("buyer_vat_id", "PL6762484560"),
            ("iban", "PL61109010140000071219812874"),
            ("payment_method", "transfer"),
            ("currency", "PLN"),
            ("net_total", "1234.00"),
            ("tax_total", "283.82"),
            ("gross_total", "1517.82"),
            ("amount_due", "1517.82"),
        ],
    );
}

#[test]
fn an_english_invoice_with_labels_above_their_values_is_read() {
    let extraction = Drawing::new()
        .lines(
            60.0,
            50.0,
            &["Northwind Traders Ltd", "12 Station Road", "Leeds LS1 4DY", "accounts@northwind.example"],
        )
        .lines(60.0, 160.0, &["Bill to:", "Harbour Books LLC", "215 Vine Street", "Scranton, PA 18503"])
        .sized(400.0, 50.0, 2.0, "INVOICE")
        .text(340.0, 160.0, "Invoice number")
        .text(340.0, 172.0, "INV-00123")
        .text(450.0, 160.0, "Invoice date")
        .text(450.0, 172.0, "March 3, 2024")
        .text(340.0, 200.0, "PO number")
        .text(340.0, 212.0, "PO-778")
        .text(450.0, 200.0, "Due date")
        .text(450.0, 212.0, "April 2, 2024")
        .pair(400.0, "Subtotal", "$1,000.00")
        .pair(415.0, "Sales tax (8%)", "$80.00")
        .pair(430.0, "Total", "$1,080.00")
        .pair(445.0, "Amount paid", "$80.00")
        .pair(460.0, "Balance due", "$1,000.00")
        .extract("invoices");
    assert_values(
        &extraction,
        &[
            ("invoice_number", "INV-00123"),
            ("issue_date", "2024-03-03"),
            ("due_date", "2024-04-02"),
            ("order_number", "PO-778"),
            ("seller_name", "Northwind Traders Ltd"),
            ("seller_email", "accounts@northwind.example"),
            ("buyer_name", "Harbour Books LLC"),
            ("buyer_address", "215 Vine Street Scranton, PA 18503"),
            ("currency", "USD"),
            ("net_total", "1000.00"),
            ("tax_total", "80.00"),
            ("gross_total", "1080.00"),
            ("amount_due", "1000.00"),
        ],
    );
}

#[test]
fn a_french_invoice_is_read() {
    let extraction = Drawing::new()
        .text(60.0, 40.0, "Au Vieux Moulin SARL - 12 chemin de l'olive - 84340 Malaucène - France")
        .text(60.0, 55.0, "TVA : FR60421938861 - Tél : +33 4 50 44 68 99")
        .lines(340.0, 120.0, &["Ma jolie boutique", "35 rue de la République", "69001 Lyon"])
        .text(60.0, 200.0, "Facture FA-2024-0008")
        .text(60.0, 230.0, "Date de facture")
        .text(200.0, 230.0, "16/11/2024")
        .text(60.0, 245.0, "Date d'échéance")
        .text(200.0, 245.0, "16/12/2024")
        .text(60.0, 260.0, "Votre référence")
        .text(200.0, 260.0, "PO445")
        .text(60.0, 275.0, "Conditions de paiement")
        .text(200.0, 275.0, "30 jours net")
        .pair(400.0, "Total HT", "218,48 €")
        .pair(415.0, "Total taxes", "43,70 €")
        .pair(430.0, "Total TTC", "262,18 €")
        .extract("invoices");
    assert_values(
        &extraction,
        &[
            ("invoice_number", "FA-2024-0008"),
            ("issue_date", "2024-11-16"),
            ("due_date", "2024-12-16"),
            ("order_number", "PO445"),
            ("seller_name", "Au Vieux Moulin SARL"),
            ("seller_vat_id", "FR60421938861"),
            ("buyer_name", "Ma jolie boutique"),
            ("payment_terms", "30 jours net"),
            ("net_total", "218.48"),
            ("tax_total", "43.70"),
            ("gross_total", "262.18"),
        ],
    );
}

#[test]
fn every_value_names_the_words_it_was_read_from() {
    let page = german().page();
    let extraction = german().extract("invoices");
    for reading in &extraction.readings {
        let [evidence] = reading.evidence.as_slice() else { panic!("{}: one place", reading.data_point) };
        assert_eq!(reading.source, Source::Text);
        assert!((0.0..=1.0).contains(&reading.confidence.get()), "{}", reading.data_point);
        for &word in &evidence.words {
            let inside = page.words[word as usize].bbox;
            assert!(
                inside.x0 >= evidence.bbox.x0 - 0.01
                    || reading.raw_value.len() < page.words[word as usize].text.len()
            );
        }
        assert!(!evidence.words.is_empty(), "{}", reading.data_point);
    }
}

#[test]
fn the_sum_of_several_tax_rates_is_the_total_not_its_parts() {
    let extraction = Drawing::new()
        .text(60.0, 60.0, "Rechnung Nr. 17")
        .lines(100.0, 400.0, &["Nettobetrag", "100,00", "200,00", "300,00"])
        .lines(220.0, 400.0, &["MwSt-Betrag", "7,00", "38,00", "45,00"])
        .lines(340.0, 400.0, &["Endbetrag", "107,00", "238,00", "345,00"])
        .extract("invoices");
    assert_values(&extraction, &[("net_total", "300.00"), ("tax_total", "45.00"), ("gross_total", "345.00")]);
}

#[test]
fn totals_that_do_not_add_up_are_told() {
    let extraction = Drawing::new()
        .pair(400.0, "Nettobetrag", "100,00 €")
        .pair(415.0, "MwSt.", "19,00 €")
        .pair(430.0, "Gesamtbetrag", "120,00 €")
        .extract("invoices");
    assert_eq!(value(&extraction, "gross_total"), "120.00");
    assert_eq!(extraction.findings.len(), 1);
    assert_eq!(extraction.findings[0].code, "totals_do_not_add_up");
}

#[test]
fn check_digits_that_fail_are_told_and_the_value_is_kept() {
    let extraction =
        Drawing::new().text(60.0, 700.0, "IBAN: DE89 3704 0044 0532 0130 01").extract("invoices");
    let reading = &extraction.readings[0];
    assert_eq!(reading.value.as_deref(), Some("DE89370400440532013001"));
    assert!(
        reading.fault.as_deref().is_some_and(|fault| fault.contains("check digits")),
        "{:?}",
        reading.fault
    );
}

#[test]
fn a_customer_number_nearer_than_the_invoice_label_is_not_the_invoice_number() {
    let extraction = Drawing::new()
        .text(60.0, 100.0, "Rechnungsnummer: 123456   Kundennummer: 998877")
        .extract("invoices");
    assert_values(&extraction, &[("invoice_number", "123456"), ("customer_number", "998877")]);
}

#[test]
fn credit_notes_and_corrections_say_what_they_are() {
    for (title, kind) in [
        ("Gutschrift Nr. 4711", "credit_note"),
        ("Rechnungskorrektur Nr. 4711", "correction"),
        ("Avoir AV-2017-0005", "credit_note"),
        ("Teilrechnung Nr. 4711", "partial"),
        ("W A R E N R E C H N U N G", "invoice"),
    ] {
        let extraction = Drawing::new().sized(60.0, 60.0, 1.5, title).extract("invoices");
        assert_eq!(value(&extraction, "document_type"), kind, "{title}");
    }
}

#[test]
fn american_dates_are_read_with_the_month_first() {
    let extraction = Drawing::new()
        .pair(100.0, "Invoice Date:", "03/04/2024")
        .pair(115.0, "Due Date:", "03/25/2024")
        .pair(130.0, "Total", "$5.00")
        .extract("invoices");
    assert_values(&extraction, &[("issue_date", "2024-03-04"), ("due_date", "2024-03-25")]);
}

#[test]
fn a_service_period_has_a_start_and_an_end() {
    for period in [
        "Leistungszeitraum: 01.05.2024 - 31.05.2024",
        "Billing period: 01.05.2024 to 31.05.2024",
        "Zeitraum: 01.05.24-31.05.24",
    ] {
        let extraction = Drawing::new().text(60.0, 100.0, period).extract("invoices");
        assert_values(&extraction, &[("service_start", "2024-05-01"), ("service_end", "2024-05-31")]);
    }
}
