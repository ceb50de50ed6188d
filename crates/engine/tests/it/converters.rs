//! Programs outside that convert files, with shell scripts in their place.

use std::ops::ControlFlow;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use perigee_engine::{Converters, Engine, Limits, ReadOptions, ReadOutput};
use perigee_model::FileFault;
use perigee_model::fault::codes;
use perigee_synth::invoice;

use crate::{in_process, read_bytes};

const RTF: &[u8] = b"{\\rtf1 Read as text\\par}";
const HEIC: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0";

/// A program that is this script, in a folder with a PDF and a picture for it to take.
struct Fake {
    folder: tempfile::TempDir,
}

impl Fake {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("good.pdf"), invoice::sample(3, 0).pdf).unwrap();
        let picture = image::RgbImage::from_pixel(40, 20, image::Rgb([255, 255, 255]));
        picture.save_with_format(folder.path().join("good.png"), image::ImageFormat::Png).unwrap();
        Self { folder }
    }

    /// The script runs with `$here` as this folder and the arguments of the program.
    fn program(&self, script: &str) -> PathBuf {
        let program = self.folder.path().join("program");
        let here = self.folder.path().display();
        std::fs::write(&program, format!("#!/bin/sh\nhere='{here}'\n{script}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
        program
    }

    fn office(&self, script: &str) -> Engine {
        in_process().with_converters(Converters { office: Some(self.program(script)), heic: None })
    }

    fn heic(&self, script: &str) -> Engine {
        in_process().with_converters(Converters { office: None, heic: Some(self.program(script)) })
    }
}

/// The last argument is the file, the one before it the folder for the PDF.
const OFFICE: &str =
    "for last; do before=$file; file=$last; done; cp \"$here/good.pdf\" \"$before/document.pdf\"";

fn has_word(output: &ReadOutput, text: &str) -> bool {
    output.pages.iter().flat_map(|page| &page.words).any(|word| word.text == text)
}

fn is_read_as_text(read: Result<ReadOutput, FileFault>) {
    let output = read.unwrap();
    assert!(has_word(&output, "Read"), "{:?}", output.pages);
    assert_eq!(output.media_type, "application/rtf");
}

#[test]
fn a_document_is_read_as_the_converter_shows_it() {
    let fake = Fake::new();
    let script = format!("{OFFICE}; echo \"$@\" > \"$here/arguments\"; cp \"$file\" \"$here/given\"");
    let output = read_bytes(&fake.office(&script), RTF).unwrap();
    assert_eq!(output.media_type, "application/rtf");
    assert_eq!(output.shown.as_deref(), Some(invoice::sample(3, 0).pdf.as_slice()));
    assert_eq!(output.pages.len(), invoice::sample(3, 0).pages.len());
    assert_eq!(std::fs::read(fake.folder.path().join("given")).unwrap(), RTF);
    let arguments = std::fs::read_to_string(fake.folder.path().join("arguments")).unwrap();
    assert!(arguments.contains("-env:UserInstallation=file:///") && arguments.contains("--headless"));
    assert!(arguments.trim_end().ends_with("document.rtf"), "{arguments}");
}

#[test]
fn a_converter_finds_an_empty_environment() {
    let fake = Fake::new();
    let script = format!("{OFFICE}; env > \"$here/environment\"; ulimit -c > \"$here/core\"; true");
    read_bytes(&fake.office(&script), RTF).unwrap();
    let environment = std::fs::read_to_string(fake.folder.path().join("environment")).unwrap();
    assert!(!environment.contains("CARGO"), "{environment}");
    assert_eq!(std::fs::read_to_string(fake.folder.path().join("core")).unwrap().trim(), "0");
}

#[test]
fn where_the_converter_fails_the_text_is_read() {
    let fake = Fake::new();
    is_read_as_text(read_bytes(&fake.office("exit 1"), RTF));
    is_read_as_text(read_bytes(&fake.office("true"), RTF));
    let garbage = "for last; do before=$file; file=$last; done; echo garbage > \"$before/document.pdf\"";
    is_read_as_text(read_bytes(&fake.office(garbage), RTF));
    let missing = Converters { office: Some("/nonexistent/soffice".into()), heic: None };
    is_read_as_text(read_bytes(&in_process().with_converters(missing), RTF));
}

#[test]
fn a_converter_that_takes_too_long_is_ended_with_all_that_it_started() {
    let fake = Fake::new();
    let limits = Limits { convert_seconds: 1, ..Limits::default() };
    let config =
        perigee_engine::EngineConfig { reader: perigee_engine::ReaderMode::InProcess, limits, models: None };
    let office = fake.program("sleep 60 & echo $! > \"$here/child\"; wait");
    let engine = Engine::new(config).with_converters(Converters { office: Some(office), heic: None });
    let begin = Instant::now();
    is_read_as_text(read_bytes(&engine, RTF));
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
    let child = std::fs::read_to_string(fake.folder.path().join("child")).unwrap();
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.trim())).unwrap_or_default();
    assert!(stat.is_empty() || stat.contains(") Z"), "{stat}");
}

#[test]
fn a_conversion_can_be_cancelled() {
    let fake = Fake::new();
    let engine = fake.office("sleep 60");
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), RTF).unwrap();
    let begin = Instant::now();
    let outcome = engine.read(file.path(), &ReadOptions::default(), &mut |_| ControlFlow::Break(()));
    assert_eq!(outcome.unwrap_err().code, codes::CANCELLED);
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
}

#[test]
fn a_photo_is_converted_or_refused_by_name() {
    let fault = read_bytes(&in_process(), HEIC).unwrap_err();
    assert_eq!(fault.code, codes::FILE_UNSUPPORTED);
    let fake = Fake::new();
    let failed = read_bytes(&fake.heic("exit 1"), HEIC).unwrap_err();
    assert_eq!(failed.code, codes::FILE_DAMAGED);
}

#[test]
fn what_could_be_installed_is_told_but_is_not_missing() {
    let doctor = in_process().doctor();
    assert_eq!(doctor.optional.len(), 2);
    let fake = Fake::new();
    let doctor = fake.office("true").doctor();
    assert!(doctor.office_converter.is_some() && doctor.optional.len() == 1);
    assert!(doctor.missing.iter().all(|line| !line.contains("LibreOffice")));
}
