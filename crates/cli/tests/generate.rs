//! `perigee generate`, as a caller sees it.

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

fn generate(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_perigee"));
    command.arg("generate").args(arguments).output().expect("the binary was built with this test")
}

#[test]
fn a_labelled_folder_holds_what_its_lines_name() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new").display().to_string();
    for kind in ["invoices", "receipts", "purchase_orders", "utility_bills", "passports", "driving_licenses"]
    {
        let output = generate(&["--type", kind, "--count", "3", "--seed", "5", "--out", &out, "--json"]);
        assert!(output.status.success());
        assert_eq!(
            serde_json::from_slice::<Value>(&output.stdout).unwrap(),
            serde_json::json!({ "documents": 3 })
        );
        let dataset: Value =
            serde_json::from_slice(&fs::read(format!("{out}/dataset.json")).unwrap()).unwrap();
        assert_eq!(dataset["processType"], kind);
        let lines = fs::read_to_string(format!("{out}/documents.jsonl")).unwrap();
        assert_eq!(lines.lines().count(), 3);
        for line in lines.lines() {
            let entry: Value = serde_json::from_str(line).unwrap();
            let file = fs::read(format!("{out}/{}", entry["file"].as_str().unwrap())).unwrap();
            assert!(file.starts_with(b"%PDF-"));
            let words = fs::read(format!("{out}/{}", entry["words"].as_str().unwrap())).unwrap();
            let words: Value = serde_json::from_slice(&words).unwrap();
            assert!(words["pages"][0]["words"][0]["bbox"][3].as_f64().unwrap() > 0.0);
            assert!(!entry["fields"].as_object().unwrap().is_empty());
        }
    }
}

#[test]
fn every_second_document_can_be_a_scan_without_text() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    let output = generate(&["--type", "receipts", "--count", "2", "--out", &out, "--scans"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let files = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path());
    let pictures = files.filter(|path| {
        let bytes = fs::read(path).unwrap();
        bytes.windows(9).any(|window| window == b"DCTDecode")
    });
    assert_eq!(pictures.count(), 1);
}

#[test]
fn an_unknown_type_is_a_wrong_call_that_names_the_known_ones() {
    let output = generate(&["--type", "birth_certificates", "--out", "nowhere"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("invoices") && message.contains("receipts"), "{message}");
    assert!(output.stdout.is_empty());
}

#[test]
fn languages_can_be_chosen_and_unknown_ones_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    let output = generate(&["--type", "invoices", "--count", "4", "--out", &out, "--lang", "es,it"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = fs::read_to_string(format!("{out}/documents.jsonl")).unwrap();
    assert_eq!(lines.matches("-es.pdf").count(), 2);
    assert_eq!(lines.matches("-it.pdf").count(), 2);
    let output = generate(&["--type", "invoices", "--out", &out, "--lang", "xx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("unknown language xx"));
}

#[test]
fn a_folder_that_cannot_be_made_fails_and_is_named() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let out = file.path().join("folder").display().to_string();
    let output = generate(&["--type", "invoices", "--count", "1", "--out", &out]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("folder"));
}
