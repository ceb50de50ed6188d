//! Confirmed values that contradict the page, stopped training, damaged models, odd pages.

use perigee_model::Page;
use perigee_understand::learn::{self, Confirmed, InvalidModel, Model, Options, TrainError};

use crate::form::{Document, form, kind, page, read, train, value, values};

#[test]
fn nothing_confirmed_is_told() {
    assert_eq!(train(&[]).unwrap_err(), TrainError::NothingToLearn);
    let (pages, _) = form(1);
    assert_eq!(train(&[(pages, values(&[]))]).unwrap_err(), TrainError::NothingToLearn);
}

#[test]
fn values_that_stand_on_no_page_are_not_learned_and_never_found() {
    let (pages, _) = form(1);
    let invented = values(&[("case", "QQ-99999/1"), ("fee", "777.77")]);
    assert_eq!(train(&[(pages.clone(), invented.clone())]).unwrap_err(), TrainError::NothingToLearn);
    let model = train(&[(pages, invented), form(2)]).unwrap();
    let extraction = read(&form(3).0, &model);
    assert!(extraction.readings.iter().all(|reading| !reading.evidence.is_empty()));
    assert_ne!(value(&extraction, "fee"), "777.77");
}

#[test]
fn one_document_with_two_opinions_is_no_error() {
    let (pages, fields) = form(1);
    let mut other = fields.clone();
    other["fee"] = vec!["301.00".to_owned()];
    let model =
        train(&[(pages.clone(), fields.clone()), (pages.clone(), other), (pages.clone(), fields)]).unwrap();
    assert_eq!(read(&pages, &model).readings.len(), 4);
}

#[test]
fn training_that_is_stopped_makes_no_model() {
    let (pages, fields) = form(1);
    let options = Options { keep_on: &|| false, ..Options::default() };
    let confirmed = [Confirmed::new(&pages, &fields)];
    assert_eq!(learn::train(&kind(), &confirmed, &options).unwrap_err(), TrainError::Stopped);
}

#[test]
fn a_model_that_was_changed_or_is_of_another_version_is_refused() {
    let bytes = train(&[form(1), form(2)]).unwrap().to_bytes();
    for at in [12, 50, bytes.len() - 1] {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        assert!(matches!(Model::from_bytes(&damaged), Err(InvalidModel::Damaged)), "byte {at}");
    }
    let mut older = bytes.clone();
    older[11] = b'0';
    assert!(matches!(Model::from_bytes(&older), Err(InvalidModel::OtherFormat)));
    assert!(matches!(Model::from_bytes(&bytes[..20]), Err(InvalidModel::Damaged)));
    assert!(matches!(Model::from_bytes(b"%PDF-1.7 no model at all"), Err(InvalidModel::NotAModel)));
    assert!(matches!(Model::from_bytes(&[]), Err(InvalidModel::NotAModel)));
}

#[test]
fn empty_huge_and_foreign_pages_are_read() {
    let model = train(&[form(1), form(2), form(3)]).unwrap();
    assert!(read(&[], &model).readings.iter().all(|reading| !reading.raw_value.is_empty()));
    read(&[Page::default()], &model);
    let many: Vec<(f32, String)> =
        (0..400).map(|row| (10.0, format!("w{row} 12.00 AZ-1/2 2026-01-01 ").repeat(6))).collect();
    let many: Vec<(f32, &str)> = many.iter().map(|(x, line)| (*x, line.trim())).collect();
    read(&[page(&many)], &model);
    read(&[page(&[(60.0, "רישום סירות ועגינות"), (60.0, "مكتب الميناء ١٢٣٫٤٥")])], &model);
}

#[test]
fn confirmed_documents_without_words_are_left_aside() {
    let empty: Document = (vec![Page::default()], values(&[("case", "AZ-1/20"), ("fee", "")]));
    let model = train(&[empty.clone(), form(1), (Vec::new(), values(&[("case", "x")])), form(2)]).unwrap();
    assert_eq!(model.documents, 4);
    assert_eq!(value(&read(&form(3).0, &model), "case"), form(3).1["case"][0]);
}
