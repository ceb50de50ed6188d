//! A form of an authority that no rule knows, drawn in code.

use indexmap::IndexMap;
use perigee_model::{
    Confidence, DataPoint, Extraction, Occurrence, Page, PageSource, ProcessType, Rect, ValueType, Word,
    process_type,
};
use perigee_understand::learn::{self, Confirmed, Model, Options, TrainError};

/// A confirmed document: its pages and its values.
pub type Document = (Vec<Page>, IndexMap<String, Vec<String>>);

/// A process type with the data points `case`, `keeper`, `fee` and `until`.
pub fn kind() -> ProcessType {
    let mut kind = process_type::find_by_short_name("custom").unwrap().clone();
    let types = [
        ("case", ValueType::Text),
        ("keeper", ValueType::Text),
        ("fee", ValueType::Amount),
        ("until", ValueType::Date),
    ];
    kind.data_points = types.into_iter().map(|(name, value_type)| point(name, value_type)).collect();
    kind
}

/// A data point that a document holds one value of.
pub fn point(name: &str, value_type: ValueType) -> DataPoint {
    DataPoint {
        name: name.to_owned(),
        label: name.to_owned(),
        value_type,
        occurrence: Occurrence::One,
        mandatory: false,
        literals: Vec::new(),
        headers: Vec::new(),
        group: String::new(),
        description: String::new(),
        synonyms: Vec::new(),
    }
}

/// The words of lines, one line below the other.
pub fn page(lines: &[(f32, &str)]) -> Page {
    let words = lines
        .iter()
        .zip(1..)
        .flat_map(|((x, line), row)| {
            let y = 24.0 * row as f32;
            line.split(' ').scan(*x, move |left, text| {
                let width = 5.5 * text.chars().count() as f32;
                let bbox = Rect::new(*left, y, *left + width, y + 9.0);
                *left += width + 3.0;
                Some(Word { text: text.to_owned(), bbox, confidence: Confidence::CERTAIN })
            })
        })
        .collect();
    Page { number: 0, width: 595.0, height: 842.0, source: PageSource::Text, words, ..Page::default() }
}

/// A form with these values; no label is called as its data point is.
pub fn form(number: usize) -> Document {
    let case = format!("AZ-{}/{}", 4100 + 37 * number, 20 + number % 7);
    let keeper = ["Anna Berg", "Jan Kowalski", "Maria del Mar", "Otto Klein", "Eva Lang"][number % 5];
    let (fee, until) =
        (format!("{}.50", 20 + 3 * number), format!("2026-0{}-1{}", 1 + number % 9, number % 9));
    let lines = [
        (60.0, "REGISTRY OF BOATS AND MOORINGS".to_owned()),
        (60.0, format!("Our sign {case} please quote")),
        (60.0, "Kept by".to_owned()),
        (60.0, keeper.to_owned()),
        (60.0, format!("Mooring rent {}.00", 300 + number)),
        (60.0, format!("Harbour charge {fee}")),
        (60.0, format!("Printed 2025-11-0{} valid through {until}", 1 + number % 9)),
        (60.0, "Harbour office, Quay 7".to_owned()),
    ];
    let lines: Vec<(f32, &str)> = lines.iter().map(|(x, line)| (*x, line.as_str())).collect();
    (vec![page(&lines)], values(&[("case", &case), ("keeper", keeper), ("fee", &fee), ("until", &until)]))
}

/// Values by data point; an empty one is confirmed to be missing.
pub fn values(pairs: &[(&str, &str)]) -> IndexMap<String, Vec<String>> {
    let list = |value: &str| if value.is_empty() { Vec::new() } else { vec![value.to_owned()] };
    pairs.iter().map(|(name, value)| ((*name).to_owned(), list(value))).collect()
}

/// Trains on documents.
pub fn train(documents: &[Document]) -> Result<Model, TrainError> {
    let confirmed: Vec<Confirmed<'_>> =
        documents.iter().map(|(pages, fields)| Confirmed::new(pages, fields)).collect();
    learn::train(&kind(), &confirmed, &Options::default())
}

/// What a model reads.
pub fn read(pages: &[Page], model: &Model) -> Extraction {
    perigee_understand::extract_with(pages, &kind(), None, Some(model))
}

/// The value of a data point; empty where there is none.
pub fn value(extraction: &Extraction, name: &str) -> String {
    let reading = extraction.readings.iter().find(|reading| reading.data_point == name);
    reading
        .map(|reading| reading.value.clone().unwrap_or_else(|| reading.raw_value.clone()))
        .unwrap_or_default()
}
