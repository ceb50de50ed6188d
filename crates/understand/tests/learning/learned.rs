//! What confirmed documents teach, and that it is the same in every run.

use crate::form::{Document, form, kind, page, read, train, value, values};

/// What a document of the form should be read as.
fn expected(document: &Document) -> Vec<String> {
    ["case", "keeper", "fee", "until"].iter().map(|name| document.1[*name][0].clone()).collect()
}

fn found(document: &Document, confirmed: &[Document]) -> Vec<String> {
    let extraction = read(&document.0, &train(confirmed).unwrap());
    ["case", "keeper", "fee", "until"].iter().map(|name| value(&extraction, name)).collect()
}

#[test]
fn one_confirmed_document_teaches_its_layout() {
    assert_eq!(found(&form(3), &[form(1)]), expected(&form(3)));
}

#[test]
fn every_learned_value_stands_where_its_evidence_says() {
    let model = train(&[form(1), form(2), form(4)]).unwrap();
    let (pages, _) = form(7);
    let extraction = read(&pages, &model);
    assert_eq!(extraction.readings.len(), 4);
    for reading in &extraction.readings {
        let words: Vec<&str> = reading
            .evidence
            .iter()
            .flat_map(|place| {
                place.words.iter().map(|word| pages[place.page as usize].words[*word as usize].text.as_str())
            })
            .collect();
        assert_eq!(words.join(" "), reading.raw_value, "{}", reading.data_point);
        assert!((0.0..=1.0).contains(&reading.confidence.get()));
    }
    assert!(extraction.model.starts_with("learned@"), "{}", extraction.model);
}

#[test]
fn the_same_documents_make_the_same_bytes() {
    let documents: Vec<Document> = (0..6).map(form).collect();
    let first = train(&documents).unwrap().to_bytes();
    assert_eq!(first, train(&documents).unwrap().to_bytes());
}

#[test]
fn a_forgotten_document_was_never_there() {
    let all: Vec<Document> = (0..6).map(form).collect();
    let without: Vec<Document> =
        all.iter().enumerate().filter(|(at, _)| *at != 2).map(|(_, d)| d.clone()).collect();
    let never: Vec<Document> = [0, 1, 3, 4, 5].into_iter().map(form).collect();
    assert_ne!(train(&all).unwrap().digest(), train(&without).unwrap().digest());
    assert_eq!(train(&without).unwrap().to_bytes(), train(&never).unwrap().to_bytes());
}

#[test]
fn a_model_on_disk_reads_as_the_one_in_memory() {
    let model = train(&(0..5).map(form).collect::<Vec<_>>()).unwrap();
    let again = perigee_understand::learn::Model::from_bytes(&model.to_bytes()).unwrap();
    assert_eq!(model.digest(), again.digest());
    let (pages, _) = form(9);
    assert_eq!(read(&pages, &model), read(&pages, &again));
}

#[test]
fn what_documents_lack_is_not_found() {
    let without_fee = |number: usize| -> Document {
        let (_, mut fields) = form(number);
        fields["fee"] = Vec::new();
        let (case, keeper) = (fields["case"][0].clone(), fields["keeper"][0].clone());
        let lines = [
            (60.0, "REGISTRY OF BOATS AND MOORINGS".to_owned()),
            (60.0, format!("Our sign {case} please quote")),
            (60.0, "Kept by".to_owned()),
            (60.0, keeper),
            (60.0, format!("Mooring rent {}.00", 300 + number)),
            (60.0, format!("Printed 2025-11-01 valid through {}", fields["until"][0])),
        ];
        let lines: Vec<(f32, &str)> = lines.iter().map(|(x, line)| (*x, line.as_str())).collect();
        (vec![page(&lines)], fields)
    };
    let confirmed: Vec<Document> =
        (0..12).map(|n| if n % 2 == 0 { form(n) } else { without_fee(n) }).collect();
    let model = train(&confirmed).unwrap();
    assert_eq!(value(&read(&without_fee(15).0, &model), "fee"), "");
    assert_eq!(value(&read(&form(16).0, &model), "fee"), form(16).1["fee"][0]);
}

#[test]
fn scores_are_of_documents_that_were_not_seen() {
    let model = train(&(0..10).map(form).collect::<Vec<_>>()).unwrap();
    assert_eq!(model.scores.documents, 10);
    assert!(model.scores.accuracy() > 0.9, "{:?}", model.scores);
    assert_eq!(model.learned().collect::<Vec<_>>(), ["case", "keeper", "fee", "until"]);
}

#[test]
fn a_guarantee_counts_what_is_missing() {
    use perigee_understand::learn::Guarantee;
    let model = train(&(0..10).map(form).collect::<Vec<_>>()).unwrap();
    assert!(matches!(model.guarantee(0.05), Guarantee::TooFew { values, needed: 59 } if values <= 40));
}

#[test]
fn rules_go_on_deciding_what_was_not_learned() {
    let (pages, _) = form(1);
    let only_case = vec![(pages, values(&[("case", &form(1).1["case"][0])]))];
    let model = train(&only_case).unwrap();
    assert_eq!(model.learned().collect::<Vec<_>>(), ["case"]);
    let drawn = page(&[(60.0, "Fee: 12.00"), (60.0, "Our sign AZ-1/20")]);
    let rules = perigee_understand::extract_by_rules(std::slice::from_ref(&drawn), &kind());
    assert_eq!(value(&read(&[drawn], &model), "fee"), value(&rules, "fee"));
}

#[test]
fn a_slip_among_many_right_values_is_doubted_and_right_values_are_not() {
    let mut documents: Vec<Document> = (0..24).map(form).collect();
    // The fee of one was confirmed as the rent above it.
    documents[9].1["fee"] = vec!["309.00".to_owned()];
    let doubts = train(&documents).unwrap().doubts;
    let told: Vec<(usize, &str, &str)> =
        doubts.iter().map(|doubt| (doubt.document, doubt.data_point.as_str(), doubt.read.as_str())).collect();
    assert_eq!(told, [(9, "fee", "47.50")]);
}
