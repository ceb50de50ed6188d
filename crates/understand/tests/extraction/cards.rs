//! Passports without a zone and driving licences: labels in two languages, numbers of fields, American abbreviations.

use perigee_model::Extraction;

use crate::drawing::{Drawing, value};

fn assert_values(found: &Extraction, expected: &[(&str, &str)]) {
    for (name, value_expected) in expected {
        assert_eq!(value(found, name), *value_expected, "{name}");
    }
}

#[test]
fn values_below_labels_in_two_languages_are_found() {
    let found = Drawing::new()
        .text(60.0, 60.0, "RZECZPOSPOLITA POLSKA / REPUBLIC OF POLAND")
        .sized(200.0, 110.0, 0.7, "Typ/Type")
        .sized(260.0, 110.0, 0.7, "Kod/Code")
        .sized(330.0, 110.0, 0.7, "Nr paszportu/Passport No.")
        .text(200.0, 120.0, "P")
        .text(260.0, 120.0, "POL")
        .text(330.0, 120.0, "ZS1234567")
        .sized(200.0, 140.0, 0.7, "1. Nazwisko/Surname")
        .text(200.0, 150.0, "KOWALSKA-NOWAK")
        .sized(200.0, 170.0, 0.7, "2. Imiona/Given names")
        .text(200.0, 180.0, "ANNA MARIA")
        .sized(200.0, 200.0, 0.7, "3. Obywatelstwo/Nationality")
        .text(200.0, 210.0, "POLSKIE")
        .sized(200.0, 230.0, 0.7, "4. Data urodzenia/Date of birth")
        .text(200.0, 240.0, "12.08.1983")
        .sized(200.0, 260.0, 0.7, "6. Płeć/Sex")
        .sized(300.0, 260.0, 0.7, "7. Miejsce urodzenia/Place of birth")
        .text(200.0, 270.0, "K")
        .text(300.0, 270.0, "WROCŁAW")
        .extract("passports");
    assert_values(
        &found,
        &[
            ("document_type", "P"),
            ("issuing_country", "PL"),
            ("document_number", "ZS1234567"),
            ("surname", "KOWALSKA-NOWAK"),
            ("given_names", "ANNA MARIA"),
            ("nationality", "PL"),
            ("date_of_birth", "1983-08-12"),
            ("sex", "F"),
            ("place_of_birth", "WROCŁAW"),
            ("mrz", "-"),
        ],
    );
}

#[test]
fn the_numbers_of_a_european_card_say_what_its_fields_are() {
    let found = Drawing::new()
        .text(100.0, 20.0, "FÜHRERSCHEIN")
        .text(240.0, 20.0, "BUNDESREPUBLIK DEUTSCHLAND")
        .lines(
            160.0,
            50.0,
            &[
                "1. Mustermann",
                "2. Erika",
                "3. 12.08.83 Berlin",
                "4a. 25.01.13 4c. LRA Musterstadt",
                "4b. 24.01.28",
                "5. B072RRE2I55",
                "9. AM/B/L",
            ],
        )
        .extract("driving_licenses");
    assert_values(
        &found,
        &[
            ("surname", "Mustermann"),
            ("given_names", "Erika"),
            ("date_of_birth", "1983-08-12"),
            ("place_of_birth", "Berlin"),
            ("date_of_issue", "2013-01-25"),
            ("date_of_expiry", "2028-01-24"),
            ("issuing_authority", "LRA Musterstadt"),
            ("document_number", "B072RRE2I55"),
            ("personal_number", "-"),
            ("country", "DE"),
        ],
    );
    let classes = found.readings.iter().filter(|reading| reading.data_point == "categories");
    assert_eq!(classes.map(|reading| reading.raw_value.as_str()).collect::<Vec<_>>(), ["AM", "B", "L"]);
}

#[test]
fn a_card_whose_small_numbers_were_not_read_keeps_its_order() {
    let found = Drawing::recognised()
        .text(100.0, 20.0, "PERMISO DE CONDUCCION")
        .text(100.0, 36.0, "REINO DE ESPANA")
        .lines(
            160.0,
            60.0,
            &["FERRER SOTO", "LUCIA", "25/06/1982 SEVILLA", "15/02/2021", "14/02/2036", "95496287195"],
        )
        .extract("driving_licenses");
    assert_values(
        &found,
        &[
            ("surname", "FERRER SOTO"),
            ("given_names", "LUCIA"),
            ("date_of_birth", "1982-06-25"),
            ("date_of_issue", "2021-02-15"),
            ("date_of_expiry", "2036-02-14"),
        ],
    );
}

#[test]
fn an_american_card_is_read_by_its_abbreviations() {
    let found = Drawing::new()
        .text(60.0, 20.0, "California")
        .text(200.0, 20.0, "DRIVER LICENSE")
        .text(60.0, 40.0, "DL I1234568")
        .text(200.0, 40.0, "CLASS C")
        .text(60.0, 55.0, "EXP 08/31/2024")
        .text(60.0, 70.0, "LN CARDHOLDER")
        .text(60.0, 85.0, "FN IMA")
        .lines(60.0, 100.0, &["2570 24TH STREET", "SACRAMENTO, CA 95818"])
        .text(60.0, 130.0, "DOB 08/31/1977")
        .text(60.0, 145.0, "SEX F")
        .text(130.0, 145.0, "HAIR BRN")
        .text(220.0, 145.0, "ISS 08/31/2019")
        .extract("driving_licenses");
    assert_values(
        &found,
        &[
            ("document_number", "I1234568"),
            ("surname", "CARDHOLDER"),
            ("given_names", "IMA"),
            ("date_of_birth", "1977-08-31"),
            ("date_of_expiry", "2024-08-31"),
            ("date_of_issue", "2019-08-31"),
            ("address", "2570 24TH STREET SACRAMENTO, CA 95818"),
            ("sex", "F"),
            ("hair_color", "BRN"),
            ("country", "US"),
            ("region", "CA"),
        ],
    );
}

#[test]
fn the_numbers_of_an_american_card_are_other_than_those_of_europe() {
    let found = Drawing::new()
        .text(60.0, 20.0, "USA NEW YORK STATE")
        .lines(
            60.0,
            40.0,
            &[
                "4d DLN 012 345 678",
                "1 SAMPLE",
                "2 MICHELLE MARIE",
                "3 DOB 06/15/1978",
                "4a ISS 03/07/2017",
                "4b EXP 06/15/2025",
                "5 DD 99887766",
            ],
        )
        .extract("driving_licenses");
    assert_values(
        &found,
        &[
            ("document_number", "012 345 678"),
            ("surname", "SAMPLE"),
            ("date_of_birth", "1978-06-15"),
            ("region", "NY"),
        ],
    );
}

#[test]
fn an_empty_page_says_nothing() {
    for kind in ["passports", "driving_licenses", "birth_certificates", "purchase_orders", "utility_bills"] {
        assert!(
            Drawing::new().text(50.0, 50.0, "Dear Sir or Madam").extract(kind).readings.is_empty(),
            "{kind}"
        );
    }
}
