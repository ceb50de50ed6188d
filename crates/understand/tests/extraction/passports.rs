//! Passports and cards: what their zones prove.

use crate::drawing::{Drawing, value};

const ZONE: [&str; 2] =
    ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];

fn passport(second: &str) -> Drawing {
    Drawing::new()
        .pair(100.0, "Surname:", "Eriksson")
        .pair(120.0, "Passport No:", "L898902C8")
        .text(40.0, 700.0, ZONE[0])
        .text(40.0, 716.0, second)
}

#[test]
fn a_zone_says_who_it_is_and_its_digits_beat_what_is_printed() {
    let found = passport(ZONE[1]).extract("passports");
    for (name, expected) in [
        ("document_number", "L898902C3"),
        ("document_type", "P"),
        ("date_of_birth", "1974-08-12"),
        ("date_of_expiry", "2012-04-15"),
        ("sex", "F"),
        ("given_names", "ANNA MARIA"),
        ("personal_number", "ZE184226B"),
        ("mrz_valid", "true"),
    ] {
        assert_eq!(value(&found, name), expected, "{name}");
    }
    assert_eq!(value(&found, "mrz"), ZONE.join("\n"));
    let number = found.readings.iter().find(|reading| reading.data_point == "document_number").unwrap();
    assert!(number.evidence[0].bbox.y0 > 710.0);
    assert!(number.confidence.get() > 0.8, "{:?}", number.confidence);
}

#[test]
fn a_printed_name_keeps_its_spelling() {
    let found = passport(ZONE[1]).extract("passports");
    assert_eq!(value(&found, "surname"), "Eriksson");
}

#[test]
fn a_zone_with_a_wrong_digit_is_told_as_such() {
    let found = passport(&ZONE[1].replace("7408122", "7408123")).extract("passports");
    assert_eq!(value(&found, "mrz_valid"), "false");
    let sure = |name: &str| {
        found.readings.iter().find(|reading| reading.data_point == name).unwrap().confidence.get()
    };
    assert!(sure("date_of_birth") < sure("date_of_expiry"));
}
