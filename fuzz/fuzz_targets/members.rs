//! Files of any kind: what they are, their pages, and what they carry (e-mails, archives, attachments), within limits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use perigee_model::FileFault;
use perigee_render::{Document, MemberLimits, MemberSink, RenderLimits};

struct Counted {
    bytes: u64,
}

impl MemberSink for Counted {
    fn begin(&mut self, name: &str) -> Result<(), FileFault> {
        assert!(!name.starts_with('/') && !name.split('/').any(|part| part == ".."), "{name}");
        Ok(())
    }

    fn piece(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        self.bytes += bytes.len() as u64;
        Ok(())
    }
}

const MOST: u64 = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    let limits = RenderLimits { pages: 20, page_pixels: 1 << 22 };
    let Ok(document) = Document::open(bytes.to_vec(), limits) else { return };
    let mut sink = Counted { bytes: 0 };
    let members = MemberLimits { count: 50, bytes: MOST, total_bytes: MOST, ratio: 100 };
    let _ = document.members(members, &mut sink);
    assert!(sink.bytes <= MOST);
});
