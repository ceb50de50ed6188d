//! Data points that somebody added to a ready-made type, and synonyms of those that it has.

use perigee_model::{DataPoint, Occurrence, ProcessType, ValueType, process_type};

use crate::drawing::{Drawing, value};

fn invoices() -> ProcessType {
    process_type::find_by_short_name("invoices").unwrap().clone()
}

fn point(name: &str, label: &str, value_type: ValueType, synonyms: &[&str]) -> DataPoint {
    DataPoint {
        name: name.to_owned(),
        label: label.to_owned(),
        value_type,
        occurrence: Occurrence::One,
        mandatory: false,
        literals: Vec::new(),
        headers: Vec::new(),
        group: String::new(),
        description: String::new(),
        synonyms: synonyms.iter().map(|synonym| (*synonym).to_owned()).collect(),
    }
}

fn page() -> Drawing {
    Drawing::new()
        .sized(50.0, 50.0, 1.5, "Invoice 2026-118")
        .text(50.0, 90.0, "Date:")
        .text(150.0, 90.0, "2026-03-14")
        .text(50.0, 104.0, "Cost centre:")
        .text(150.0, 104.0, "4711")
        .text(50.0, 118.0, "Deposit:")
        .text(150.0, 118.0, "85.00")
        .text(50.0, 132.0, "Boat licence:")
        .text(150.0, 132.0, "HH-20931")
        .text(400.0, 300.0, "Total due")
        .text(500.0, 300.0, "119.00")
}

#[test]
fn an_added_data_point_is_found_by_its_label_and_the_others_as_before() {
    let mut kind = invoices();
    kind.data_points.push(point("cost_centre", "Cost centre", ValueType::Text, &[]));
    kind.data_points.push(point("deposit", "Deposit", ValueType::Amount, &[]));
    let found = page().extract_as(&kind);
    assert_eq!(value(&found, "cost_centre"), "4711");
    assert_eq!(value(&found, "deposit"), "85.00");
    assert_eq!(value(&found, "issue_date"), "2026-03-14");
    assert_eq!(value(&page().extract("invoices"), "cost_centre"), "-", "nobody asked for it");
}

#[test]
fn a_synonym_announces_an_added_and_a_ready_made_data_point() {
    let mut kind = invoices();
    kind.data_points.push(point("advance", "Advance", ValueType::Amount, &["Deposit"]));
    let licence = kind.data_points.iter_mut().find(|point| point.name == "contract_number").unwrap();
    licence.synonyms.push("Boat licence".to_owned());
    let found = page().extract_as(&kind);
    assert_eq!(value(&found, "advance"), "85.00");
    assert_eq!(value(&found, "contract_number"), "HH-20931");
}
