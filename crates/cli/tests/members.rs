//! Files inside files, as the command line reads them.

#![expect(clippy::unwrap_used, reason = "a test may panic, also in the functions that its cases share")]

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use perigee_synth::{hostile, invoice};
use serde_json::Value;

fn perigee(command: &str, args: &[&str], folder: &Path) -> Output {
    let mut command_line = Command::new(env!("CARGO_BIN_EXE_perigee"));
    // Only programs of this folder are found, so that what is installed does not change the test.
    command_line.arg(command).args(args).env("PATH", folder.join("bin")).output().unwrap()
}

fn saved(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn names(output: &Output) -> Vec<String> {
    let entries: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    entries.iter().map(|entry| entry["fileName"].as_str().unwrap().to_owned()).collect()
}

const MAIL: &str = "From: a@example.com\r\nSubject: Your invoice\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n\
    --b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=terms.txt\r\n\r\nPay soon\r\n--b--\r\n";

#[test]
fn each_file_inside_is_an_entry_after_the_file_that_it_came_out_of() {
    let folder = tempfile::tempdir().unwrap();
    let sample = invoice::sample(3, 0);
    let inner = zipped(&[("mail.eml", MAIL.as_bytes())]);
    let archive =
        zipped(&[("march/invoice.pdf", &sample.pdf), ("inner.zip", &inner), ("bad.pdf", b"%PDF-1.7")]);
    let archive = saved(folder.path(), "all.zip", &archive);
    let last = saved(folder.path(), "last.txt", b"the end of it");
    let arguments = ["--json", archive.to_str().unwrap(), last.to_str().unwrap()];
    let output = perigee("ocr", &arguments, folder.path());
    let expected = [
        "all.zip",
        "all.zip/march/invoice.pdf",
        "all.zip/inner.zip",
        "all.zip/inner.zip/mail.eml",
        "all.zip/inner.zip/mail.eml/terms.txt",
        "all.zip/bad.pdf",
        "last.txt",
    ];
    assert_eq!(names(&output), expected);
    // One of them failed, and it is named.
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("all.zip/bad.pdf: "));
    let entries: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&entries[0]["totalPages"], &entries[0]["documents"]), (&0.into(), &Value::Array(Vec::new())));
    assert_eq!(entries[1]["documents"][0]["name"], "all.zip/march/invoice_0.pdf");
    assert!(entries[3]["documents"][0]["pages"][0]["text"].as_str().unwrap().ends_with("Hello"));
    let extracted = perigee("extract", &arguments, folder.path());
    assert_eq!(names(&extracted), expected);
    let entries: Vec<Value> = serde_json::from_slice(&extracted.stdout).unwrap();
    assert_eq!(entries[0]["documents"], Value::Array(Vec::new()));
    assert!(!entries[1]["documents"][0]["extractedData"]["gross_total"].as_array().unwrap().is_empty());
}

#[test]
fn a_locked_file_opens_with_the_password() {
    let folder = tempfile::tempdir().unwrap();
    let file = saved(folder.path(), "locked.pdf", &hostile::locked_pdf());
    let read = |password: &str| {
        perigee("ocr", &["--json", "--password", password, file.to_str().unwrap()], folder.path())
    };
    let opened = read(hostile::LOCKED_PDF_PASSWORD);
    assert_eq!(opened.status.code(), Some(0), "{}", String::from_utf8_lossy(&opened.stderr));
    let refused = read("wrong");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("the given password does not open it"));
    let (made, file) = (folder.path().join("open.pdf"), file.to_str().unwrap());
    let arguments = ["--password", hostile::LOCKED_PDF_PASSWORD, "--pdf", made.to_str().unwrap(), file];
    let written = perigee("ocr", &arguments, folder.path());
    assert_eq!(written.status.code(), Some(0), "{}", String::from_utf8_lossy(&written.stderr));
    let again = perigee("ocr", &["--json", made.to_str().unwrap()], folder.path());
    let text = |output: &std::process::Output| -> Value {
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        answer[0]["documents"][0]["pages"][0]["text"].clone()
    };
    assert_eq!(text(&again), text(&opened));
    let tables =
        perigee("tables", &["--json", "--password", hostile::LOCKED_PDF_PASSWORD, file], folder.path());
    assert_eq!(tables.status.code(), Some(0));
}

#[test]
fn a_converter_in_the_path_is_used_by_the_children_too() {
    let folder = tempfile::tempdir().unwrap();
    let good = saved(folder.path(), "good.pdf", &invoice::sample(3, 0).pdf);
    let bin = folder.path().join("bin");
    std::fs::create_dir(&bin).unwrap();
    let script = "#!/bin/sh\nfor last; do before=$file; file=$last; done\n";
    let script = format!("{script}/bin/cp '{}' \"$before/document.pdf\"\n", good.display());
    let program = saved(&bin, "soffice", script.as_bytes());
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
    let letter = saved(folder.path(), "letter.rtf", b"{\\rtf1 as text}");
    let output = perigee("ocr", &["--json", letter.to_str().unwrap()], folder.path());
    let entries: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(entries[0]["totalPages"], invoice::sample(3, 0).pages.len());
    let words = entries[0]["documents"][0]["pages"][0]["words"].as_array().unwrap();
    assert_eq!(words.len(), invoice::sample(3, 0).pages[0].words.len());
}
