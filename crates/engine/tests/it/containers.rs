//! Files inside files, as the engine hands them out.

use std::io::Write as _;

use perigee_engine::{Engine, EngineConfig, Limits, ReadOptions, ReaderMode};
use perigee_model::fault::codes;

use crate::{in_process, read, read_bytes};

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const MAIL: &[u8] = b"From: a@example.com\r\nSubject: Your invoice\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nTotal 119\r\n\
    --b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=terms.txt\r\n\r\nPay soon\r\n--b--\r\n";

#[test]
fn an_archive_has_members_and_no_pages() {
    let output = read_bytes(&in_process(), &zipped(&[("a.txt", b"one"), ("b/c.txt", b"two")])).unwrap();
    assert_eq!(output.media_type, "application/zip");
    assert!(output.pages.is_empty() && output.shown.is_none());
    let names: Vec<&str> = output.members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["a.txt", "b/c.txt"]);
    assert_eq!(std::fs::read(output.members[1].path()).unwrap(), b"two");
}

#[test]
fn a_mail_has_pages_that_can_be_shown_and_its_attachments() {
    let output = read_bytes(&in_process(), MAIL).unwrap();
    let text: Vec<&str> = output.pages[0].words.iter().map(|word| word.text.as_str()).collect();
    assert!(text.ends_with(&["Total", "119"]), "{text:?}");
    assert!(output.shown.unwrap().starts_with(b"%PDF-"));
    let terms = read(&in_process(), output.members[0].path(), &ReadOptions::default()).unwrap();
    assert_eq!((output.members[0].name.as_str(), terms.media_type.as_str()), ("terms.txt", "text/plain"));
}

#[test]
fn archives_inside_archives_are_opened_only_so_deep() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), zipped(&[("a.txt", b"one")])).unwrap();
    let at = |depth| read(&in_process(), file.path(), &ReadOptions { depth, ..ReadOptions::default() });
    assert!(at(2).is_ok());
    assert_eq!(at(3).unwrap_err().code, codes::ARCHIVE_TOO_DEEP);
}

#[test]
fn an_archive_that_passes_a_limit_is_refused_as_a_whole() {
    let limits = Limits { members: 1, ..Limits::default() };
    let engine = Engine::new(EngineConfig { reader: ReaderMode::InProcess, limits, models: None });
    let fault = read_bytes(&engine, &zipped(&[("a", b"1"), ("b", b"2")])).unwrap_err();
    assert_eq!(fault.code, codes::TOO_MANY_MEMBERS);
}

#[test]
fn a_locked_document_opens_with_its_password() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), perigee_synth::hostile::locked_pdf()).unwrap();
    let with = |password: &str| {
        let options = ReadOptions { password: Some(password.to_owned()), ..ReadOptions::default() };
        read(&in_process(), file.path(), &options)
    };
    assert_eq!(with(perigee_synth::hostile::LOCKED_PDF_PASSWORD).unwrap().pages[0].words[0].text, "For");
    assert_eq!(with("wrong").unwrap_err().code, codes::DOCUMENT_LOCKED);
}

#[test]
fn a_password_is_never_printed() {
    let options = ReadOptions { password: Some("secret".to_owned()), ..ReadOptions::default() };
    assert!(!format!("{options:?}").contains("secret"));
}
