//! The specimens of ICAO 9303, and what happens to them when they are misread.

use super::*;

/// Part 4, appendix A (the specimen of Utopia).
const PASSPORT: [&str; 2] =
    ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];
/// Part 5, appendix A.
const CARD: [&str; 3] =
    ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"];
/// Part 6, appendix A.
const OLD_CARD: [&str; 2] = ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"];
/// Part 7, appendix A.
const VISA: [&str; 2] =
    ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"];

#[track_caller]
fn assert_is_anna(zone: &Mrz) {
    assert_eq!(zone.faults, Vec::<&str>::new());
    assert_eq!((zone.surname.as_str(), zone.given_names.as_str()), ("ERIKSSON", "ANNA MARIA"));
    assert_eq!((zone.issuer.as_str(), zone.nationality.as_str(), zone.sex), ("UTO", "UTO", Some('F')));
    assert_eq!(zone.birth.unwrap().to_string(), "1974-08-12");
    assert_eq!(zone.expiry.unwrap().to_string(), "2012-04-15");
}

#[test]
fn the_specimens_are_read() {
    let passport = parse(&PASSPORT).unwrap();
    assert_is_anna(&passport);
    assert_eq!((passport.format, passport.number.as_str()), (Format::Td3, "L898902C3"));
    assert_eq!((passport.document_code.as_str(), passport.optional.as_str()), ("P", "ZE184226B"));
    let card = parse(&CARD).unwrap();
    assert_is_anna(&card);
    assert_eq!((card.format, card.number.as_str()), (Format::Td1, "D23145890"));
    let old_card = parse(&OLD_CARD).unwrap();
    assert_is_anna(&old_card);
    assert_eq!((old_card.format, old_card.number.as_str()), (Format::Td2, "D23145890"));
    let visa = parse(&VISA).unwrap();
    assert_eq!((visa.format, visa.number.as_str(), visa.is_valid()), (Format::VisaA, "L8988901C", true));
    assert_eq!(visa.nationality, VISA[1][10..13]);
}

#[test]
fn letters_and_digits_that_look_alike_are_told_by_the_check_digit() {
    let misread = PASSPORT[1].replacen("L898902C3", "L8989O2C3", 1).replacen("740812", "74O8I2", 1);
    let zone = parse(&[PASSPORT[0], &misread]).unwrap();
    assert_is_anna(&zone);
    assert_eq!(zone.number, "L898902C3");
    assert_eq!(zone.lines, PASSPORT);
}

#[test]
fn a_wrong_digit_is_a_fault_and_not_put_right() {
    let wrong = PASSPORT[1].replacen("L898902C36", "L898902C37", 1);
    let zone = parse(&[PASSPORT[0], &wrong]).unwrap();
    assert_eq!(zone.faults, ["number", "composite"]);
    assert_eq!(zone.number, "L898902C3");
}

#[test]
fn fillers_that_were_lost_or_seen_twice_do_not_matter() {
    let few = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    assert_is_anna(&parse(&[few, PASSPORT[1]]).unwrap());
    let many = format!("{}<<<<", PASSPORT[0]);
    assert_is_anna(&parse(&[&many, PASSPORT[1]]).unwrap());
    let spaced = "P<UTOERIKSSON«ANNA <MARIA<<<<<<<<<<<<<<<<<<<";
    assert_is_anna(&parse(&[spaced, PASSPORT[1]]).unwrap());
}

#[test]
fn a_long_number_of_a_card_goes_on_in_the_optional_data() {
    // Part 5, appendix to the rules on document numbers of more than nine characters: Belgium's cards are such.
    let number = "000000007084";
    let check = super::check::digit(number).unwrap();
    let first = format!("{:<<30}", format!("IDBEL{}<{}{check}", &number[..9], &number[9..]));
    let body = "9502286F2108140BEL<<<<<<<<<<<";
    let composite =
        super::check::digit(&format!("{}{}{}{}", &first[5..30], &body[0..7], &body[8..15], &body[18..29]));
    let second = format!("{body}{}", composite.unwrap());
    let zone = parse(&[&first, &second, "VAN<DER<VELDEN<<GREET<HILDE<<<"]).unwrap();
    assert_eq!((zone.number.as_str(), zone.surname.as_str()), (number, "VAN DER VELDEN"));
    assert!(zone.is_valid(), "{:?}", zone.faults);
}

#[test]
fn whoever_was_born_in_this_century_is_told_by_the_expiry() {
    let expiry = date_of("310101", None);
    assert_eq!(date_of("150203", expiry).unwrap().to_string(), "2015-02-03");
    assert_eq!(date_of("900203", expiry).unwrap().to_string(), "1990-02-03");
    assert_eq!(date_of("991399", expiry), None);
}

#[test]
fn other_capitals_are_no_zone() {
    assert!(
        parse(&[
            "PLEASE PAY WITHIN THIRTY DAYS OF THE INVOICE",
            "ALL PRICES ARE IN EURO AND WITHOUT DEDUCTION"
        ])
        .is_none()
    );
    assert!(parse(&["P<", "1"]).is_none());
    assert!(parse(&[]).is_none());
    assert!(is_line(PASSPORT[0]) && is_line(CARD[1]) && !is_line("Invoice 4711"));
}

proptest::proptest! {
    #[test]
    fn nothing_makes_it_panic(a in ".{0,50}", b in "[A-Z0-9<é]{0,50}", c in "[A-Z0-9<]{28,46}") {
        let _ = parse(&[&a, &b]);
        let _ = parse(&[&c, &b, &a]);
        let _ = parse(&[&format!("P{c}"), &c]);
    }

    #[test]
    fn a_zone_never_claims_more_than_its_lines(c in "[A-Z0-9<]{44}", d in "[A-Z0-9<]{44}") {
        if let Some(zone) = parse(&[&format!("P{}", &c[1..]), &d]) {
            proptest::prop_assert_eq!(zone.lines.len(), 2);
            proptest::prop_assert!(zone.lines.iter().all(|line| line.len() == 44));
        }
    }
}

#[test]
fn lines_that_are_no_zone_once_they_are_set_right_are_none() {
    // Found by the fuzzer: two lines of capitals that a chain of exchanged letters made a zone.
    let text = "c5c0v111IIII11IIIIPIIIIooooooooooo8o---\n---c5c03---------------ooooo----oa--";
    let set_right = canonical(text);
    assert_eq!(set_right.as_deref().and_then(canonical), set_right);
}
