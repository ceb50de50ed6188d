//! Custom data points without a confirmed document: found by what their labels say, however it is printed.

use perigee_model::{DataPoint, Extraction, Occurrence, ProcessType, ValueType, process_type};

use crate::drawing::{Drawing, value};

fn custom(points: &[(&str, &str, ValueType)]) -> ProcessType {
    let mut kind = process_type::find_by_short_name("custom").unwrap().clone();
    kind.data_points = points
        .iter()
        .map(|(name, label, value_type)| DataPoint {
            name: (*name).to_owned(),
            label: (*label).to_owned(),
            value_type: *value_type,
            occurrence: Occurrence::One,
            mandatory: false,
            literals: Vec::new(),
            headers: Vec::new(),
            group: String::new(),
            description: String::new(),
            synonyms: Vec::new(),
        })
        .collect();
    kind
}

fn read(drawing: Drawing, points: &[(&str, &str, ValueType)]) -> Extraction {
    perigee_understand::extract(&[drawing.page()], &custom(points))
}

#[test]
fn abbreviated_and_turned_labels_are_found() {
    let page = Drawing::new()
        .pair(100.0, "Contract #:", "7788123")
        .pair(115.0, "Total Gross", "$1,250.00")
        .pair(130.0, "Advertiser Name:", "Borough Tourism");
    let found = read(
        page,
        &[
            ("contract_num", "contract_num", ValueType::Text),
            ("gross_amount", "Gross amount", ValueType::Amount),
            ("advertiser", "Advertiser", ValueType::Text),
        ],
    );
    assert_eq!(value(&found, "contract_num"), "7788123");
    assert_eq!(value(&found, "gross_amount"), "1250.00");
    assert_eq!(value(&found, "advertiser"), "Borough Tourism");
}

#[test]
fn a_second_name_and_a_part_of_a_label_do_not_hide_the_value() {
    let page = Drawing::new()
        .text(50.0, 100.0, "Contract / Revision")
        .text(50.0, 112.0, "1609753 /")
        .text(50.0, 140.0, "Advertiser")
        .text(150.0, 140.0, "Name:")
        .text(220.0, 140.0, "Team Hagerty");
    let points =
        [("contract_num", "Contract", ValueType::Text), ("advertiser", "Advertiser", ValueType::Text)];
    let found = read(page, &points);
    assert_eq!(value(&found, "contract_num"), "1609753");
    assert_eq!(value(&found, "advertiser"), "Team Hagerty");
}

#[test]
fn both_ends_of_a_period_are_found_by_one_label() {
    let page =
        Drawing::new().text(50.0, 100.0, "Flight Dates:").text(150.0, 100.0, "01/02/2020 - 29/02/2020");
    let points =
        [("flight_from", "Flight from", ValueType::Date), ("flight_to", "Flight to", ValueType::Date)];
    let found = read(page, &points);
    assert_eq!(value(&found, "flight_from"), "2020-02-01");
    assert_eq!(value(&found, "flight_to"), "2020-02-29");
}

#[test]
fn a_text_may_stand_below_its_label_and_nothing_is_invented() {
    let page = Drawing::new().text(50.0, 100.0, "Programme").text(50.0, 112.0, "Evening news");
    let points = [("programme", "Programme", ValueType::Text), ("producer", "Producer", ValueType::Text)];
    let found = read(page, &points);
    assert_eq!(value(&found, "programme"), "Evening news");
    assert_eq!(value(&found, "producer"), "-");
}
