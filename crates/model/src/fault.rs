//! Bad news in words a person can act on.

use serde::{Deserialize, Serialize};

/// What kind of failure it is; decides the HTTP status and whether a job is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The given data is wrong; doing it again will not help.
    Input,
    /// A configured limit was passed.
    Limit,
    /// Right, but of a kind that is not read here.
    Unsupported,
    /// It is not there, or not there for this caller.
    NotFound,
    /// It contradicts what is there.
    Conflict,
    /// The caller may not.
    Denied,
    /// Not now; try again later.
    Busy,
    /// Our own fault.
    Internal,
}

/// Why one file could not be read, and what its sender can do.
///
/// Stored with the file and shown to the user as it is, so it never holds document text or paths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileFault {
    /// Stable code, e.g. `document_locked`; see [`codes`].
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub action: String,
}

/// The stable codes of [`FileFault`].
pub mod codes {
    /// The file has no bytes.
    pub const FILE_EMPTY: &str = "file_empty";
    /// The content is of no kind that is read here.
    pub const FILE_UNSUPPORTED: &str = "file_unsupported";
    /// The content is of a known kind but broken.
    pub const FILE_DAMAGED: &str = "file_damaged";
    /// The file cannot be opened.
    pub const FILE_UNREADABLE: &str = "file_unreadable";
    /// The document needs a password.
    pub const DOCUMENT_LOCKED: &str = "document_locked";
    /// Width times height, or a side, is over the limit.
    pub const IMAGE_TOO_LARGE: &str = "image_too_large";
    /// More bytes than allowed.
    pub const FILE_TOO_LARGE: &str = "file_too_large";
    /// More pages than allowed.
    pub const TOO_MANY_PAGES: &str = "too_many_pages";
    /// An archive or e-mail holds more files than allowed.
    pub const TOO_MANY_MEMBERS: &str = "too_many_members";
    /// An archive unpacks to more bytes than allowed.
    pub const ARCHIVE_TOO_LARGE: &str = "archive_too_large";
    /// Archives stand inside archives more often than allowed.
    pub const ARCHIVE_TOO_DEEP: &str = "archive_too_deep";
    /// There is no room on the disk for what is in the file.
    pub const DISK_FULL: &str = "disk_full";
    /// Reading took longer than allowed.
    pub const TIME_LIMIT: &str = "time_limit";
    /// Reading needed more memory than allowed.
    pub const MEMORY_LIMIT: &str = "memory_limit";
    /// The reader died on this file.
    pub const READER_CRASHED: &str = "reader_crashed";
    /// The caller did not want to wait any longer.
    pub const CANCELLED: &str = "cancelled";
    /// What was made of the file cannot be written.
    pub const OUTPUT_UNWRITABLE: &str = "output_unwritable";
    /// The page is a picture and Tesseract is not installed.
    pub const OCR_UNAVAILABLE: &str = "ocr_unavailable";
}

impl FileFault {
    /// A fault from one of the [`codes`] and two sentences.
    pub fn new(code: &str, message: impl Into<String>, action: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), action: action.into() }
    }
}
