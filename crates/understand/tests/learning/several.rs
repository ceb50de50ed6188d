//! Data points of which a document may hold several values.

use perigee_model::{Occurrence, Page, ProcessType, ValueType};
use perigee_understand::learn::{self, Confirmed, Model, Options};

use crate::form::{Document, page, point};

/// A process type with one data point, `berth`, of which a document may hold several values.
fn kind() -> ProcessType {
    let mut kind = perigee_model::process_type::find_by_short_name("custom").unwrap().clone();
    let mut berth = point("berth", ValueType::Text);
    berth.occurrence = Occurrence::Many;
    kind.data_points = vec![berth];
    kind
}

/// A bill for some berths of a harbour.
fn bill(number: usize, berths: &[&str]) -> Document {
    let mut lines = vec![
        (60.0, "HARBOUR OFFICE OF THE LAKE".to_owned()),
        (60.0, format!("Bill {} for the season 202{}", 300 + 7 * number, number % 10)),
    ];
    lines.extend(berths.iter().map(|berth| (60.0, format!("Mooring place {berth} on the western quay"))));
    lines.push((60.0, format!("Sum of all places {}.00", 90 + number)));
    lines.push((60.0, "Payable at the office within ten days".to_owned()));
    let lines: Vec<(f32, &str)> = lines.iter().map(|(x, line)| (*x, line.as_str())).collect();
    let values = berths.iter().map(|berth| (*berth).to_owned()).collect();
    (vec![page(&lines)], [("berth".to_owned(), values)].into_iter().collect())
}

fn train(documents: &[Document]) -> Model {
    let confirmed: Vec<Confirmed<'_>> =
        documents.iter().map(|(pages, fields)| Confirmed::new(pages, fields)).collect();
    learn::train(&kind(), &confirmed, &Options::default()).unwrap()
}

fn berths(pages: &[Page], model: &Model) -> Vec<String> {
    let extraction = perigee_understand::extract_with(pages, &kind(), None, Some(model));
    let mut found: Vec<String> = extraction.readings.into_iter().map(|reading| reading.raw_value).collect();
    found.sort();
    found
}

#[test]
fn all_values_are_found_however_many_there_are() {
    let model = train(&[
        bill(1, &["B-101", "B-204"]),
        bill(2, &["C-310"]),
        bill(3, &["A-117", "A-118", "D-402"]),
        bill(4, &["D-115", "B-330"]),
    ]);
    for berths_of_bill in [&["E-207"][..], &["A-509", "F-120"], &["C-111", "D-222", "E-333", "F-444"]] {
        assert_eq!(berths(&bill(9, berths_of_bill).0, &model), berths_of_bill);
    }
}

#[test]
fn one_confirmed_document_teaches_that_there_may_be_several() {
    let model = train(&[bill(1, &["B-101", "B-204", "C-330"])]);
    assert_eq!(berths(&bill(5, &["A-509", "F-120"]).0, &model), ["A-509", "F-120"]);
}
