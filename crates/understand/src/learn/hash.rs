//! Names of features as numbers: the same on every machine and in every run.

/// Collects the parts of a feature's name; FNV-1a over their bytes, folded to 32 bits.
///
/// 200,000 different features would leave some five pairs that share a number.
/// Source of the constants: Fowler, Noll, Vo, <https://datatracker.ietf.org/doc/html/rfc9923>.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(u64);

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

impl Name {
    /// Begins the name of a feature of this family.
    pub fn new(family: &str) -> Self {
        Self(OFFSET).text(family)
    }

    /// Adds a text and its end, so that `a` + `bc` is not `ab` + `c`.
    pub fn text(self, text: &str) -> Self {
        text.bytes().fold(self, Self::byte).byte(0xff)
    }

    /// Adds texts as if they were one.
    pub fn texts<'t>(self, texts: impl Iterator<Item = &'t str>) -> Self {
        texts.flat_map(str::bytes).fold(self, Self::byte).byte(0xff)
    }

    /// Adds a text with every digit as `0`.
    pub fn zeroed(self, text: &str) -> Self {
        let bytes = text.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
        bytes.fold(self, Self::byte).byte(0xff)
    }

    /// Adds a small number.
    pub fn number(self, number: usize) -> Self {
        (number as u64).to_le_bytes().into_iter().take(4).fold(self, Self::byte)
    }

    fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(PRIME))
    }

    /// The number of the feature.
    pub fn id(self) -> u32 {
        (self.0 ^ (self.0 >> 32)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_borders_between_parts_count() {
        let of = |a: &str, b: &str| Name::new("word").text(a).text(b).id();
        assert_ne!(of("a", "bc"), of("ab", "c"));
        assert_eq!(of("a", "bc"), of("a", "bc"));
        assert_ne!(Name::new("row").number(1).id(), Name::new("row").number(2).id());
    }

    #[test]
    fn parts_of_a_text_are_the_text() {
        let whole = Name::new("value").text("kajangselangor");
        assert_eq!(Name::new("value").texts(["kajang", "", "selangor"].into_iter()), whole);
    }

    #[test]
    fn numbers_never_change_between_versions() {
        // Models on disk hold them.
        assert_eq!(Name::new("word").text("total").number(3).id(), 0x4a9b_cef3);
    }
}
