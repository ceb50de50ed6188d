//! Ids of results that are not stored: made from the bytes of the file, so the same file gives the same answer.

use std::io;
use std::path::Path;

use perigee_model::{DocumentId, FileId, PageId, ValueId};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// Makes the ids of one file's results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultIds {
    digest: [u8; 32],
}

impl ResultIds {
    /// Ids for a file with this content.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self { digest: Sha256::digest(bytes).into() }
    }

    /// Ids for the file at this path, which is read as a stream.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        let mut hasher = Sha256::new();
        let mut file = std::fs::File::open(path)?;
        let mut buffer = vec![0; 64 << 10];
        loop {
            match io::Read::read(&mut file, &mut buffer)? {
                0 => return Ok(Self { digest: hasher.finalize().into() }),
                read => hasher.update(&buffer[..read]),
            }
        }
    }

    /// The id of the file.
    pub fn file(&self) -> FileId {
        FileId::from_uuid(self.make("file", 0))
    }

    /// The id of its document with this position.
    pub fn document(&self, ordinal: u32) -> DocumentId {
        DocumentId::from_uuid(self.make("document", ordinal))
    }

    /// The id of its page with this number.
    pub fn page(&self, number: u32) -> PageId {
        PageId::from_uuid(self.make("page", number))
    }

    /// The id of its value with this position.
    pub fn value(&self, ordinal: u32) -> ValueId {
        ValueId::from_uuid(self.make("value", ordinal))
    }

    /// A UUID of version 8 (made by an own rule).
    fn make(&self, noun: &str, ordinal: u32) -> Uuid {
        let hash = Sha256::new()
            .chain_update(self.digest)
            .chain_update(noun.as_bytes())
            .chain_update(ordinal.to_be_bytes())
            .finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        Builder::from_custom_bytes(bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_give_the_same_ids_and_each_thing_its_own() {
        let ids = ResultIds::of_bytes(b"invoice");
        assert_eq!(ids.page(3), ResultIds::of_bytes(b"invoice").page(3));
        assert_ne!(ids.page(3), ids.page(4));
        assert_ne!(ids.page(0).uuid(), ids.document(0).uuid());
        assert_ne!(ids.file(), ResultIds::of_bytes(b"other").file());
        assert_eq!(ids.file().uuid().get_version_num(), 8);
    }

    #[test]
    fn a_file_has_the_ids_of_its_bytes() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        std::fs::write(&path, b"invoice").unwrap();
        assert_eq!(ResultIds::of_file(&path).unwrap(), ResultIds::of_bytes(b"invoice"));
    }
}
