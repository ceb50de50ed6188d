//! What a file may cost, and what is to be done with it.

use std::fmt;

/// What a file may cost. The defaults are those of docs/security.md.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub struct Limits {
    /// Bytes of a file.
    pub file_bytes: u64,
    /// Pages of a file.
    pub pages: u32,
    /// Pixels of a page.
    pub page_pixels: u64,
    /// CPU seconds a page.
    pub cpu_seconds_per_page: u32,
    /// Wall-clock seconds without a finished page after which the child is killed.
    pub stall_seconds: u32,
    /// Address space of the child in bytes.
    pub memory_bytes: u64,
    /// Wall-clock and CPU seconds that a program outside may take to convert a file.
    pub convert_seconds: u32,
    /// Files inside an archive, e-mail or PDF.
    pub members: u32,
    /// Bytes of all of them together.
    pub unpacked_bytes: u64,
    /// How many times larger than the file all of them together may be.
    pub unpacked_ratio: u32,
    /// How many archives and e-mails may stand inside each other.
    pub member_depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 500 << 20,
            pages: 2_000,
            page_pixels: 100_000_000,
            cpu_seconds_per_page: 60,
            stall_seconds: 90,
            memory_bytes: 4 << 30,
            // LibreOffice needs 3 s to start on a small machine and under a second for ten plain pages.
            convert_seconds: 120,
            members: 1_000,
            unpacked_bytes: 2 << 30,
            // Pages of text and of zeros shrink to a hundredth at best; bombs to a thousandth.
            unpacked_ratio: 200,
            member_depth: 3,
        }
    }
}

/// What to do with one file.
#[derive(Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct ReadOptions {
    /// Tesseract languages, e.g. `eng+deu`; `None` means the language of each page, as far as it is installed.
    pub languages: Option<String>,
    /// Ignore a text layer and recognise every page.
    pub force_ocr: bool,
    /// Leave embedded e-invoice XML unread.
    pub ignore_embedded: bool,
    /// What opens a locked PDF.
    pub password: Option<String>,
    /// How many archives or e-mails the file came out of.
    pub depth: u32,
}

impl fmt::Debug for ReadOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A password is never printed.
        f.debug_struct("ReadOptions")
            .field("languages", &self.languages)
            .field("force_ocr", &self.force_ocr)
            .field("ignore_embedded", &self.ignore_embedded)
            .field("has_password", &self.password.is_some())
            .field("depth", &self.depth)
            .finish()
    }
}
