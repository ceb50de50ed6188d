//! Files inside files: what an archive, an e-mail or a PDF carries, handed on one by one within limits.

use std::io::Read;

use perigee_model::FileFault;

use crate::fault;

/// What a file may carry.
#[derive(Debug, Clone, Copy)]
pub struct MemberLimits {
    /// Members.
    pub count: u32,
    /// Bytes of one member.
    pub bytes: u64,
    /// Bytes of all members together.
    pub total_bytes: u64,
    /// How many times larger than the file all members together may be, beyond the first 64 MiB.
    pub ratio: u32,
}

/// Less than this is unpacked whatever the ratio: small texts shrink without limit.
const RATIO_FROM: u64 = 64 << 20;

/// Longest name of a member in bytes, its folders included.
const LONGEST_NAME: usize = 200;

/// How much of a member is handed on at a time.
const PIECE_BYTES: usize = 256 << 10;

/// Takes members as they are unpacked. An error ends the unpacking.
pub trait MemberSink {
    /// A member begins; its name may hold folders, parted by `/`.
    ///
    /// # Errors
    /// It is not wanted.
    fn begin(&mut self, name: &str) -> Result<(), FileFault>;
    /// More bytes of it.
    ///
    /// # Errors
    /// They cannot be taken.
    fn piece(&mut self, bytes: &[u8]) -> Result<(), FileFault>;
}

/// Hands members on and watches the limits.
pub(crate) struct Unpacking<'a> {
    limits: MemberLimits,
    sink: &'a mut dyn MemberSink,
    /// Bytes that all members together may have.
    left: u64,
    count: u32,
}

impl<'a> Unpacking<'a> {
    /// For a file of so many bytes.
    pub(crate) fn new(file_bytes: usize, limits: MemberLimits, sink: &'a mut dyn MemberSink) -> Self {
        let by_ratio = (file_bytes as u64).saturating_mul(limits.ratio.into()).max(RATIO_FROM);
        Self { limits, sink, left: limits.total_bytes.min(by_ratio), count: 0 }
    }

    /// Whether so many members are allowed, before the first is touched.
    ///
    /// # Errors
    /// `too_many_members`.
    pub(crate) fn announce(&self, count: usize) -> Result<(), FileFault> {
        if count > self.limits.count as usize {
            return Err(fault::too_many_members(self.limits.count));
        }
        Ok(())
    }

    /// Hands a member on.
    ///
    /// # Errors
    /// It passes a limit, cannot be read (`what` is damaged), or is not taken.
    pub(crate) fn member(&mut self, name: &str, mut bytes: impl Read, what: &str) -> Result<(), FileFault> {
        self.count += 1;
        self.announce(self.count as usize)?;
        self.sink.begin(&clean_name(name))?;
        let mut piece = vec![0; PIECE_BYTES];
        let mut own = self.limits.bytes;
        loop {
            let read = bytes.read(&mut piece).map_err(|_| fault::damaged(what))?;
            if read == 0 {
                return Ok(());
            }
            own = own.checked_sub(read as u64).ok_or_else(|| fault::member_too_large(self.limits.bytes))?;
            self.left = self.left.checked_sub(read as u64).ok_or_else(fault::unpacks_too_far)?;
            self.sink.piece(piece.get(..read).unwrap_or_default())?;
        }
    }

    /// How many members there were.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }
}

/// A name without what could lead out of its folder, and without what cannot be shown.
fn clean_name(name: &str) -> String {
    let parts: Vec<String> = name
        .split(['/', '\\'])
        .map(|part| part.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned())
        .filter(|part| !matches!(part.as_str(), "" | "." | ".."))
        .collect();
    let name = parts.join("/");
    if name.is_empty() {
        return "file".to_owned();
    }
    // The end says more than the folders before it.
    let cut = name.len().saturating_sub(LONGEST_NAME);
    let from = name.char_indices().map(|(at, _)| at).find(|at| *at >= cut).unwrap_or(0);
    name.get(from..).unwrap_or(&name).trim_start_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use perigee_model::fault::codes;

    struct Bin(Vec<String>);

    impl MemberSink for Bin {
        fn begin(&mut self, name: &str) -> Result<(), FileFault> {
            self.0.push(name.to_owned());
            Ok(())
        }

        fn piece(&mut self, _: &[u8]) -> Result<(), FileFault> {
            Ok(())
        }
    }

    const LIMITS: MemberLimits = MemberLimits { count: 2, bytes: 100, total_bytes: 150, ratio: 10 };

    #[test]
    fn names_lead_nowhere() {
        assert_eq!(clean_name("../../etc/passwd"), "etc/passwd");
        assert_eq!(clean_name("C:\\a\\b.pdf"), "C:/a/b.pdf");
        assert_eq!(clean_name("a\r\nb.pdf"), "ab.pdf");
        assert_eq!(clean_name("/.."), "file");
        assert_eq!(clean_name(&"ä".repeat(200)).len(), 200);
    }

    #[test]
    fn each_limit_is_kept() {
        let mut bin = Bin(Vec::new());
        let mut unpacking = Unpacking::new(1_000, LIMITS, &mut bin);
        let large = unpacking.member("a", &[0; 101][..], "x").unwrap_err();
        assert_eq!(large.code, codes::FILE_TOO_LARGE);
        let mut unpacking = Unpacking::new(1_000, LIMITS, &mut bin);
        unpacking.member("a", &[0; 100][..], "x").unwrap();
        assert_eq!(unpacking.member("b", &[0; 100][..], "x").unwrap_err().code, codes::ARCHIVE_TOO_LARGE);
        assert_eq!(unpacking.member("c", &[][..], "x").unwrap_err().code, codes::TOO_MANY_MEMBERS);
        assert_eq!(bin.0, ["a", "a", "b"]);
    }

    #[test]
    fn the_ratio_counts_from_a_size_that_small_texts_do_not_reach() {
        let mut bin = Bin(Vec::new());
        let limits = MemberLimits { count: 1, bytes: u64::MAX, total_bytes: u64::MAX, ratio: 10 };
        let mut unpacking = Unpacking::new(1_000, limits, &mut bin);
        let bomb = std::io::repeat(0).take(RATIO_FROM + 1);
        assert_eq!(unpacking.member("a", bomb, "x").unwrap_err().code, codes::ARCHIVE_TOO_LARGE);
    }
}
