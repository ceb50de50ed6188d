//! Phrases that are found although one letter of them is wrong, missing or too much.

use rustc_hash::FxHashMap;

/// Shortest folded phrase that is also found with one wrong letter.
const SHORTEST: usize = 7;
/// Longer texts are no label.
const LONGEST: usize = 60;
/// Base of the polynomial that a text is hashed with: any odd number with well-mixed bits (2^64 over the golden ratio).
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
/// Bits of the filter that most texts do not pass: eight times the entries of the largest lexicon, and small enough to
/// stay in the fastest memory.
const FILTER_BITS: u32 = 16;

/// Phrases by the hashes of their texts, whole and with one letter left out.
///
/// The hash of a text without one letter follows from those of its two parts, so that nothing is written out to look.
#[derive(Debug, Clone, Default)]
pub struct Misread {
    phrases: Vec<String>,
    /// Hash of a whole phrase → its position.
    whole: FxHashMap<u64, u32>,
    /// Hash of a phrase without one letter → positions, in the order in which they came.
    gapped: FxHashMap<u64, Vec<u32>>,
    /// Which hashes are in one of the two.
    filter: Vec<u64>,
    longest: usize,
}

/// Hashes of all beginnings of a text, and the powers of the base.
struct Prefixes {
    hashes: [u64; LONGEST + 1],
    powers: [u64; LONGEST + 1],
    length: usize,
}

impl Prefixes {
    fn of(text: &str) -> Self {
        let (mut hashes, mut powers) = ([0; LONGEST + 1], [1; LONGEST + 1]);
        for (at, byte) in text.bytes().enumerate() {
            hashes[at + 1] = step(hashes[at], byte);
            powers[at + 1] = BASE.wrapping_mul(powers[at]);
        }
        Self { hashes, powers, length: text.len() }
    }

    fn whole(&self) -> u64 {
        self.hashes[self.length]
    }

    /// The hash of the text without the letter at this place.
    fn without(&self, at: usize) -> u64 {
        let power = self.powers[self.length - at - 1];
        let behind = self.whole().wrapping_sub(self.hashes[at + 1].wrapping_mul(power));
        self.hashes[at].wrapping_mul(power).wrapping_add(behind)
    }
}

fn step(hash: u64, byte: u8) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(u64::from(byte) + 1)
}

fn bit(hash: u64) -> (usize, u64) {
    let place = hash.wrapping_mul(BASE) >> (64 - FILTER_BITS);
    ((place / 64) as usize, 1 << (place % 64))
}

impl Misread {
    /// Adds a folded phrase; short ones and those of other scripts are only found as they are.
    pub fn insert(&mut self, folded: &str) {
        if !(SHORTEST..LONGEST).contains(&folded.len()) || !folded.is_ascii() {
            return;
        }
        let prefixes = Prefixes::of(folded);
        if self.whole.contains_key(&prefixes.whole()) {
            return;
        }
        let number = self.phrases.len() as u32;
        self.whole.insert(prefixes.whole(), number);
        self.phrases.push(folded.to_owned());
        self.longest = self.longest.max(folded.len());
        self.admit(prefixes.whole());
        for at in 0..folded.len() {
            let hash = prefixes.without(at);
            let list = self.gapped.entry(hash).or_default();
            if list.last() != Some(&number) {
                list.push(number);
            }
            self.admit(hash);
        }
    }

    fn admit(&mut self, hash: u64) {
        self.filter.resize(1 << (FILTER_BITS - 6), 0);
        let (word, bit) = bit(hash);
        self.filter[word] |= bit;
    }

    fn may_know(&self, hash: u64) -> bool {
        let (word, bit) = bit(hash);
        self.filter.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// The phrase that a folded text misreads.
    pub fn find(&self, folded: &str) -> Option<&str> {
        if folded.len() + 1 < SHORTEST || folded.len() > self.longest + 1 || !folded.is_ascii() {
            return None;
        }
        let prefixes = Prefixes::of(folded);
        // A missing letter.
        if self.may_know(prefixes.whole())
            && let Some(phrase) = self.gaps(prefixes.whole()).find(|phrase| lacks_one(folded, phrase))
        {
            return Some(phrase);
        }
        (0..folded.len()).find_map(|at| {
            let hash = prefixes.without(at);
            if !self.may_know(hash) {
                return None;
            }
            // An extra letter, or a wrong one at the same place.
            let whole = self.whole.get(&hash).map(|number| self.phrases[*number as usize].as_str());
            whole.filter(|phrase| lacks_one(phrase, folded)).or_else(|| {
                self.gaps(hash).find(|phrase| {
                    phrase.len() == folded.len()
                        && phrase.bytes().zip(folded.bytes()).filter(|(a, b)| a != b).count() == 1
                })
            })
        })
    }

    fn gaps(&self, hash: u64) -> impl Iterator<Item = &str> {
        let numbers = self.gapped.get(&hash).map_or(&[][..], Vec::as_slice);
        numbers.iter().map(|number| self.phrases[*number as usize].as_str())
    }
}

/// Whether a text is the other one without one letter.
fn lacks_one(short: &str, long: &str) -> bool {
    let common = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    short.len() + 1 == long.len() && short.as_bytes()[common..] == long.as_bytes()[common + 1..]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hashes_of_gapped_texts_follow_from_their_parts() {
        let prefixes = Prefixes::of("invoiceno");
        assert_eq!(prefixes.without(3), Prefixes::of("inviceno").whole());
        assert_eq!(prefixes.without(8), Prefixes::of("invoicen").whole());
    }

    proptest! {
        #[test]
        fn one_changed_letter_is_forgiven_and_two_are_not(
            phrase in "[a-z]{7,20}", at in 0_usize..7, other in 0_usize..7, letter in "[0-9]",
        ) {
            let mut known = Misread::default();
            known.insert(&phrase);
            let changed = |text: &str, at: usize| format!("{}{letter}{}", &text[..at], &text[at + 1..]);
            let once = changed(&phrase, at);
            prop_assert_eq!(known.find(&once), Some(phrase.as_str()));
            if at != other {
                prop_assert_eq!(known.find(&changed(&once, other)), None);
            }
        }
    }
}
