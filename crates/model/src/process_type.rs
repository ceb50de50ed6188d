//! Process types and their data points.
//!
//! The table itself is data: `process_types.json` beside this file, made from the documented list.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::ProcessTypeId;

/// What the converter of a data point makes of the printed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(
    missing_docs,
    reason = "the names are the documented literals; the table in docs/process-types.md explains them"
)]
pub enum ValueType {
    Text,
    Address,
    Date,
    Time,
    Amount,
    Number,
    Percent,
    Currency,
    Country,
    Iban,
    Bic,
    VatId,
    Email,
    Phone,
    Url,
    Enum,
    Bool,
    Table,
}

/// How many values a document may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Occurrence {
    /// At most one.
    One,
    /// Any number.
    Many,
}

/// What kind of process a type makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProcessKind {
    /// Known to the engine without training.
    Supervised,
    /// Ready-made data points; learns from the first document.
    Template,
    /// The user defines the data points.
    Custom,
}

/// A column of a table data point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Header {
    /// Canonical snake_case name.
    pub name: String,
    /// What people read.
    pub label: String,
    /// Type of the cells.
    #[serde(rename = "type")]
    pub value_type: ValueType,
}

/// Something that a process extracts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DataPoint {
    /// Canonical snake_case name.
    pub name: String,
    /// What people read.
    pub label: String,
    /// Type of the value.
    #[serde(rename = "type")]
    pub value_type: ValueType,
    /// One or many values.
    pub occurrence: Occurrence,
    /// Must be there before a document can be accepted.
    #[serde(default)]
    pub mandatory: bool,
    /// The allowed literals of an `enum`.
    #[serde(default)]
    pub literals: Vec<String>,
    /// The columns of a `table`.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// Group under which screens show it, e.g. `Seller`.
    #[serde(default)]
    pub group: String,
    /// What it means, in a sentence.
    #[serde(default)]
    pub description: String,
    /// What documents call it beside its label.
    #[serde(default)]
    pub synonyms: Vec<String>,
}

/// A kind of process: Invoices, Receipts, Custom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProcessType {
    /// Fixed id.
    pub id: ProcessTypeId,
    /// Short name of the command line, e.g. `invoices`.
    pub short_name: String,
    /// What people read, e.g. `Invoices`.
    pub name: String,
    /// The class that its documents get, e.g. `invoice`.
    pub document_class: String,
    /// Supervised, template or custom.
    pub kind: ProcessKind,
    /// What it reads, in a sentence.
    pub description: String,
    /// Its data points in the order of the screens.
    pub data_points: Vec<DataPoint>,
}

impl ProcessType {
    /// The data point with this name.
    pub fn find_data_point(&self, name: &str) -> Option<&DataPoint> {
        self.data_points.iter().find(|point| point.name == name)
    }
}

static TYPES: LazyLock<Vec<ProcessType>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("process_types.json")).expect("a test reads this embedded table")
});

/// Every process type, in the order of the gallery.
pub fn list() -> &'static [ProcessType] {
    &TYPES
}

/// The process type with this id.
pub fn find(id: ProcessTypeId) -> Option<&'static ProcessType> {
    TYPES.iter().find(|kind| kind.id == id)
}

/// The process type with this short name, e.g. `invoices`.
pub fn find_by_short_name(short_name: &str) -> Option<&'static ProcessType> {
    TYPES.iter().find(|kind| kind.short_name == short_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_reads_and_keeps_the_documented_ids() {
        let invoices = find_by_short_name("invoices").unwrap();
        assert_eq!(invoices.id.to_string(), "bbe7f45aea884e74bbd011a5f57e87f0");
        assert_eq!(find_by_short_name("custom").unwrap().id.to_string(), "29b0618e37a94dc9950e7fcfaff338b9");
        assert!(invoices.find_data_point("gross_total").unwrap().mandatory);
        assert_eq!(list().len(), 8);
    }

    #[test]
    fn tables_have_headers_and_enums_have_literals() {
        for point in list().iter().flat_map(|kind| &kind.data_points) {
            assert_eq!(point.value_type == ValueType::Table, !point.headers.is_empty(), "{}", point.name);
            assert_eq!(point.value_type == ValueType::Enum, !point.literals.is_empty(), "{}", point.name);
        }
    }
}
