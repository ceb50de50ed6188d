//! What flat formats have in common: the columns of a document and the text of a cell.

use perigee_model::results::{DataValue, DocumentResult, SingleValue, TableValue};
use perigee_model::{DataPoint, ValueType};

use super::Exported;

/// What stands before the data points in every line: name, and what people read.
pub(super) const FIXED: [(&str, &str); 7] = [
    ("collection_id", "Collection id"),
    ("collection_name", "Collection"),
    ("collection_status", "Status"),
    ("created_at", "Uploaded"),
    ("file_name", "File"),
    ("document_name", "Document"),
    ("document_class", "Class"),
];

/// Between several values of one data point.
const BETWEEN: &str = "; ";

/// The data points that are single values, and those that are tables.
pub(super) fn parted(points: Vec<DataPoint>) -> (Vec<DataPoint>, Vec<DataPoint>) {
    points.into_iter().partition(|point| point.value_type != ValueType::Table)
}

/// The cells of [`FIXED`].
pub(super) fn fixed(exported: &Exported, file_name: &str, document: &DocumentResult) -> [String; 7] {
    [
        exported.results.collection_id.to_string(),
        exported.results.collection_name.clone(),
        exported.results.collection_status.as_str().to_owned(),
        super::time(exported.created_at_ms),
        file_name.to_owned(),
        document.name.clone(),
        document.classification.document_class.clone(),
    ]
}

/// What a value says: converted, or as printed where it could not be.
pub(super) fn text(value: &SingleValue) -> &str {
    value.value.as_deref().unwrap_or(&value.raw_value)
}

/// The single values of a data point.
pub(super) fn values<'a>(document: &'a DocumentResult, name: &str) -> Vec<&'a SingleValue> {
    let all = document.extracted_data.get(name).map(Vec::as_slice).unwrap_or_default();
    all.iter()
        .filter_map(|value| if let DataValue::Value(value) = value { Some(value) } else { None })
        .collect()
}

/// The tables of a data point.
pub(super) fn tables<'a>(document: &'a DocumentResult, name: &str) -> impl Iterator<Item = &'a TableValue> {
    let all = document.extracted_data.get(name).map(Vec::as_slice).unwrap_or_default();
    all.iter().filter_map(|value| if let DataValue::Table(table) = value { Some(table) } else { None })
}

/// All values of a data point in one cell.
pub(super) fn joined(document: &DocumentResult, name: &str) -> String {
    values(document, name).into_iter().map(text).collect::<Vec<_>>().join(BETWEEN)
}
