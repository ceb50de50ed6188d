//! Purchase orders and utility bills: who writes to whom, and what only they have.

use crate::drawing::{Drawing, value};

#[test]
fn the_letterhead_of_an_order_is_the_buyers() {
    let found = Drawing::new()
        .sized(50.0, 50.0, 0.8, "Hotel Seeblick Betriebs GmbH · Uferweg 3 · 79111 Freiburg")
        .lines(50.0, 80.0, &["Möbel Fenn GmbH", "Lagerstraße 12", "20457 Hamburg"])
        .sized(50.0, 180.0, 1.5, "Bestellung Nr. 4500998 vom 03.02.2026")
        .text(350.0, 80.0, "Lieferanten-Nr.:")
        .text(450.0, 80.0, "70112")
        .text(350.0, 92.0, "Ihr Angebot:")
        .text(450.0, 92.0, "AN-2026-88")
        .text(350.0, 104.0, "Ansprechpartner:")
        .text(450.0, 104.0, "Petra Lang")
        .text(350.0, 116.0, "Liefertermin:")
        .text(450.0, 116.0, "20.02.2026")
        .text(430.0, 270.0, "Summe netto")
        .text(510.0, 270.0, "956,00 €")
        .text(430.0, 284.0, "19 % MwSt.")
        .text(510.0, 284.0, "181,64 €")
        .text(430.0, 298.0, "Gesamtbetrag")
        .text(510.0, 298.0, "1.137,64 €")
        .lines(50.0, 330.0, &["Lieferanschrift:", "Lager Nord", "Hafenstraße 8", "79100 Freiburg"])
        .text(50.0, 400.0, "Lieferbedingung: DAP Freiburg")
        .extract("purchase_orders");
    for (name, expected) in [
        ("order_number", "4500998"),
        ("order_date", "2026-02-03"),
        ("delivery_date", "2026-02-20"),
        ("buyer_name", "Hotel Seeblick Betriebs GmbH"),
        ("supplier_name", "Möbel Fenn GmbH"),
        ("supplier_address", "Lagerstraße 12 20457 Hamburg"),
        ("delivery_name", "Lager Nord"),
        ("supplier_number", "70112"),
        ("quote_number", "AN-2026-88"),
        ("buyer_contact", "Petra Lang"),
        ("delivery_terms", "DAP Freiburg"),
        ("net_total", "956.00"),
        ("gross_total", "1137.64"),
        ("currency", "EUR"),
    ] {
        assert_eq!(value(&found, name), expected, "{name}");
    }
}

#[test]
fn headings_of_an_order_name_supplier_and_place_of_delivery() {
    let found = Drawing::new()
        .sized(50.0, 50.0, 1.6, "Whitcombe Hotels Ltd")
        .lines(50.0, 75.0, &["14 Castle Gate", "York YO1 7AB"])
        .sized(380.0, 50.0, 1.6, "PURCHASE ORDER")
        .text(380.0, 80.0, "PO Number:")
        .text(470.0, 80.0, "4500017")
        .lines(50.0, 150.0, &["VENDOR", "Hammersmith Tools Ltd", "9 Mill Lane", "Leeds LS1 4DY"])
        .lines(320.0, 150.0, &["SHIP TO", "Harbour House", "2 Harbour Street", "Bath BA1 1HN"])
        .extract("purchase_orders");
    for (name, expected) in [
        ("order_number", "4500017"),
        ("buyer_name", "Whitcombe Hotels Ltd"),
        ("supplier_name", "Hammersmith Tools Ltd"),
        ("delivery_name", "Harbour House"),
    ] {
        assert_eq!(value(&found, name), expected, "{name}");
    }
}

#[test]
fn a_bill_tells_meter_consumption_and_what_was_paid_before() {
    let found = Drawing::new()
        .sized(50.0, 50.0, 0.8, "Stadtwerke Isartal GmbH · Werkstraße 1 · 80333 München")
        .lines(50.0, 80.0, &["Frau", "Anna Beispiel", "Lindenweg 5", "80469 München"])
        .text(350.0, 80.0, "Kundennummer:")
        .text(450.0, 80.0, "1002345")
        .text(350.0, 92.0, "Rechnungsnummer:")
        .text(460.0, 92.0, "SR-2026-55512")
        .sized(50.0, 180.0, 1.5, "Ihre Stromrechnung")
        .text(50.0, 210.0, "Abrechnungszeitraum: 01.01.2025 bis 31.12.2025")
        .text(50.0, 224.0, "Verbrauchsstelle: Hinterhaus 5, 80469 München")
        .text(50.0, 250.0, "Zählernummer")
        .text(150.0, 250.0, "Zählerstand alt")
        .text(250.0, 250.0, "Zählerstand neu")
        .text(350.0, 250.0, "Verbrauch")
        .text(50.0, 264.0, "1EMH0012345678")
        .text(150.0, 264.0, "12.345")
        .text(250.0, 264.0, "14.901")
        .text(350.0, 264.0, "2.556 kWh")
        .text(50.0, 300.0, "Nettobetrag")
        .text(450.0, 300.0, "766,80 €")
        .text(50.0, 314.0, "19 % Umsatzsteuer")
        .text(450.0, 314.0, "145,69 €")
        .text(50.0, 328.0, "Rechnungsbetrag")
        .text(450.0, 328.0, "912,49 €")
        .text(50.0, 342.0, "Abzüglich geleistete Abschläge")
        .text(450.0, 342.0, "-840,00 €")
        .text(50.0, 356.0, "Nachzahlung")
        .text(450.0, 356.0, "72,49 €")
        .extract("utility_bills");
    for (name, expected) in [
        ("provider_name", "Stadtwerke Isartal GmbH"),
        ("customer_name", "Anna Beispiel"),
        ("service_address", "Hinterhaus 5, 80469 München"),
        ("utility_type", "electricity"),
        ("bill_number", "SR-2026-55512"),
        ("customer_number", "1002345"),
        ("meter_number", "1EMH0012345678"),
        ("period_start", "2025-01-01"),
        ("period_end", "2025-12-31"),
        ("consumption", "2556"),
        ("consumption_unit", "kWh"),
        ("gross_total", "912.49"),
        ("payments_received", "840.00"),
        ("amount_due", "72.49"),
    ] {
        assert_eq!(value(&found, name), expected, "{name}");
    }
}

#[test]
fn an_order_may_end_with_its_net_total() {
    let found = Drawing::new()
        .text(50.0, 265.0, "Pos")
        .text(100.0, 265.0, "Beschreibung")
        .text(350.0, 265.0, "Anzahl")
        .text(420.0, 265.0, "Einzelpreis")
        .text(510.0, 265.0, "Gesamt")
        .text(50.0, 280.0, "1")
        .text(100.0, 280.0, "Ordner A4")
        .text(350.0, 280.0, "15")
        .text(420.0, 280.0, "2,46")
        .text(510.0, 280.0, "36,90")
        .text(50.0, 295.0, "2")
        .text(100.0, 295.0, "Papier")
        .text(350.0, 295.0, "18")
        .text(420.0, 295.0, "24,86")
        .text(510.0, 295.0, "447,48")
        .text(50.0, 330.0, "Zwischensumme")
        .text(230.0, 330.0, "484,38 €")
        .extract("purchase_orders");
    assert_eq!(value(&found, "net_total"), "484.38");
    assert_eq!(value(&found, "gross_total"), "-");
}

#[test]
fn the_day_to_pay_by_stands_below_its_label_in_a_grid() {
    let found = Drawing::new()
        .text(50.0, 200.0, "Bill number")
        .text(220.0, 200.0, "Issue date")
        .text(390.0, 200.0, "Please pay by")
        .text(50.0, 213.0, "Z54-864157")
        .text(220.0, 213.0, "2025-03-19")
        .text(390.0, 213.0, "2025-04-12")
        .extract("utility_bills");
    assert_eq!(value(&found, "issue_date"), "2025-03-19");
    assert_eq!(value(&found, "due_date"), "2025-04-12");
}

#[test]
fn a_price_per_unit_is_no_consumption() {
    let found = Drawing::new()
        .sized(50.0, 50.0, 1.5, "Your electricity bill")
        .text(50.0, 80.0, "Electricity used 812 kWh at 0.274 £ per kWh")
        .text(50.0, 94.0, "Units over 1000 kWh cost 0.30 £/kWh")
        .extract("utility_bills");
    assert_eq!(value(&found, "consumption"), "812");
}
