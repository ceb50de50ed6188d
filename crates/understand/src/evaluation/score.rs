//! Compares extractions with labels: values after conversion, texts without case, white space and edge punctuation.

use indexmap::IndexMap;
use perigee_model::{DataPoint, Extraction, ProcessType, ValueType};
use perigee_values::{Context, DateOrder, convert, fold};
use rust_decimal::Decimal;
use serde::Serialize;

use super::dataset::LabelledDocument;
use super::table_score::{TableReport, TableScorer};

/// Right, wrong and missing values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Values that are both found and labelled.
    pub right: usize,
    /// Values found that no label has.
    pub wrong: usize,
    /// Labels that were not found.
    pub missing: usize,
}

impl Counts {
    pub(super) fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missing += other.missing;
    }

    /// Precision, recall and F1.
    pub fn measure(self) -> Measure {
        let share = |of: usize| if of == 0 { 0.0 } else { self.right as f64 / of as f64 };
        let (precision, recall) = (share(self.right + self.wrong), share(self.right + self.missing));
        let sum = precision + recall;
        Measure { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

/// How well a data point is read.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measure {
    /// Share of the found values that are right.
    pub precision: f64,
    /// Share of the labelled values that were found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

/// Scores of a labelled folder; serialised as the command line contract has them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Documents that were compared.
    pub documents: usize,
    /// Per data point that any document labels.
    pub fields: IndexMap<String, Measure>,
    /// All values together.
    pub micro: Measure,
    /// Rows and cells, where any document labels a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tables: Option<TableReport>,
    /// Documents of which every labelled data point is right.
    pub documents_fully_right: usize,
    /// Wall-clock seconds a document, reading included.
    pub seconds_per_document: f64,
    /// Seconds of training; nothing is trained yet.
    pub train_seconds: f64,
    /// Counts per data point, and the same with texts compared on letters and digits only.
    #[serde(skip)]
    pub counts: IndexMap<String, (Counts, Counts)>,
    /// As `micro`, with texts compared on letters and digits only.
    #[serde(skip)]
    pub micro_loose: Measure,
}

/// Collects comparisons.
#[derive(Debug)]
pub struct Scorer<'k> {
    kind: &'k ProcessType,
    counts: IndexMap<String, (Counts, Counts)>,
    tables: TableScorer,
    documents: usize,
    fully_right: usize,
}

impl<'k> Scorer<'k> {
    /// For documents of one process type.
    pub fn new(kind: &'k ProcessType) -> Self {
        Self { kind, counts: IndexMap::new(), tables: TableScorer::default(), documents: 0, fully_right: 0 }
    }

    /// Compares one document. `None` is a document that could not be read: all its labels are missing.
    pub fn add(&mut self, labels: &LabelledDocument, extraction: Option<&Extraction>) {
        self.documents += 1;
        let mut all_right = true;
        for point in &self.kind.data_points {
            let Some(expected) =
                labels.fields.get(&point.name).filter(|_| point.value_type != ValueType::Table)
            else {
                continue;
            };
            let found = found(extraction, &point.name);
            let strict = compare(point, expected, &found, comparable);
            let loose = compare(point, expected, &found, comparable_loosely);
            all_right &= strict.wrong == 0 && strict.missing == 0;
            let counts = self.counts.entry(point.name.clone()).or_default();
            counts.0.add(strict);
            counts.1.add(loose);
        }
        self.fully_right += usize::from(all_right);
        self.tables.add(self.kind, labels, extraction);
    }

    /// The scores of all documents that were added.
    pub fn report(self, seconds_per_document: f64) -> Report {
        let (mut micro, mut micro_loose) = (Counts::default(), Counts::default());
        for (strict, loose) in self.counts.values() {
            micro.add(*strict);
            micro_loose.add(*loose);
        }
        Report {
            documents: self.documents,
            fields: self.counts.iter().map(|(name, (strict, _))| (name.clone(), strict.measure())).collect(),
            micro: micro.measure(),
            tables: self.tables.report(),
            documents_fully_right: self.fully_right,
            seconds_per_document,
            train_seconds: 0.0,
            counts: self.counts,
            micro_loose: micro_loose.measure(),
        }
    }
}

/// The values found for a data point; one that could not be converted counts as it is printed.
fn found(extraction: Option<&Extraction>, name: &str) -> Vec<String> {
    let readings = extraction.map_or(&[][..], |extraction| &extraction.readings);
    readings
        .iter()
        .filter(|reading| reading.data_point == name)
        .map(|reading| reading.value.clone().unwrap_or_else(|| reading.raw_value.clone()))
        .collect()
}

type Form = fn(&DataPoint, &str) -> String;

fn compare(point: &DataPoint, expected: &[String], found: &[String], form: Form) -> Counts {
    let mut open: Vec<String> = expected.iter().map(|value| form(point, value)).collect();
    let labelled = open.len();
    let mut right = 0;
    for value in found {
        let value = form(point, value);
        if let Some(at) = open.iter().position(|expected| *expected == value) {
            open.swap_remove(at);
            right += 1;
        }
    }
    Counts { right, wrong: found.len() - right, missing: labelled - right }
}

/// Whether a found value is the labelled one, as the contract compares.
pub fn is_right(point: &DataPoint, expected: &str, found: &str) -> bool {
    comparable(point, expected) == comparable(point, found)
}

/// The form in which values are compared.
fn comparable(point: &DataPoint, value: &str) -> String {
    // Labels that are not ISO dates are printed with the day first; those of American sets are converted beforehand.
    let context = Context { date_order: DateOrder::DayFirst, decimal_mark: None, literals: &point.literals };
    match convert(point.value_type, value, &context) {
        Some(converted) if is_number(point.value_type) => {
            converted.parse::<Decimal>().map_or(converted, |number| number.normalize().to_string())
        }
        Some(converted) if !matches!(point.value_type, ValueType::Text | ValueType::Address) => {
            converted.to_lowercase()
        }
        _ => plain(value),
    }
}

/// As [`comparable`], with texts reduced to their letters and digits.
pub(crate) fn comparable_loosely(point: &DataPoint, value: &str) -> String {
    match point.value_type {
        ValueType::Text | ValueType::Address => fold(value),
        _ => comparable(point, value),
    }
}

fn is_number(value_type: ValueType) -> bool {
    matches!(value_type, ValueType::Amount | ValueType::Number | ValueType::Percent)
}

fn plain(text: &str) -> String {
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    joined.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use perigee_model::{Confidence, Reading, Source, process_type};

    use super::*;

    fn reading(name: &str, value: &str) -> Reading {
        Reading {
            data_point: name.to_owned(),
            raw_value: value.to_owned(),
            value: Some(value.to_owned()),
            fault: None,
            confidence: Confidence::CERTAIN,
            source: Source::Text,
            evidence: Vec::new(),
            alternatives: Vec::new(),
        }
    }

    fn labels(fields: &[(&str, &[&str])]) -> LabelledDocument {
        LabelledDocument {
            id: "1".to_owned(),
            file: None,
            words: None,
            fields: fields
                .iter()
                .map(|(n, v)| ((*n).to_owned(), v.iter().map(|v| (*v).to_owned()).collect()))
                .collect(),
            tables: IndexMap::new(),
        }
    }

    #[test]
    fn values_are_compared_after_conversion() {
        let kind = process_type::find_by_short_name("invoices").unwrap();
        let extraction = Extraction {
            readings: vec![
                reading("gross_total", "518.99"),
                reading("issue_date", "2013-08-06"),
                reading("seller_name", "Muster, GmbH."),
                reading("order_number", "A1"),
                reading("order_number", "A2"),
                reading("buyer_name", "never labelled"),
            ],
            ..Extraction::default()
        };
        let mut scorer = Scorer::new(kind);
        scorer.add(
            &labels(&[
                ("gross_total", &["518,990"]),
                ("issue_date", &["06.08.2013"]),
                ("seller_name", &["MUSTER,  GMBH"]),
                ("order_number", &["A2", "A3"]),
                ("due_date", &["2013-09-06"]),
            ]),
            Some(&extraction),
        );
        let report = scorer.report(0.0);
        assert_eq!(report.fields["issue_date"].f1, 1.0);
        assert_eq!(report.fields["seller_name"].f1, 1.0);
        assert_eq!(report.counts["order_number"].0, Counts { right: 1, wrong: 1, missing: 1 });
        assert_eq!(report.fields["due_date"].recall, 0.0);
        assert!(!report.fields.contains_key("buyer_name"));
        assert_eq!(report.documents_fully_right, 0);
    }

    #[test]
    fn a_document_that_was_not_read_misses_everything() {
        let kind = process_type::find_by_short_name("receipts").unwrap();
        let mut scorer = Scorer::new(kind);
        scorer.add(&labels(&[("total", &["9.00"]), ("time", &[])]), None);
        let report = scorer.report(0.0);
        assert_eq!(report.counts["total"].0, Counts { right: 0, wrong: 0, missing: 1 });
        assert_eq!(report.micro.recall, 0.0);
    }
}
