//! What was extracted, in the documented shape of results.

use indexmap::IndexMap;
use perigee_model::results::{
    Classification, Converter, DataValue, DocumentResult, FileResult, SingleValue, TableHeader, TableRow,
    TableValue,
};
use perigee_model::{
    DataPoint, DocumentId, Extraction, ProcessType, Reading, StageStatus, TableReading, ValueId, ValueType,
};

use crate::ResultIds;

impl ResultIds {
    /// The result of a file that is one document, with ids made from the file's bytes.
    pub fn file_result(&self, file_name: &str, kind: &ProcessType, extraction: &Extraction) -> FileResult {
        let mut ordinal = 0;
        let mut next_id = || {
            ordinal += 1;
            self.value(ordinal)
        };
        FileResult {
            file_id: self.file(),
            file_name: file_name.to_owned(),
            status: StageStatus::file_completed(),
            error: None,
            documents: vec![document_result(
                self.document(0),
                unsplit_document_name(file_name),
                &kind.data_points,
                extraction,
                &mut next_id,
            )],
        }
    }

    /// The result of an archive, which is no document; the files inside have results of their own.
    pub fn archive_result(&self, file_name: &str) -> FileResult {
        FileResult {
            file_id: self.file(),
            file_name: file_name.to_owned(),
            status: StageStatus::file_completed(),
            error: None,
            documents: Vec::new(),
        }
    }
}

/// The name of the only document of a file: `<stem>_0.<ext>`.
pub fn unsplit_document_name(file_name: &str) -> String {
    document_name(file_name, "0")
}

/// The name of a part of a split file, counted from 1: `<stem>_#1.<ext>`.
pub fn part_name(file_name: &str, number: usize) -> String {
    document_name(file_name, &format!("#{number}"))
}

fn document_name(file_name: &str, mark: &str) -> String {
    // A file inside another one has its name before its own, parted by a slash.
    let own = file_name.rsplit_once('/').map_or(file_name, |(_, own)| own);
    let folders = file_name.strip_suffix(own).unwrap_or_default();
    match own.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("{folders}{stem}_{mark}.{extension}"),
        _ => format!("{file_name}_{mark}"),
    }
}

/// An extraction as the results API shows it: each data point with its values, an empty list where none was found.
///
/// `next_id` names the values in the order in which they appear.
pub fn document_result(
    document_id: DocumentId,
    name: String,
    data_points: &[DataPoint],
    extraction: &Extraction,
    next_id: &mut dyn FnMut() -> ValueId,
) -> DocumentResult {
    let mut extracted_data = IndexMap::with_capacity(data_points.len());
    for point in data_points {
        let mut values = Vec::new();
        for reading in extraction.readings.iter().filter(|reading| reading.data_point == point.name) {
            values.push(DataValue::Value(single_value(point.value_type, reading, extraction, next_id)));
        }
        for table in extraction.tables.iter().filter(|table| table.data_point == point.name) {
            values.push(DataValue::Table(table_value(point, table, extraction, next_id)));
        }
        extracted_data.insert(point.name.clone(), values);
    }
    DocumentResult {
        document_id,
        name,
        classification: Classification {
            document_class: extraction.document_class.clone(),
            status: StageStatus::classified(),
            validation: StageStatus::validation_skipped(),
        },
        extracted_data,
    }
}

fn single_value(
    value_type: ValueType,
    reading: &Reading,
    extraction: &Extraction,
    next_id: &mut dyn FnMut() -> ValueId,
) -> SingleValue {
    SingleValue {
        id: next_id(),
        value: reading.value.clone(),
        raw_value: reading.raw_value.clone(),
        converter: Converter { kind: converter_name(value_type).to_owned(), format: None },
        status: StageStatus::extracted(),
        validation_status: validation(reading, extraction),
        metadata: Default::default(),
        confidence: reading.confidence,
        source: reading.source,
        evidence: reading.evidence.clone(),
        decision: None,
        alternatives: reading.alternatives.clone(),
    }
}

/// The value's own fault, else the first finding that names its data point.
fn validation(reading: &Reading, extraction: &Extraction) -> StageStatus {
    let finding =
        || extraction.findings.iter().find(|finding| finding.data_points.contains(&reading.data_point));
    match (&reading.fault, finding()) {
        (Some(fault), _) => StageStatus::validation_failed(fault),
        (None, Some(finding)) => StageStatus::validation_failed(&finding.message),
        (None, None) => StageStatus::validation_succeeded(),
    }
}

fn table_value(
    point: &DataPoint,
    table: &TableReading,
    extraction: &Extraction,
    next_id: &mut dyn FnMut() -> ValueId,
) -> TableValue {
    let id = next_id();
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let mut cells = IndexMap::with_capacity(row.len());
        for header in &point.headers {
            if let Some(reading) = row.get(&header.name) {
                cells.insert(
                    header.name.clone(),
                    single_value(header.value_type, reading, extraction, next_id),
                );
            }
        }
        rows.push(TableRow { cells });
    }
    let headers =
        point.headers.iter().map(|h| TableHeader { name: h.name.clone(), label: h.label.clone() }).collect();
    TableValue { id, headers, rows, evidence: table.evidence.clone(), confidence: table.confidence }
}

/// The documented name of a type's converter: `text` is called `string`, all others as the type.
pub fn converter_name(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::Text => "string",
        ValueType::Address => "address",
        ValueType::Date => "date",
        ValueType::Time => "time",
        ValueType::Amount => "amount",
        ValueType::Number => "number",
        ValueType::Percent => "percent",
        ValueType::Currency => "currency",
        ValueType::Country => "country",
        ValueType::Iban => "iban",
        ValueType::Bic => "bic",
        ValueType::VatId => "vat_id",
        ValueType::Email => "email",
        ValueType::Phone => "phone",
        ValueType::Url => "url",
        ValueType::Enum => "enum",
        ValueType::Bool => "bool",
        ValueType::Table => "table",
    }
}

#[cfg(test)]
mod tests {
    use perigee_model::{Confidence, Finding, Source, process_type};

    use super::*;

    fn reading(data_point: &str, value: &str) -> Reading {
        Reading {
            data_point: data_point.to_owned(),
            raw_value: value.to_owned(),
            value: Some(value.to_owned()),
            fault: None,
            confidence: Confidence::new(0.5),
            source: Source::Text,
            evidence: Vec::new(),
            alternatives: Vec::new(),
        }
    }

    #[test]
    fn the_document_of_an_unsplit_file_is_number_0() {
        assert_eq!(unsplit_document_name("Invoice example.pdf"), "Invoice example_0.pdf");
        assert_eq!(unsplit_document_name("scan"), "scan_0");
        assert_eq!(unsplit_document_name(".hidden"), ".hidden_0");
        assert_eq!(unsplit_document_name("mail.eml/scan"), "mail.eml/scan_0");
        assert_eq!(unsplit_document_name("mail.eml/a.pdf"), "mail.eml/a_0.pdf");
    }

    #[test]
    fn every_data_point_is_listed_and_a_finding_fails_the_values_it_names() {
        let kind = process_type::find_by_short_name("invoices").unwrap();
        let extraction = Extraction {
            document_class: "invoice".to_owned(),
            readings: vec![reading("gross_total", "12.00"), reading("iban", "DE1"), reading("iban", "DE2")],
            findings: vec![Finding {
                code: "totals_do_not_add_up".to_owned(),
                message: "they do not".to_owned(),
                data_points: vec!["gross_total".to_owned()],
            }],
            ..Extraction::default()
        };
        let result = ResultIds::of_bytes(b"x").file_result("Invoice example.pdf", kind, &extraction);
        let document = &result.documents[0];
        assert_eq!(document.name, "Invoice example_0.pdf");
        assert_eq!(document.extracted_data.len(), kind.data_points.len());
        assert!(document.extracted_data["buyer_name"].is_empty());
        let [DataValue::Value(first), DataValue::Value(second)] = document.extracted_data["iban"].as_slice()
        else {
            panic!("two values were expected");
        };
        assert_ne!(first.id, second.id);
        assert_eq!(first.validation_status.code, "V100");
        let [DataValue::Value(total)] = document.extracted_data["gross_total"].as_slice() else {
            panic!("one value was expected");
        };
        assert_eq!(
            (total.validation_status.msg.as_str(), total.converter.kind.as_str()),
            ("they do not", "amount")
        );
    }

    #[test]
    fn parts_of_a_split_file_are_counted_from_1() {
        assert_eq!(part_name("stack.pdf", 1), "stack_#1.pdf");
        assert_eq!(part_name("mail.eml/stack", 12), "mail.eml/stack_#12");
    }

    #[test]
    fn a_document_is_named_after_its_file() {
        assert_eq!(unsplit_document_name("a.b.pdf"), "a.b_0.pdf");
        assert_eq!(unsplit_document_name("scan"), "scan_0");
        assert_eq!(unsplit_document_name(".pdf"), ".pdf_0");
    }
}
