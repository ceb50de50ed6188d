//! Whatever the bytes are, reading ends in pages or in a fault, never in a panic.

use std::path::Path;
use std::sync::LazyLock;

use perigee_engine::{Engine, ReadOptions};
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
