//! `perigee extract` as it is called.

#![expect(clippy::unwrap_used, reason = "a test may panic, also in the functions that its cases share")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use perigee_synth::invoice;
use serde_json::{Value, json};

fn extract(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_perigee"))
        .arg("extract")
        .args(arguments)
        .output()
        .expect("the binary was built")
}

fn saved(dir: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Words in one row for each text.
fn words(rows: &[&str]) -> Vec<u8> {
    let word = |row: usize, column: usize, text: &str| {
        let (x, y) = (40.0 + column as f64 * 70.0, 40.0 + row as f64 * 14.0);
        json!({"text": text, "bbox": [x, y, x + 66.0, y + 10.0]})
    };
    let words: Vec<Value> = rows
        .iter()
        .enumerate()
        .flat_map(|(row, text)| {
            text.split(' ').enumerate().map(move |(column, text)| word(row, column, text))
        })
        .collect();
    serde_json::to_vec(&json!({"pages": [{"width": 595, "height": 842, "words": words}]})).unwrap()
}

#[test]
fn given_words_are_extracted_without_reading() {
    let dir = tempfile::tempdir().unwrap();
    let file =
        saved(dir.path(), "one.words.json", &words(&["Rechnungsnummer: RE-77", "Gesamtbetrag 119,00 EUR"]));
    let output = extract(&["--json", "--type", "invoices", "--ignore-embedded", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let results: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(results[0]["fileName"], "one.words.json");
    assert_eq!(results[0]["status"]["code"], "F100");
    let data = &results[0]["documents"][0]["extractedData"];
    let number = &data["invoice_number"][0];
    assert_eq!(number["value"], "RE-77");
    assert_eq!(number["converter"]["type"], "string");
    assert_eq!(number["evidence"][0]["words"], json!([1]));
    assert_eq!(data["gross_total"][0]["value"], "119.00");
    assert_eq!(data["buyer_name"], json!([]));
    assert_eq!(data.as_object().unwrap().len(), 52);
}

#[test]
fn a_drawn_invoice_is_read_and_extracted() {
    let dir = tempfile::tempdir().unwrap();
    let sample = invoice::sample(3, 0);
    let file = saved(dir.path(), "drawn.pdf", &sample.pdf);
    let output = extract(&["--json", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let results: Value = serde_json::from_slice(&output.stdout).unwrap();
    let data = &results[0]["documents"][0]["extractedData"];
    assert_eq!(data["invoice_number"].as_array().unwrap().len(), 1, "{data}");
    assert_eq!(data["gross_total"].as_array().unwrap().len(), 1);
    assert_eq!(results[0]["documents"][0]["name"], "drawn_0.pdf");
    assert_eq!(
        output.stdout,
        extract(&["--json", file.to_str().unwrap()]).stdout,
        "the same file gives the same bytes"
    );
}

const EINVOICE: &str = "<?xml version='1.0'?>\
    <Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'>\
    <ID>INV-7</ID><IssueDate>2024-05-03</IssueDate><DocumentCurrencyCode>EUR</DocumentCurrencyCode>\
    <LegalMonetaryTotal><TaxExclusiveAmount>100.00</TaxExclusiveAmount>\
    <TaxInclusiveAmount>119.00</TaxInclusiveAmount></LegalMonetaryTotal>\
    <InvoiceLine><ID>1</ID><LineExtensionAmount>100.00</LineExtensionAmount>\
    <Item><Name>Chair</Name></Item></InvoiceLine></Invoice>";

#[test]
fn an_e_invoice_is_read_as_data_and_as_a_page() {
    let dir = tempfile::tempdir().unwrap();
    let file = saved(dir.path(), "invoice.xml", EINVOICE.as_bytes());
    let data = |arguments: &[&str]| {
        let output = extract(&[arguments, &["--json", file.to_str().unwrap()]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let results: Value = serde_json::from_slice(&output.stdout).unwrap();
        results[0]["documents"][0]["extractedData"].clone()
    };
    let stated = data(&[]);
    assert_eq!(stated["gross_total"][0]["value"], "119.00");
    assert_eq!(stated["gross_total"][0]["source"], "einvoice");
    assert_eq!(stated["invoice_number"][0]["evidence"][0]["page"], 0);
    let row = &stated["items"][0]["rows"][0]["cells"];
    assert_eq!(row["description"]["value"], "Chair");
    assert_eq!(row["amount"]["evidence"].as_array().unwrap().len(), 1, "{row}");
    let read = data(&["--ignore-embedded"]);
    assert_eq!(read["gross_total"][0]["value"], "119.00");
    assert_eq!(read["gross_total"][0]["source"], "text");
    let row = &read["items"][0]["rows"][0]["cells"];
    assert_eq!((&row["description"]["value"], &row["amount"]["value"]), (&json!("Chair"), &json!("100.00")));
    assert_eq!(row["amount"]["source"], "text");
}

#[test]
fn bad_files_are_named_and_the_others_done() {
    let dir = tempfile::tempdir().unwrap();
    let good = saved(dir.path(), "good.words.json", &words(&["Total: $5.00"]));
    let broken = saved(dir.path(), "broken.words.json", b"{\"pages\":[{\"width\":1}]}");
    let sound = saved(dir.path(), "sound.pdf", b"RIFF\x04\0\0\0WAVE");
    let paths: Vec<&str> = [&good, &broken, &sound].iter().map(|path| path.to_str().unwrap()).collect();
    let output = extract(&[&["--json"], paths.as_slice()].concat());
    assert_eq!(output.status.code(), Some(3));
    let results: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(results[0]["documents"][0]["extractedData"]["gross_total"][0]["value"], "5.00");
    assert_eq!(results[1]["fileName"], "broken.words.json");
    assert_eq!(results[1]["error"]["code"], "file_damaged");
    assert!(results[2]["error"]["action"].as_str().is_some_and(|action| !action.is_empty()));
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.contains("broken.words.json") && errors.contains("sound.pdf"), "{errors}");
    assert_eq!(extract(&[paths[1]]).status.code(), Some(1), "nothing was done");
}

#[test]
fn people_get_a_table() {
    let dir = tempfile::tempdir().unwrap();
    let file = saved(
        dir.path(),
        "one.words.json",
        &words(&["Invoice number: INV-5", "IBAN: DE89370400440532013001"]),
    );
    let output = extract(&[file.to_str().unwrap()]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("Invoice number") && text.contains("INV-5") && text.contains("page 1"), "{text}");
    assert!(text.contains("! the check digits"), "{text}");
}

#[test]
fn a_wrong_call_is_told_apart_from_failed_work() {
    assert_eq!(extract(&["--type", "novels", "x.pdf"]).status.code(), Some(2));
    assert_eq!(extract(&[]).status.code(), Some(2));
    let help = extract(&["--help"]);
    assert!(String::from_utf8_lossy(&help.stdout).contains("Example: perigee extract"));
}

/// A PDF of one line with an attached file.
fn pdf_with(name: &str, attached: &str) -> Vec<u8> {
    let content = "BT /F1 12 Tf 72 700 Td (Total: 119.00 EUR) Tj ET";
    let stream = |entries: &str, content: &str| {
        format!("<< {entries} /Length {} >>\nstream\n{content}\nendstream", content.len())
    };
    let bodies = [
        format!(
            "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [({name}) \
             << /Type /Filespec /F ({name}) /EF << /F 5 0 R >> >>] >> >> >>"
        ),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 << \
         /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
            .to_owned(),
        stream("", content),
        stream("/Type /EmbeddedFile", attached),
    ];
    let mut file = "%PDF-1.7\n".to_owned();
    for (index, body) in bodies.iter().enumerate() {
        file += &format!("{} 0 obj\n{body}\nendobj\n", index + 1);
    }
    (file + "trailer << /Size 6 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n").into_bytes()
}

#[test]
fn an_attached_e_invoice_that_cannot_be_read_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let cut = &EINVOICE[..EINVOICE.len() - 40];
    let empty = "<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'><Note/></Invoice>";
    for (xml, is_told) in [(cut, true), (empty, true), (EINVOICE, false)] {
        let file = saved(dir.path(), "invoice.pdf", &pdf_with("factur-x.xml", xml));
        let output = extract(&[file.to_str().unwrap()]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(text.contains("e-invoice in the file cannot be read"), is_told, "{text}");
        assert!(text.contains("119.00"), "{text}");
    }
}
