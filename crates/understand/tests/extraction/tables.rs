//! Line items, tax rows and slips drawn in code, one for each way in which papers lay them out.

use crate::drawing::Drawing;
use perigee_model::{Confidence, Extraction, Page, Rect, TableReading, Word, process_type};
use proptest::prelude::*;

/// Places of the columns that most of these invoices have.
const COLUMNS: [f32; 6] = [60.0, 110.0, 300.0, 350.0, 410.0, 500.0];

/// A row of texts at places.
fn row(page: Drawing, y: f32, columns: &[f32], texts: &[&str]) -> Drawing {
    columns.iter().zip(texts).fold(page, |page, (x, text)| page.text(*x, y, text))
}

fn rows(page: Drawing, y: f32, columns: &[f32], texts: &[&[&str]]) -> Drawing {
    texts.iter().enumerate().fold(page, |page, (at, texts)| row(page, y + 16.0 * at as f32, columns, texts))
}

fn extract(pages: &[Page], short_name: &str) -> Extraction {
    perigee_understand::extract(pages, process_type::find_by_short_name(short_name).unwrap())
}

fn table<'e>(extraction: &'e Extraction, name: &str) -> &'e TableReading {
    extraction.tables.iter().find(|table| table.data_point == name).expect("the table is found")
}

/// The values of some columns, row by row; `-` where a row has none.
fn values(extraction: &Extraction, name: &str, columns: &[&str]) -> Vec<String> {
    let cell = |row: &indexmap::IndexMap<String, perigee_model::Reading>, column: &str| {
        row.get(column)
            .map_or("-".to_owned(), |cell| cell.value.clone().unwrap_or_else(|| cell.raw_value.clone()))
    };
    let row = |row| columns.iter().map(|column| cell(row, column)).collect::<Vec<_>>().join(" | ");
    table(extraction, name).rows.iter().map(row).collect()
}

const ITEM: [&str; 4] = ["description", "quantity", "unit_price", "amount"];

#[test]
fn rows_are_read_under_names_in_six_languages() {
    let heads: [&[&str]; 6] = [
        &["Pos", "Bezeichnung", "Menge", "Einh.", "Einzelpreis", "Gesamtpreis"],
        &["Line", "Description", "Qty", "Unit", "Unit price", "Amount"],
        &["Ligne", "Désignation", "Qté", "Unité", "Prix unitaire", "Montant HT"],
        &["Lp.", "Nazwa towaru", "Ilość", "J.m.", "Cena netto", "Wartość netto"],
        &["Nº", "Descripción", "Cant.", "Ud.", "Precio", "Importe"],
        &["Pos.", "Descrizione", "Q.tà", "U.M.", "Prezzo", "Importo"],
    ];
    for head in heads {
        let page = row(Drawing::new(), 300.0, &COLUMNS, head);
        let lines: [&[&str]; 2] =
            [&["1", "Hobel", "2", "Stk", "100,00", "200,00"], &["2", "Leim", "5", "kg", "10,00", "50,00"]];
        let page = rows(page, 316.0, &COLUMNS, &lines).pair(400.0, "Total", "250,00");
        let found = values(
            &page.extract("invoices"),
            "items",
            &["position", "description", "quantity", "unit", "unit_price", "amount"],
        );
        assert_eq!(
            found,
            ["1 | Hobel | 2 | Stk | 100.00 | 200.00", "2 | Leim | 5 | kg | 10.00 | 50.00"],
            "{head:?}"
        );
    }
}

#[test]
fn every_cell_has_its_place_and_a_confidence() {
    let invoice = Drawing::new().sized(60.0, 120.0, 1.6, "Rechnung Nr. RE-2024/0815 vom 03.05.2024").pair(
        180.0,
        "Kundennummer:",
        "K-4711",
    );
    let page = rows(
        invoice,
        300.0,
        &COLUMNS,
        &[
            &["Pos", "Bezeichnung", "Menge", "Einh.", "Preis", "Summe"],
            &["1", "Hobel", "2", "Stk", "100,00", "200,00"],
        ],
    );
    let extraction = page.extract("invoices");
    let items = table(&extraction, "items");
    for cell in items.rows.iter().flat_map(|row| row.values()) {
        assert_eq!(cell.evidence.len(), 1, "{}", cell.data_point);
        assert!(cell.evidence[0].bbox.y0 >= 315.0 && !cell.evidence[0].words.is_empty());
        assert!(cell.confidence.get() > 0.5);
    }
    assert_eq!(items.evidence.len(), 1);
}

#[test]
fn wrapped_texts_belong_to_their_row_and_details_do_not() {
    let page = rows(
        Drawing::new(),
        300.0,
        &COLUMNS,
        &[
            &["Pos", "Description", "Qty", "Unit", "Price", "Total"],
            &["1", "Height-adjustable desk,", "4", "pcs", "533.00", "2,132.00"],
            &["", "oak top with cable duct"],
            &["", "Serial number: 4711-0815"],
            &["2", "Desk lamp", "1", "pcs", "64.00", "64.00"],
        ],
    );
    let extraction = page.pair(420.0, "Net total", "2,196.00").extract("invoices");
    let found = values(&extraction, "items", &["description", "amount"]);
    assert_eq!(found, ["Height-adjustable desk, oak top with cable duct | 2132.00", "Desk lamp | 64.00"]);
}

#[test]
fn a_text_above_its_numbers_begins_the_row() {
    let columns = [60.0, 300.0, 400.0, 500.0];
    let page = row(Drawing::new(), 300.0, &columns, &["Leistung", "Menge", "Preis", "Betrag"])
        .text(60.0, 316.0, "Beratung vor Ort")
        .text(300.0, 328.0, "2")
        .text(400.0, 328.0, "90,00")
        .text(500.0, 328.0, "180,00")
        .text(60.0, 352.0, "Anfahrt")
        .text(300.0, 364.0, "1")
        .text(400.0, 364.0, "25,00")
        .text(500.0, 364.0, "25,00");
    assert_eq!(
        values(&page.extract("invoices"), "items", &ITEM),
        ["Beratung vor Ort | 2 | 90.00 | 180.00", "Anfahrt | 1 | 25.00 | 25.00"]
    );
}

#[test]
fn names_in_two_lines_and_one_over_the_other_are_read() {
    let page = Drawing::new()
        .lines(60.0, 300.0, &["Item no.", "Description"])
        .text(300.0, 300.0, "Qty")
        .lines(400.0, 300.0, &["Unit", "price"])
        .lines(500.0, 300.0, &["Line", "total"])
        .lines(60.0, 330.0, &["AB-100", "Whiteboard 120 x 90 with trays, 2 x 4"])
        .text(300.0, 330.0, "3")
        .text(400.0, 330.0, "81.50")
        .text(500.0, 330.0, "244.50")
        .lines(60.0, 370.0, &["AB-200", "Desk lamp"])
        .text(300.0, 370.0, "1")
        .text(400.0, 370.0, "55.00")
        .text(500.0, 370.0, "55.00");
    assert_eq!(
        values(
            &page.extract("invoices"),
            "items",
            &["item_number", "description", "quantity", "unit_price", "amount"]
        ),
        [
            "AB-100 | Whiteboard 120 x 90 with trays, 2 x 4 | 3 | 81.50 | 244.50",
            "AB-200 | Desk lamp | 1 | 55.00 | 55.00"
        ]
    );
}

#[test]
fn a_column_without_a_telling_name_is_known_by_what_its_numbers_make() {
    let columns = [60.0, 140.0, 400.0, 500.0];
    let page = rows(
        Drawing::new(),
        300.0,
        &columns,
        &[
            &["#", "Produkt", "Einzelpreis", "Summe"],
            &["1,00", "Entwurf", "160,00", "160,00"],
            &["400,00", "Luftballon", "0,79", "316,00"],
        ],
    );
    assert_eq!(
        values(&page.extract("invoices"), "items", &ITEM),
        ["Entwurf | 1 | 160.00 | 160.00", "Luftballon | 400 | 0.79 | 316.00"]
    );
}

#[test]
fn what_stands_beside_the_table_is_not_of_it() {
    let columns = [200.0, 400.0, 450.0, 520.0];
    let page = rows(
        Drawing::new(),
        300.0,
        &columns,
        &[
            &["Description", "Qty", "Price", "Amount"],
            &["Training", "4", "700.00", "2,800.00"],
            &["Licence", "2", "270.00", "540.00"],
        ],
    );
    let page = page.lines(28.0, 300.0, &["Phone", "+44 113 496 0093", "VAT number", "GB659143909"]);
    assert_eq!(
        values(&page.extract("invoices"), "items", &ITEM),
        ["Training | 4 | 700.00 | 2800.00", "Licence | 2 | 270.00 | 540.00"]
    );
}

#[test]
fn rows_go_on_over_pages_and_sums_carried_over_are_none() {
    let head: &[&str] = &["Pos", "Bezeichnung", "Menge", "Einh.", "Preis", "Betrag"];
    let first = rows(
        Drawing::new(),
        740.0,
        &COLUMNS,
        &[head, &["1", "Hobel", "2", "Stk", "100,00", "200,00"], &["", "Übertrag", "", "", "", "200,00"]],
    );
    let second = rows(
        Drawing::new(),
        60.0,
        &COLUMNS,
        &[head, &["", "Übertrag", "", "", "", "200,00"], &["2", "Leim", "5", "kg", "10,00", "50,00"]],
    );
    let third = rows(Drawing::new(), 60.0, &COLUMNS, &[&["3", "Säge", "1", "Stk", "30,00", "30,00"]]).pair(
        120.0,
        "Nettobetrag",
        "280,00",
    );
    let pages = [first, second, third].map(Drawing::page);
    let extraction = extract(&pages, "invoices");
    assert_eq!(
        values(&extraction, "items", &["position", "amount"]),
        ["1 | 200.00", "2 | 50.00", "3 | 30.00"]
    );
    assert_eq!(table(&extraction, "items").evidence.len(), 3);
}

#[test]
fn rows_below_names_at_the_foot_of_a_page_stand_on_the_next() {
    let first =
        row(Drawing::new(), 800.0, &COLUMNS, &["Pos", "Bezeichnung", "Menge", "Einh.", "Preis", "Betrag"]);
    let second = rows(Drawing::new(), 60.0, &COLUMNS, &[&["1", "Hobel", "2", "Stk", "100,00", "200,00"]]);
    let extraction = extract(&[first, second].map(Drawing::page), "invoices");
    assert_eq!(values(&extraction, "items", &ITEM), ["Hobel | 2 | 100.00 | 200.00"]);
}

#[test]
fn an_ambiguous_number_is_what_makes_the_total() {
    let columns = [60.0, 300.0, 400.0, 500.0];
    let page = rows(
        Drawing::new(),
        300.0,
        &columns,
        &[
            &["Description", "Quantity", "Price", "Amount"],
            &["Gas", "1.500", "4.00", "6.00"],
            &["Bolts", "1,500", "0.10", "150.00"],
        ],
    );
    let found = values(&page.extract("invoices"), "items", &["quantity"]);
    assert_eq!(found, ["1.5", "1500"]);
}

#[test]
fn a_missing_row_is_told() {
    let page = |totals: [&str; 3]| {
        let columns = [60.0, 300.0, 400.0, 500.0];
        let lines: [&[&str]; 3] = [
            &["Description", "Quantity", "Price", "Amount"],
            &["Planks", "2", "40.00", "80.00"],
            &["Screws", "1", "20.00", "20.00"],
        ];
        rows(Drawing::new(), 300.0, &columns, &lines)
            .pair(400.0, "Net total", totals[0])
            .pair(415.0, "VAT 20%", totals[1])
            .pair(430.0, "Grand total", totals[2])
            .extract("invoices")
    };
    let codes = |extraction: Extraction| {
        extraction.findings.into_iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(page(["100.00", "20.00", "120.00"])), Vec::<String>::new());
    assert_eq!(codes(page(["175.00", "35.00", "210.00"])), ["row_seems_missing"]);
}

#[test]
fn tax_rows_are_read_from_a_table_and_from_the_totals() {
    let columns = [60.0, 160.0, 260.0, 360.0];
    let page = rows(
        Drawing::new(),
        500.0,
        &columns,
        &[
            &["MwSt.", "Netto", "Steuer", "Brutto"],
            &["19 %", "100,00", "19,00", "119,00"],
            &["7 %", "200,00", "14,00", "214,00"],
            &["", "300,00", "33,00", "333,00"],
        ],
    );
    assert_eq!(
        values(&page.extract("invoices"), "taxes", &["rate", "net", "tax", "gross"]),
        ["19 | 100.00 | 19.00 | 119.00", "7 | 200.00 | 14.00 | 214.00"]
    );
    let page = Drawing::new()
        .pair(500.0, "Nettobetrag", "250,00")
        .pair(515.0, "zzgl. 19 % MwSt.", "47,50")
        .pair(530.0, "Gesamtbetrag", "297,50");
    assert_eq!(values(&page.extract("invoices"), "taxes", &["rate", "tax"]), ["19 | 47.50"]);
}

#[test]
fn totals_beside_the_tax_table_are_not_of_it() {
    let page = rows(
        Drawing::new(),
        500.0,
        &[60.0, 130.0, 200.0, 270.0, 340.0, 500.0],
        &[
            &["TVA", "Base HT", "Montant TVA", "TTC", "Total HT", "1 000,00"],
            &["20 %", "500,00", "100,00", "600,00", "Total TVA", "127,50"],
            &["5,5 %", "500,00", "27,50", "527,50", "Total TTC", "1 127,50"],
        ],
    );
    assert_eq!(
        values(&page.extract("invoices"), "taxes", &["rate", "net", "tax", "gross"]),
        ["20 | 500.00 | 100.00 | 600.00", "5.5 | 500.00 | 27.50 | 527.50"]
    );
}

#[test]
fn the_items_of_a_slip_stand_above_its_totals() {
    let page = Drawing::new()
        .lines(60.0, 60.0, &["Papeterie de la Poste", "2, avenue Victor Hugo", "59100 Lille"])
        .text(60.0, 140.0, "Enveloppes C5 x25")
        .text(250.0, 140.0, "12,60")
        .text(70.0, 152.0, "3 × 4,20")
        .text(60.0, 164.0, "Surligneurs")
        .text(250.0, 164.0, "5,55 A")
        .text(60.0, 190.0, "TOTAL")
        .text(250.0, 190.0, "18,15 €")
        .text(60.0, 202.0, "Espèces")
        .text(250.0, 202.0, "20,00")
        .text(60.0, 214.0, "Rendu")
        .text(250.0, 214.0, "1,85");
    assert_eq!(
        values(&page.extract("receipts"), "items", &ITEM),
        ["Enveloppes C5 x25 | 3 | 4.20 | 12.60", "Surligneurs | - | - | 5.55"]
    );
}

#[test]
fn rows_without_names_of_columns_are_believed_when_they_make_the_total() {
    let page = |total: &str| {
        Drawing::new()
            .text(60.0, 300.0, "Website redesign")
            .text(480.0, 300.0, "1,200.00")
            .text(60.0, 316.0, "Hosting, one year")
            .text(480.0, 316.0, "300.00")
            .pair(360.0, "Net total", total)
    };
    let extraction = page("1,500.00").extract("invoices");
    assert_eq!(
        values(&extraction, "items", &["description", "amount"]),
        ["Website redesign | 1200.00", "Hosting, one year | 300.00"]
    );
    let tables = page("1,700.00").extract("invoices").tables;
    assert!(tables.iter().all(|table| table.data_point != "items"));
}

#[test]
fn a_service_and_its_amount_are_a_table_of_two_columns() {
    let page = rows(
        Drawing::new(),
        300.0,
        &[60.0, 480.0],
        &[&["Description", "Amount"], &["Consulting in May", "900.00"], &["Travel", "100.00"]],
    );
    let extraction = page.pair(360.0, "Net total", "1,000.00").extract("invoices");
    assert_eq!(
        values(&extraction, "items", &["description", "amount"]),
        ["Consulting in May | 900.00", "Travel | 100.00"]
    );
}

#[test]
fn orders_and_bills_have_items_and_meters_have_readings() {
    let columns = [60.0, 120.0, 320.0, 400.0, 480.0];
    let order = rows(
        Drawing::new(),
        300.0,
        &columns,
        &[
            &["Part no.", "Description", "Qty", "Unit price", "Total"],
            &["X-1", "Bearing", "10", "2.50", "25.00"],
        ],
    );
    assert_eq!(
        values(
            &order.extract("purchase_orders"),
            "items",
            &["item_number", "description", "quantity", "unit_price", "amount"]
        ),
        ["X-1 | Bearing | 10 | 2.50 | 25.00"]
    );
    let bill = rows(
        Drawing::new(),
        300.0,
        &[60.0, 150.0, 240.0, 350.0, 480.0],
        &[
            &["Zählernummer", "bis", "Zählerstand alt", "Zählerstand neu", "Verbrauch"],
            &["1EMH0012", "31.12.2025", "10200", "12700", "2500"],
        ],
    );
    assert_eq!(
        values(
            &bill.extract("utility_bills"),
            "meter_readings",
            &["meter_number", "date_to", "previous", "current", "consumption"]
        ),
        ["1EMH0012 | 2025-12-31 | 10200 | 12700 | 2500"]
    );
}

#[test]
fn letters_and_forms_have_no_items() {
    let page = Drawing::new().lines(
        60.0,
        100.0,
        &[
            "Dear customer,",
            "the quantity and the price of the items are in the amount of your order 4711 from 2024.",
            "Yours sincerely",
        ],
    );
    assert_eq!(page.pair(300.0, "Total amount", "12.00").extract("invoices").tables, []);
}

/// Names of columns, numbers and words at places of a coarse grid, so that they often make rows and columns.
fn any_word() -> impl Strategy<Value = Word> {
    let text = prop_oneof![
        prop::sample::select(vec![
            "Description",
            "Qty",
            "Price",
            "Amount",
            "Menge",
            "Betrag",
            "MwSt.",
            "Netto",
            "Total"
        ])
        .prop_map(str::to_owned),
        "[1-9][0-9]{0,2}([.,][0-9]{2})?",
        "[A-Za-z]{1,9}",
        Just("19%".to_owned()),
    ];
    (text, 0_u16..12, 0_u16..50).prop_map(|(text, column, line)| {
        let (x, y) = (40.0 + 45.0 * f32::from(column), 40.0 + 14.0 * f32::from(line));
        let width = 4.5 * text.len() as f32;
        Word { text, bbox: Rect::new(x, y, x + width, y + 9.0), confidence: Confidence::CERTAIN }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_cell_of_any_page_is_made_of_its_words(
        pages in prop::collection::vec(prop::collection::vec(any_word(), 0..160), 1..3),
    ) {
        let pages: Vec<Page> = (0..)
            .zip(pages)
            .map(|(number, words)| Page { number, width: 595.0, height: 842.0, words, ..Page::default() })
            .collect();
        for kind in ["invoices", "receipts", "purchase_orders", "utility_bills"] {
            let extraction = extract(&pages, kind);
            for cell in extraction.tables.iter().flat_map(|table| &table.rows).flat_map(|row| row.values()) {
                prop_assert!(!cell.evidence.is_empty() && !cell.raw_value.is_empty());
                for place in &cell.evidence {
                    let words = pages[place.page as usize].words.len();
                    prop_assert!(place.words.iter().all(|&word| (word as usize) < words));
                }
                prop_assert!(cell.confidence.get() > 0.0);
            }
            prop_assert_eq!(extraction, extract(&pages, kind));
        }
    }
}

#[test]
fn readings_of_meters_stand_below_names_of_two_lines_in_six_languages() {
    let heads: [[&str; 7]; 6] = [
        ["Meter serial number", "Start", "End", "Total", "reading", "reading", "consumption"],
        ["Zähler-Nr.", "Zählerstand", "Zählerstand", "Verbrauch", "alt", "neu", "gesamt"],
        ["N° de compteur", "Ancien", "Nouvel", "Consommation", "index", "index", "facturée"],
        ["Nr licznika", "Odczyt", "Odczyt", "Zużycie", "poprzedni", "bieżący", "razem"],
        ["N.º de contador", "Lectura", "Lectura", "Consumo", "anterior", "actual", "facturado"],
        ["Matricola contatore", "Lettura", "Lettura", "Consumi", "precedente", "attuale", "fatturati"],
    ];
    for [meter, above @ ..] in heads {
        let columns = [380.0, 450.0, 520.0];
        let page = Drawing::new().text(60.0, 300.0, meter);
        let page = row(page, 300.0, &columns, &above[..3]);
        let page = row(page, 311.0, &columns, &above[3..]);
        let page =
            row(page, 330.0, &[60.0, 380.0, 450.0, 520.0], &["1EMH0017683094", "31917", "32127", "210 kWh"]);
        let found = page.text(60.0, 420.0, "Thank you").extract("utility_bills");
        let columns = ["meter_number", "previous", "current", "consumption", "unit"];
        let read = values(&found, "meter_readings", &columns);
        assert_eq!(read, ["1EMH0017683094 | 31917 | 32127 | 210 | kWh"], "{meter}");
    }
}
