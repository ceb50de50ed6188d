//! Compares rows of tables with labelled ones: rows paired in order, then cell by cell.
//!
//! Only columns that a document labels are looked at. A description counts when it is nearly the labelled one, as the
//! paper breaks and cuts it; numbers count without their sign, which credit notes print as they like, and as rounded
//! on the paper. Everything else is compared as single values are.

use indexmap::{IndexMap, IndexSet};
use perigee_model::{DataPoint, Extraction, Header, ProcessType, Reading, ValueType};
use perigee_values::fold;
use rust_decimal::Decimal;
use serde::Serialize;

use super::dataset::LabelledDocument;
use super::score::{Counts, Measure, is_right};

/// Share of a description that must agree (the protocol of `research/extraction.md`, section 5).
const ALIKE: f64 = 0.9;
/// Share of a labelled description with which the found one must begin: papers go on where labels end, and the other
/// way round (the same protocol).
const BEGINNING: f64 = 0.7;
/// Characters of a description that are compared.
const MAX_CHARACTERS: usize = 400;

/// Scores of the tables of a labelled folder.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableReport {
    /// Documents that label a table.
    pub documents: usize,
    /// Documents of which every labelled row and cell is right and no row is too many.
    pub documents_exact: usize,
    /// All labelled cells together.
    pub cells: Measure,
    /// Rows of which at least half of the labelled cells are right.
    pub rows: Measure,
    /// Per column.
    pub columns: IndexMap<String, Measure>,
    /// Counts per column.
    #[serde(skip)]
    pub counts: IndexMap<String, Counts>,
}

/// Collects comparisons of tables.
#[derive(Debug, Default)]
pub struct TableScorer {
    columns: IndexMap<String, Counts>,
    rows: Counts,
    documents: usize,
    exact: usize,
}

/// One row, header to value.
type Row = IndexMap<String, String>;

impl TableScorer {
    /// Compares the tables that a document labels; `None` is a document that could not be read.
    pub fn add(&mut self, kind: &ProcessType, labels: &LabelledDocument, extraction: Option<&Extraction>) {
        let mut is_exact = true;
        let mut is_labelled = false;
        for (name, expected) in &labels.tables {
            let Some(point) = kind.find_data_point(name) else { continue };
            is_labelled = true;
            is_exact &= self.add_table(point, expected, &found(extraction, name));
        }
        self.documents += usize::from(is_labelled);
        self.exact += usize::from(is_labelled && is_exact);
    }

    /// Whether all of the table is right.
    fn add_table(&mut self, point: &DataPoint, expected: &[Row], found: &[Row]) -> bool {
        let names: IndexSet<&str> = expected.iter().flat_map(|row| row.keys()).map(String::as_str).collect();
        let headers: Vec<&Header> =
            point.headers.iter().filter(|h| names.contains(h.name.as_str())).collect();
        let pairs = pair(&headers, expected, found);
        let mut is_exact = pairs.len() == expected.len() && pairs.len() == found.len();
        let mut counts: IndexMap<&str, Counts> =
            headers.iter().map(|h| (h.name.as_str(), Counts::default())).collect();
        for &(label, row) in &pairs {
            let Some((label, row)) = expected.get(label).zip(found.get(row)) else { continue };
            for header in &headers {
                let Some(wanted) = label.get(&header.name) else { continue };
                let count = counts.entry(&header.name).or_default();
                match row.get(&header.name) {
                    Some(value) if is_same(header, wanted, value) => count.right += 1,
                    Some(_) => (count.wrong, count.missing) = (count.wrong + 1, count.missing + 1),
                    None => count.missing += 1,
                }
            }
        }
        let used = |at: usize, side: fn(&(usize, usize)) -> usize| pairs.iter().any(|pair| side(pair) == at);
        for (_, row) in expected.iter().enumerate().filter(|(at, _)| !used(*at, |pair| pair.0)) {
            let own = counts.iter_mut().filter(|(name, _)| row.contains_key(**name));
            own.for_each(|(_, count)| count.missing += 1);
        }
        for (_, row) in found.iter().enumerate().filter(|(at, _)| !used(*at, |pair| pair.1)) {
            let own = counts.iter_mut().filter(|(name, _)| row.contains_key(**name));
            own.for_each(|(_, count)| count.wrong += 1);
        }
        is_exact &= counts.values().all(|count| count.wrong == 0 && count.missing == 0);
        let right = pairs
            .iter()
            .filter(|(label, row)| {
                let Some((label, row)) = expected.get(*label).zip(found.get(*row)) else { return false };
                2 * agreeing(&headers, label, row) >= label.len().max(1)
            })
            .count();
        self.rows.add(Counts { right, wrong: found.len() - right, missing: expected.len() - right });
        for (name, count) in counts {
            self.columns.entry(name.to_owned()).or_default().add(count);
        }
        is_exact
    }

    /// The scores, where any document labels a table.
    pub fn report(self) -> Option<TableReport> {
        if self.documents == 0 {
            return None;
        }
        let mut cells = Counts::default();
        self.columns.values().for_each(|count| cells.add(*count));
        Some(TableReport {
            documents: self.documents,
            documents_exact: self.exact,
            cells: cells.measure(),
            rows: self.rows.measure(),
            columns: self.columns.iter().map(|(name, count)| (name.clone(), count.measure())).collect(),
            counts: self.columns,
        })
    }
}

/// The rows found for a table; a cell that could not be converted counts as it is printed.
fn found(extraction: Option<&Extraction>, name: &str) -> Vec<Row> {
    let table = extraction.and_then(|extraction| extraction.tables.iter().find(|t| t.data_point == name));
    let value = |reading: &Reading| reading.value.clone().unwrap_or_else(|| reading.raw_value.clone());
    let row = |row: &IndexMap<String, Reading>| {
        row.iter().map(|(name, cell)| (name.clone(), value(cell))).collect()
    };
    table.map_or_else(Vec::new, |table| table.rows.iter().map(row).collect())
}

/// Cells of a labelled row that the found row has.
fn agreeing(headers: &[&Header], label: &Row, row: &Row) -> usize {
    let is_equal = |header: &&&Header| {
        let values = label.get(&header.name).zip(row.get(&header.name));
        values.is_some_and(|(wanted, value)| is_same(header, wanted, value))
    };
    headers.iter().filter(is_equal).count()
}

/// Rows paired in their order so that most cells agree; rows without an agreeing cell stay alone.
fn pair(headers: &[&Header], expected: &[Row], found: &[Row]) -> Vec<(usize, usize)> {
    let width = found.len() + 1;
    let at = |i: usize, j: usize| i * width + j;
    let scores: Vec<usize> = expected
        .iter()
        .flat_map(|label| found.iter().map(move |row| agreeing(headers, label, row)))
        .collect();
    let score = |i: usize, j: usize| scores.get(i * found.len() + j).copied().unwrap_or(0);
    let mut best = vec![0_usize; (expected.len() + 1) * width];
    for i in 0..expected.len() {
        for j in 0..found.len() {
            let both = best[at(i, j)] + score(i, j);
            best[at(i + 1, j + 1)] = both.max(best[at(i, j + 1)]).max(best[at(i + 1, j)]);
        }
    }
    let (mut i, mut j, mut pairs) = (expected.len(), found.len(), Vec::new());
    while i > 0 && j > 0 {
        if best[at(i, j)] == best[at(i - 1, j)] {
            i -= 1;
        } else if best[at(i, j)] == best[at(i, j - 1)] {
            j -= 1;
        } else {
            (i, j) = (i - 1, j - 1);
            pairs.push((i, j));
        }
    }
    pairs.reverse();
    pairs
}

fn is_same(header: &Header, wanted: &str, value: &str) -> bool {
    match header.value_type {
        ValueType::Text if header.name == "description" => is_alike(&fold(wanted), &fold(value)),
        ValueType::Amount | ValueType::Number | ValueType::Percent => {
            let numbers = wanted.parse::<Decimal>().ok().zip(value.parse::<Decimal>().ok());
            match numbers {
                Some((wanted, value)) => is_rounded(wanted.abs(), value.abs()),
                None => is_right(&as_point(header), wanted, value),
            }
        }
        _ => is_right(&as_point(header), wanted, value),
    }
}

/// Equal, or what is left when the paper prints two decimals of a longer number.
fn is_rounded(wanted: Decimal, value: Decimal) -> bool {
    wanted == value || value.scale() >= 2 && wanted.round_dp(value.scale()) == value.round_dp(value.scale())
}

fn as_point(header: &Header) -> DataPoint {
    DataPoint {
        name: header.name.clone(),
        label: header.label.clone(),
        value_type: header.value_type,
        occurrence: perigee_model::Occurrence::One,
        mandatory: false,
        literals: Vec::new(),
        headers: Vec::new(),
        group: String::new(),
        description: String::new(),
        synonyms: Vec::new(),
    }
}

/// Whether a folded text begins as the label does, or is nearly the same.
fn is_alike(label: &str, text: &str) -> bool {
    let characters = |text: &str| text.chars().take(MAX_CHARACTERS).collect::<Vec<char>>();
    let (label, text) = (characters(label), characters(text));
    let same = label.iter().zip(&text).take_while(|(a, b)| a == b).count();
    if same as f64 >= BEGINNING * label.len() as f64 && same > 0 {
        return true;
    }
    2.0 * common(&label, &text) as f64 >= ALIKE * (label.len() + text.len()) as f64
}

/// Length of the longest common subsequence.
fn common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for left in a {
        let mut diagonal = 0;
        for (at, right) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if left == right { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use perigee_model::{Confidence, Source, TableReading, process_type};

    use super::*;

    fn row(cells: &[(&str, &str)]) -> Row {
        cells.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn extraction(rows: &[Row]) -> Extraction {
        let reading = |(name, value): (&String, &String)| Reading {
            data_point: name.clone(),
            raw_value: value.clone(),
            value: Some(value.clone()),
            fault: None,
            confidence: Confidence::CERTAIN,
            source: Source::Text,
            evidence: Vec::new(),
            alternatives: Vec::new(),
        };
        let rows = rows.iter().map(|row| row.iter().map(|cell| (cell.0.clone(), reading(cell))).collect());
        let table = TableReading {
            data_point: "items".to_owned(),
            rows: rows.collect(),
            evidence: Vec::new(),
            confidence: Confidence::CERTAIN,
        };
        Extraction { tables: vec![table], ..Extraction::default() }
    }

    fn report(labels: &[Row], found: &[Row]) -> TableReport {
        let kind = process_type::find_by_short_name("invoices").unwrap();
        let mut document: LabelledDocument = serde_json::from_str(r#"{"id":"1"}"#).unwrap();
        document.tables.insert("items".to_owned(), labels.to_vec());
        let mut scorer = TableScorer::default();
        scorer.add(kind, &document, Some(&extraction(found)));
        scorer.report().unwrap()
    }

    #[test]
    fn rows_are_paired_in_order_and_one_too_many_is_wrong() {
        let labels = [
            row(&[("description", "Tea"), ("amount", "5")]),
            row(&[("description", "Milk"), ("amount", "2.5")]),
        ];
        let mut found = labels.to_vec();
        assert_eq!(report(&labels, &found).documents_exact, 1);
        found.insert(1, row(&[("description", "Tax"), ("amount", "0.50")]));
        let report = report(&labels, &found);
        assert_eq!(
            (report.documents_exact, report.counts["amount"]),
            (0, Counts { right: 2, wrong: 1, missing: 0 })
        );
        assert_eq!(report.rows.recall, 1.0);
    }

    #[test]
    fn descriptions_may_go_on_and_numbers_may_be_rounded_and_lose_their_sign() {
        let labels =
            [row(&[("description", "Olive oil, old style"), ("amount", "198.00"), ("unit_price", "0.052")])];
        let found = [row(&[
            ("description", "olive oil old style 1 l"),
            ("amount", "-198.00"),
            ("unit_price", "0.05"),
        ])];
        assert_eq!(report(&labels, &found).cells.f1, 1.0);
        let other = [row(&[("description", "vinegar"), ("amount", "-198.00"), ("unit_price", "0.06")])];
        assert_eq!(report(&labels, &other).counts["description"], Counts { right: 0, wrong: 1, missing: 1 });
    }

    #[test]
    fn a_document_without_rows_misses_them_all() {
        let labels = [row(&[("description", "Tea"), ("quantity", "5")])];
        let report = report(&labels, &[]);
        assert_eq!((report.cells.recall, report.documents, report.documents_exact), (0.0, 1, 0));
    }
}
