//! Each writer on one collection with everything in it.

use std::io::Read as _;

use calamine::{Data, Reader as _, Xlsx};
use perigee_model::results::{
    Classification, Converter, DataValue, DocumentResult, FileResult, SingleValue, TableHeader, TableRow,
    TableValue,
};
use perigee_model::{
    CollectionId, CollectionStatus, Confidence, DocumentId, ExportFormat, FileId, ProcessId, Source,
    StageStatus, ValueId, process_type,
};
use uuid::Uuid;

use super::*;

fn value(raw: &str, value: Option<&str>) -> SingleValue {
    SingleValue {
        id: ValueId::from_uuid(Uuid::nil()),
        value: value.map(str::to_owned),
        raw_value: raw.to_owned(),
        converter: Converter { kind: "string".to_owned(), format: None },
        status: StageStatus::classified(),
        validation_status: StageStatus::validation_skipped(),
        metadata: BTreeMap::new(),
        confidence: Confidence::CERTAIN,
        source: Source::Text,
        evidence: Vec::new(),
        alternatives: Vec::new(),
        decision: None,
    }
}

fn row(cells: &[(&str, &str)]) -> TableRow {
    TableRow {
        cells: cells.iter().map(|(name, text)| ((*name).to_owned(), value(text, Some(text)))).collect(),
    }
}

/// Data points of invoices that the tests look at.
fn points() -> Vec<DataPoint> {
    let invoices = process_type::find("bbe7f45aea884e74bbd011a5f57e87f0".parse().unwrap()).unwrap();
    let wanted = ["invoice_number", "issue_date", "gross_total", "seller_name", "items"];
    let found: Vec<DataPoint> = wanted
        .iter()
        .map(|name| invoices.data_points.iter().find(|point| point.name == *name).unwrap().clone())
        .collect();
    assert!(found.last().unwrap().headers.iter().any(|header| header.name == "description"));
    found
}

fn exported(rows: Vec<TableRow>) -> Exported {
    let table = TableValue {
        id: ValueId::from_uuid(Uuid::nil()),
        headers: vec![TableHeader { name: "description".to_owned(), label: "Description".to_owned() }],
        rows,
        evidence: Vec::new(),
        confidence: Confidence::CERTAIN,
    };
    let one = |raw: &str, text: Option<&str>| vec![DataValue::Value(value(raw, text))];
    let two =
        vec![DataValue::Value(value("=A1", Some("=A1"))), DataValue::Value(value("B & Co <x>\u{1}", None))];
    let extracted_data = [
        ("invoice_number".to_owned(), one("+1/2026", Some("+1/2026"))),
        ("issue_date".to_owned(), one("29.11.2026", Some("2026-11-29"))),
        ("gross_total".to_owned(), one("-1.234,50", Some("-1234.50"))),
        ("seller_name".to_owned(), two),
        ("items".to_owned(), vec![DataValue::Table(table)]),
    ];
    let document = DocumentResult {
        document_id: DocumentId::from_uuid(Uuid::nil()),
        name: "a_0.pdf".to_owned(),
        classification: Classification {
            document_class: "invoice".to_owned(),
            status: StageStatus::classified(),
            validation: StageStatus::validation_skipped(),
        },
        extracted_data: extracted_data.into_iter().collect(),
    };
    let file = FileResult {
        file_id: FileId::from_uuid(Uuid::nil()),
        file_name: "a \"quoted\", name.pdf".to_owned(),
        status: StageStatus::file_completed(),
        error: None,
        documents: vec![document],
    };
    Exported {
        results: CollectionResults {
            collection_id: CollectionId::from_uuid(Uuid::nil()),
            collection_name: "a.pdf".to_owned(),
            collection_status: CollectionStatus::Accepted,
            process_id: ProcessId::from_uuid(Uuid::nil()),
            process_name: "Invoices".to_owned(),
            results: vec![file],
        },
        created_at_ms: 0,
        accepted_at_ms: Some(1_000),
        metadata: BTreeMap::from([("printed".to_owned(), "yes".into())]),
    }
}

fn items() -> Vec<TableRow> {
    vec![row(&[("description", "Bolts"), ("amount", "2.00")]), row(&[("description", "=Nuts")])]
}

fn written(format: ExportFormat, all: &[Exported]) -> Vec<u8> {
    let mut writer = writer(format, points()).unwrap();
    for exported in all {
        writer.add(exported).unwrap();
    }
    let mut bytes = Vec::new();
    writer.finish().unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn csv_repeats_a_document_for_each_of_its_rows_and_keeps_formulas_out() {
    let bytes = written(ExportFormat::Csv, &[exported(items()), exported(Vec::new())]);
    let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
    let head = reader.headers().unwrap().clone();
    let lines: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |line: usize, name: &str| {
        lines[line].get(head.iter().position(|column| column == name).unwrap()).unwrap().to_owned()
    };
    assert_eq!(lines.len(), 3, "two rows of the first document, one line for the one without rows");
    assert_eq!(cell(0, "file_name"), "a \"quoted\", name.pdf");
    assert_eq!(cell(0, "invoice_number"), "'+1/2026");
    assert_eq!(
        (cell(1, "gross_total"), cell(1, "issue_date")),
        ("-1234.50".to_owned(), "2026-11-29".to_owned())
    );
    assert_eq!(cell(0, "seller_name"), "'=A1; B & Co <x>\u{1}");
    assert_eq!(
        (cell(0, "table"), cell(0, "row"), cell(0, "items.description")),
        ("items".to_owned(), "1".to_owned(), "Bolts".to_owned())
    );
    assert_eq!((cell(1, "row"), cell(1, "items.description")), ("2".to_owned(), "'=Nuts".to_owned()));
    assert_eq!(
        (cell(2, "table"), cell(2, "row"), cell(2, "collection_status")),
        (String::new(), String::new(), "Accepted".to_owned())
    );
}

#[test]
fn a_workbook_has_numbers_and_dates_that_can_be_counted_with() {
    let bytes = written(ExportFormat::Xlsx, &[exported(items())]);
    let mut book = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names().len(), 2);
    let documents = book.worksheet_range("Documents").unwrap();
    let column =
        |label: &str| documents.rows().next().unwrap().iter().position(|cell| cell == label).unwrap();
    let points = points();
    let cell = |at: usize| documents.get((1, column(&points[at].label))).unwrap().clone();
    assert_eq!(cell(2), Data::Float(-1234.5));
    assert!(matches!(cell(1), Data::DateTime(_)), "{:?}", cell(1));
    assert_eq!(cell(0), Data::String("+1/2026".to_owned()));
    let name = book.sheet_names()[1].clone();
    let rows = book.worksheet_range(&name).unwrap();
    assert_eq!(rows.rows().count(), 3);
    assert_eq!(rows.get((2, 3)), Some(&Data::Float(2.0)));
    assert!(rows.rows().nth(2).unwrap().contains(&Data::String("=Nuts".to_owned())), "a text, no formula");
}

#[test]
fn json_has_the_results_as_the_api_has_them() {
    let bytes = written(ExportFormat::Json, &[exported(items()), exported(items())]);
    let read: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let all = read["collections"].as_array().unwrap();
    assert_eq!(
        (all.len(), &all[1]["acceptedAt"], &all[0]["metadata"]["printed"]),
        (2, &"1970-01-01T00:00:01Z".into(), &"yes".into())
    );
    let found = &all[0]["results"][0]["documents"][0]["extractedData"];
    assert_eq!(found["issue_date"][0]["rawValue"], "29.11.2026");
    assert_eq!(found["items"][0]["rows"][0]["cells"]["description"]["value"], "Bolts");
    let none: serde_json::Value = serde_json::from_slice(&written(ExportFormat::Json, &[])).unwrap();
    assert_eq!(none, serde_json::json!({"collections": []}));
}

#[test]
fn xml_is_well_formed_whatever_was_printed() {
    let bytes = written(ExportFormat::Xml, &[exported(items())]);
    let text = String::from_utf8(bytes).unwrap();
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut opened = 0;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(_) => opened += 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert!(opened > 8, "{text}");
    assert!(
        text.contains(
            "<field name=\"seller_name\" raw=\"B &amp; Co &lt;x&gt;\">B &amp; Co &lt;x&gt;</field>"
        ),
        "{text}"
    );
    assert!(text.contains("<cell name=\"description\" raw=\"Bolts\">Bolts</cell>"), "{text}");
}
