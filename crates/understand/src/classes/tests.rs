//! Classes on drawn pages.

use perigee_model::{Confidence, Page, Rect, Word};

use super::*;

fn page(number: u32, lines: &[String]) -> Page {
    let words = lines
        .iter()
        .zip(1..)
        .flat_map(|(line, row)| {
            line.split(' ').scan(40.0, move |x, text| {
                let width = 6.0 * text.chars().count() as f32;
                let bbox = Rect::new(*x, 30.0 * row as f32, *x + width, 30.0 * row as f32 + 10.0);
                *x += width + 4.0;
                Some(Word { text: text.to_owned(), bbox, confidence: Confidence::CERTAIN })
            })
        })
        .collect();
    Page { number, width: 595.0, height: 842.0, words, ..Page::default() }
}

fn lines(lines: &[&str], number: usize) -> Vec<String> {
    lines.iter().map(|line| format!("{line} {number}")).collect()
}

fn delivery(number: usize) -> View {
    let text = [
        "LIEFERSCHEIN",
        "Spedition Nordwind",
        "Ladestelle Kai",
        "Palette Gewicht Plombe",
        "Fahrer Unterschrift",
    ];
    View::of(&[page(0, &lines(&text, number))])
}

fn timesheet(number: usize) -> View {
    let text = [
        "TIMESHEET",
        "Employee Ada Byron week",
        "Monday hours drawing office",
        "Approved by head of department",
    ];
    View::of(&[page(0, &lines(&text, number))])
}

fn poem() -> View {
    View::of(&[page(
        0,
        &lines(&["The fog comes on little cat feet", "It sits looking over harbor and city"], 1),
    )])
}

fn learn(documents: &[(&str, View)]) -> Classes {
    let confirmed: Vec<Confirmed<'_>> =
        documents.iter().map(|(class, view)| Confirmed { class, view }).collect();
    Classes::learn(&confirmed)
}

#[test]
fn one_confirmed_document_is_enough_and_what_looks_like_nothing_is_unknown() {
    let known = learn(&[("delivery note", delivery(1))]);
    let told = known.tell(&delivery(2), None);
    assert_eq!(told.class, "delivery note");
    assert!(told.confidence.get() > 0.6, "{told:?}");
    let unknown = known.tell(&poem(), None);
    assert_eq!(unknown.class, OTHER);
    assert!(unknown.confidence.get() > 0.6, "{unknown:?}");
    assert_eq!(known.tell(&View::of(&[]), None).class, OTHER);
}

#[test]
fn confirmed_documents_are_told_by_the_others_of_their_class() {
    let one = learn(&[("delivery note", delivery(1)), ("timesheet", timesheet(1))]);
    let several =
        (1..6).flat_map(|number| [("delivery note", delivery(number)), ("timesheet", timesheet(number))]);
    let several = learn(&several.collect::<Vec<_>>());
    for known in [&one, &several] {
        assert_eq!(known.tell(&timesheet(9), None).class, "timesheet");
    }
    assert_eq!(several.score(100), (10, 10));
    assert_eq!(one.score(100), (0, 0), "one document cannot be told by others");
}

#[test]
fn the_same_documents_make_the_same_bytes_and_a_forgotten_one_leaves_no_trace() {
    let documents =
        [("delivery note", delivery(1)), ("timesheet", timesheet(1)), ("delivery note", delivery(2))];
    let before = learn(&documents);
    assert_eq!(before.to_bytes(), learn(&documents).to_bytes());
    let with_another = [documents.to_vec(), vec![("poem", poem())]].concat();
    assert_ne!(learn(&with_another).digest(), before.digest());
    let without: Vec<(&str, View)> = with_another.into_iter().filter(|(class, _)| *class != "poem").collect();
    assert_eq!(learn(&without).to_bytes(), before.to_bytes());
    let read = Classes::from_bytes(&before.to_bytes()).unwrap();
    assert_eq!(read.tell(&delivery(3), None), before.tell(&delivery(3), None));
    assert_eq!(read.digest(), before.digest());
}

#[test]
fn bytes_that_are_not_as_they_were_written_are_refused() {
    let bytes = learn(&[("timesheet", timesheet(1))]).to_bytes();
    for at in [0, 11, 20, bytes.len() - 1] {
        let mut other = bytes.clone();
        other[at] ^= 1;
        assert!(Classes::from_bytes(&other).is_err(), "byte {at}");
    }
    assert!(Classes::from_bytes(&bytes[..20]).is_err());
    assert!(Classes::from_bytes(&[]).is_err());
}

#[test]
fn what_is_remembered_is_bounded_and_is_the_newest() {
    let classes: Vec<String> = (0..MOST_PER_CLASS * 3).map(|_| "a".to_owned()).collect();
    let taken = newest(classes.iter().map(String::as_str));
    assert_eq!((taken.len(), taken[0]), (MOST_PER_CLASS, MOST_PER_CLASS * 2));
    let many: Vec<String> = (0..MOST_CLASSES * 2).map(|number| number.to_string()).collect();
    let taken = newest(many.iter().map(String::as_str));
    assert_eq!((taken.len(), taken[0]), (MOST_CLASSES, MOST_CLASSES));
}

#[test]
fn known_classes_are_told_by_their_names_before_anything_is_confirmed() {
    let invoice = ["INVOICE", "Invoice number", "Bill to Ada Byron", "Invoice date", "Total due"];
    let view = View::of(&[page(0, &lines(&invoice, 1))]);
    let nothing = Classes::default();
    assert_eq!(nothing.tell(&view, None).class, "invoice");
    assert_eq!(nothing.tell(&poem(), None).class, OTHER);
    let chance = |expected: &str| nothing.chance(&view, expected);
    assert!(chance("invoice") > chance("receipt"));
    assert!(nothing.chance(&poem(), "invoice") < chance("invoice"));
}

#[test]
fn a_class_that_people_call_other_teaches_what_belongs_to_none() {
    let known = learn(&[("delivery note", delivery(1)), (OTHER, timesheet(1))]);
    let told = known.tell(&timesheet(2), None);
    assert_eq!(told.class, OTHER);
    assert!(told.confidence.get() > 0.6, "{told:?}");
}

#[test]
fn a_page_of_another_class_begins_a_document() {
    let contract = |number: usize| {
        let first = ["AGREEMENT between parties", "Whereas the parties agree", "Definitions and scope"];
        let second =
            ["Termination clause governs", "Confidential matters remain secret", "Signed by both parties"];
        vec![page(0, &lines(&first, number)), page(1, &lines(&second, number))]
    };
    let confirmed = [("contract", View::of(&contract(1))), ("timesheet", timesheet(1))];
    let known = learn(&confirmed);
    let mut stream = contract(2);
    stream.push(page(2, &lines(&["TIMESHEET", "Employee Ada Byron week", "Monday hours drawing office"], 3)));
    let places = known.places(&stream);
    assert!(places[0].beginning > 0.5, "{places:?}");
    assert!(places[1].beginning < -0.5, "{places:?}");
    assert!(places[0].difference(&places[1]) < 0.1, "{places:?}");
    assert!(places[1].difference(&places[2]) > 0.5, "{places:?}");
    assert_eq!(Classes::default().places(&stream)[0].difference(&places[2]), 0.0);
}
