//! Whatever the bytes are, reading ends in pages or in a fault, never in a panic.

use std::path::Path;
use std::sync::LazyLock;

use perigee_engine::{Engine, EngineConfig, Limits, ReadOptions, ReaderMode};
use perigee_model::PageSource;
use perigee_model::fault::codes;
use perigee_synth::invoice;
use proptest::prelude::*;

use crate::{in_process, read};

/// One engine for all cases, so that its recognizer starts once.
static ENGINE: LazyLock<Engine> = LazyLock::new(in_process);

/// Reads the bytes; a panic inside would come out as this one code.
fn ends_well(bytes: &[u8]) -> Result<(), TestCaseError> {
    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(file.path(), bytes)?;
    let options = ReadOptions { languages: Some("eng".to_owned()), ..ReadOptions::default() };
    let path: &Path = file.path();
    let code = read(&ENGINE, path, &options).err().map(|fault| fault.code);
    prop_assert_ne!(code.as_deref(), Some(codes::READER_CRASHED));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_behind_any_signature(
        signature in prop::sample::select(vec![
            &b"%PDF-1.7\n"[..], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II\x2a\0\x08\0\0\0", b"MM\0\x2a\0\0\0\x08",
            b"RIFF\x20\0\0\0WEBP", b"GIF89a", b"BM\x40\0\0\0\0\0\0\0", b"",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        ends_well(&[signature, &rest].concat())?;
    }

    #[test]
    fn mutated_invoices(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let mut bytes = invoice::sample(5, 0).pdf;
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        ends_well(&bytes)?;
    }

    #[test]
    fn cut_invoices(cut in any::<prop::sample::Index>()) {
        let bytes = invoice::sample(5, 0).pdf;
        ends_well(&bytes[..cut.index(bytes.len())])?;
    }
}

#[test]
fn a_file_without_an_end_is_too_large() {
    let limits = Limits { file_bytes: 1 << 20, ..Limits::default() };
    let engine = Engine::new(EngineConfig { reader: ReaderMode::InProcess, limits, models: None });
    let fault = read(&engine, Path::new("/dev/zero"), &ReadOptions::default()).unwrap_err();
    assert_eq!(fault.code, codes::FILE_TOO_LARGE);
}

#[test]
fn a_file_that_changes_after_it_was_read_makes_no_searchable_pdf() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let pdf = invoice::sample(3, 0).pdf;
    std::fs::write(file.path(), &pdf).unwrap();
    let mut pages = read(&in_process(), file.path(), &ReadOptions::default()).unwrap().pages;
    for page in &mut pages {
        page.source = PageSource::Ocr;
        page.number = 7;
    }
    let changed: [&[u8]; 4] = [b"", b"no PDF any more", &pdf[..pdf.len() / 2], &pdf];
    for bytes in changed {
        std::fs::write(file.path(), bytes).unwrap();
        assert!(in_process().searchable_pdf(file.path(), &pages, None).is_err());
    }
}
