//! `perigee eval` and `perigee convert-dataset` as they are called.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

fn perigee(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_perigee")).args(arguments).output().expect("the binary was built")
}

const WORDS: &str = r#"{"pages":[{"width":300,"height":400,"words":[
    {"text":"TOTAL","bbox":[20,200,60,210]},{"text":"9.00","bbox":[200,200,230,210]},
    {"text":"25/12/2018","bbox":[20,230,80,240]}]}]}"#;

fn folder(dir: &Path, documents: &[Value]) {
    fs::write(dir.join("dataset.json"), r#"{"processType":"receipts"}"#).unwrap();
    fs::write(dir.join("x.words.json"), WORDS).unwrap();
    let lines: Vec<String> = documents.iter().map(Value::to_string).collect();
    fs::write(dir.join("documents.jsonl"), lines.join("\n")).unwrap();
}

#[test]
fn scores_are_those_of_the_contract() {
    let dir = tempfile::tempdir().unwrap();
    let fields = json!({"total": ["RM 9.00"], "date": ["2018-12-24"], "company": ["NOBODY"]});
    folder(dir.path(), &[json!({"id": "1", "words": "x.words.json", "fields": fields})]);
    let output =
        perigee(&["eval", "--type", "receipts", "--dataset", dir.path().to_str().unwrap(), "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["documents"], 1);
    assert_eq!(report["fields"]["total"], json!({"precision": 1.0, "recall": 1.0, "f1": 1.0}));
    assert_eq!(report["fields"]["date"]["f1"], 0.0);
    assert_eq!(report["documentsFullyRight"], 0);
    for key in ["micro", "secondsPerDocument", "trainSeconds"] {
        assert!(!report[key].is_null(), "{key}");
    }
    let table = perigee(&["eval", "--type", "receipts", "--dataset", dir.path().to_str().unwrap()]);
    assert!(String::from_utf8_lossy(&table.stdout).contains("1 documents, 0 fully right"));
}

#[test]
fn a_document_that_cannot_be_read_is_named_and_counted_as_missed() {
    let dir = tempfile::tempdir().unwrap();
    folder(dir.path(), &[json!({"id": "gone", "file": "gone.pdf", "fields": {"total": ["9.00"]}})]);
    let output =
        perigee(&["eval", "--type", "receipts", "--dataset", dir.path().to_str().unwrap(), "--json"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("gone"));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["micro"]["recall"], 0.0);
}

#[test]
fn a_folder_of_another_type_or_without_labels_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    folder(dir.path(), &[]);
    let path = dir.path().to_str().unwrap();
    let output = perigee(&["eval", "--type", "invoices", "--dataset", path]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("holds receipts"));
    fs::write(dir.path().join("documents.jsonl"), "{}\n").unwrap();
    let output = perigee(&["eval", "--type", "receipts", "--dataset", path]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 1"));
}

#[test]
fn line_boxes_become_a_folder_that_is_scored() {
    let dir = tempfile::tempdir().unwrap();
    let source = dir.path().join("sroie");
    fs::create_dir_all(source.join("labels")).unwrap();
    fs::write(
        source.join("labels/a.json"),
        r#"{"company":"","date":"25/12/2018","address":"","total":"9.00"}"#,
    )
    .unwrap();
    fs::write(
        source.join("labels/a.txt"),
        "20,200,100,200,100,215,20,215,TOTAL, RM\n200,200,240,200,240,215,200,215,9.00\n20,230,120,230,120,245,20,245,25/12/2018\n",
    )
    .unwrap();
    let out = dir.path().join("folder");
    let (source, out) = (source.to_str().unwrap(), out.to_str().unwrap());
    assert!(perigee(&["convert-dataset", "sroie", source, out]).status.success());
    let output = perigee(&["eval", "--type", "receipts", "--dataset", out, "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["documentsFullyRight"], 1, "{report}");
    assert!(report["fields"].get("company").is_none(), "an empty label is none");
}

#[test]
fn labels_of_invoices_keep_what_is_printed() {
    let dir = tempfile::tempdir().unwrap();
    let source = dir.path().join("zugferd");
    fs::create_dir_all(source.join("pdf")).unwrap();
    fs::write(source.join("pdf/one.pdf"), b"%PDF-1.4").unwrap();
    let labels = json!({
        "file": "pdf/one.pdf",
        "fields": {"grand_total": "5.00", "due_date": "2024-01-01", "seller_name": "A GmbH", "iban": null},
        "printed": {"grand_total": true, "due_date": false, "seller_name": "split"}
    });
    fs::write(source.join("labels.jsonl"), labels.to_string()).unwrap();
    let out = dir.path().join("folder");
    assert!(
        perigee(&["convert-dataset", "zugferd", source.to_str().unwrap(), out.to_str().unwrap()])
            .status
            .success()
    );
    let line: Value =
        serde_json::from_str(&fs::read_to_string(out.join("documents.jsonl")).unwrap()).unwrap();
    assert_eq!(line["fields"], json!({"gross_total": ["5.00"], "seller_name": ["A GmbH"]}));
    assert!(out.join("one.pdf").exists());
}

#[test]
fn tables_are_scored_where_labels_have_them() {
    let dir = tempfile::tempdir().unwrap();
    let items = json!([{"description": "Tea", "amount": "9.00"}]);
    let labels = json!({"id": "1", "words": "x.words.json", "fields": {}, "tables": {"items": items}});
    folder(dir.path(), &[labels]);
    let output =
        perigee(&["eval", "--type", "receipts", "--dataset", dir.path().to_str().unwrap(), "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["tables"]["documents"], &report["tables"]["documentsExact"]), (&json!(1), &json!(0)));
    for key in ["cells", "rows"] {
        assert_eq!(report["tables"][key]["recall"], 0.0, "{key}");
    }
}
