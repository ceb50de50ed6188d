//! The parts of a zipped Office document.

use std::io::{Cursor, Read};

use perigee_model::FileFault;
use zip::ZipArchive;

use crate::fault;
use crate::kind::FileKind;

/// A part larger than this is refused: the text of 2,000 pages has about 50 MB of markup.
const MAX_PART_BYTES: u64 = 128 << 20;

/// Parts that a document may have; pictures count too.
const MAX_PARTS: usize = 20_000;

/// An opened document.
pub(super) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    kind: FileKind,
}

impl<'a> Parts<'a> {
    pub(super) fn open(bytes: &'a [u8], kind: FileKind) -> Result<Self, FileFault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| fault::damaged(kind.name()))?;
        if archive.len() > MAX_PARTS {
            return Err(fault::damaged(kind.name()));
        }
        Ok(Self { archive, kind })
    }

    /// The names of all parts.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive.file_names().map(str::to_owned).collect()
    }

    /// A part that must be there.
    pub(super) fn get(&mut self, name: &str) -> Result<Vec<u8>, FileFault> {
        self.find(name)?.ok_or_else(|| fault::damaged(self.kind.name()))
    }

    /// A part, `None` when there is none of this name.
    pub(super) fn find(&mut self, name: &str) -> Result<Option<Vec<u8>>, FileFault> {
        let part = match self.archive.by_name(name) {
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            other => other.map_err(|_| fault::damaged(self.kind.name()))?,
        };
        let mut bytes = Vec::new();
        let read = part.take(MAX_PART_BYTES + 1).read_to_end(&mut bytes);
        read.map_err(|_| fault::damaged(self.kind.name()))?;
        if bytes.len() as u64 > MAX_PART_BYTES {
            return Err(fault::part_too_large(self.kind, MAX_PART_BYTES));
        }
        Ok(Some(bytes))
    }
}
