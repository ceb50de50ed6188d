//! Files that came out of another one, kept in temporary files until somebody takes them.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use perigee_model::FileFault;
use tempfile::{NamedTempFile, TempPath};

use crate::{Limits, fault};

/// A file that came out of another one. Its bytes lie on disk and go away with the last copy of this value.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its name; folders of an archive are parted by `/`.
    pub name: String,
    content: Arc<TempPath>,
}

impl Member {
    /// Where its bytes lie.
    pub fn path(&self) -> &Path {
        &self.content
    }
}

/// Takes members as they come. It keeps the limits again, since who sends them parses hostile bytes.
#[derive(Debug)]
pub(crate) struct Spool {
    members: Vec<Member>,
    open: Option<(String, NamedTempFile)>,
    most: usize,
    left: u64,
}

impl Spool {
    pub(crate) fn new(limits: &Limits) -> Self {
        let (most, left) = (limits.members as usize, limits.unpacked_bytes);
        Self { members: Vec::new(), open: None, most, left }
    }

    /// A member begins; the one before it is whole.
    pub(crate) fn begin(&mut self, name: &str) -> Result<(), FileFault> {
        self.close();
        if self.members.len() >= self.most {
            return Err(fault::crashed());
        }
        let file = NamedTempFile::new().map_err(|_| fault::disk_full())?;
        self.open = Some((name.to_owned(), file));
        Ok(())
    }

    /// More of the member that is open.
    pub(crate) fn piece(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(fault::crashed)?;
        let (_, file) = self.open.as_mut().ok_or_else(fault::crashed)?;
        file.write_all(bytes).map_err(|_| fault::disk_full())
    }

    /// All members.
    pub(crate) fn finish(mut self) -> Vec<Member> {
        self.close();
        self.members
    }

    fn close(&mut self) {
        if let Some((name, file)) = self.open.take() {
            self.members.push(Member { name, content: Arc::new(file.into_temp_path()) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use perigee_model::fault::codes;

    #[test]
    fn members_lie_on_disk_as_long_as_somebody_holds_them() {
        let mut spool = Spool::new(&Limits::default());
        spool.begin("a").unwrap();
        spool.piece(b"one").unwrap();
        spool.piece(b" two").unwrap();
        spool.begin("empty").unwrap();
        let members = spool.finish();
        assert_eq!(std::fs::read(members[0].path()).unwrap(), b"one two");
        assert_eq!((members[1].name.as_str(), std::fs::read(members[1].path()).unwrap().len()), ("empty", 0));
        let path = members[0].path().to_owned();
        drop(members);
        assert!(!path.exists());
    }

    #[test]
    fn a_child_that_sends_more_than_allowed_is_not_believed() {
        let mut spool = Spool::new(&Limits { members: 1, unpacked_bytes: 3, ..Limits::default() });
        spool.begin("a").unwrap();
        assert_eq!(spool.piece(b"four").unwrap_err().code, codes::READER_CRASHED);
        assert_eq!(spool.begin("b").unwrap_err().code, codes::READER_CRASHED);
    }
}
