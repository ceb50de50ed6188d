//! A small seeded generator: the same seed gives the same documents on every machine and in every release.
//!
//! Own code instead of a crate, because crates may change their streams between versions. Not for secrets.

/// SplitMix64: one 64-bit state, full period, good enough to choose words and numbers.
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
}

impl Random {
    /// A generator whose stream depends on nothing but the seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// An independent generator for part `index` of a larger work.
    pub fn fork(seed: u64, index: u64) -> Self {
        let mut random = Self::new(seed ^ index.wrapping_mul(0xA24B_AED4_963E_E407));
        // The first outputs of neighbouring seeds look alike to the eye; throw them away.
        random.next();
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.abs_diff(low).saturating_add(1);
        low.saturating_add_unsigned(self.next() % span)
    }

    /// A fraction from 0 to below 1.
    pub fn unit(&mut self) -> f32 {
        // 24 bits: what an f32 holds without rounding up to 1.
        (self.next() >> 40) as f32 / (1u32 << 24) as f32
    }

    /// True in this share of the cases.
    pub fn chance(&mut self, share: f32) -> bool {
        self.unit() < share
    }

    /// One of the items.
    ///
    /// # Panics
    /// When there are none: the tables that it is used on are constants.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        assert!(!items.is_empty(), "nothing to pick from");
        let index = self.next() % items.len() as u64;
        &items[index as usize]
    }

    /// So many decimal digits; the first is never 0.
    pub fn digits(&mut self, count: usize) -> String {
        (0..count).map(|i| char::from(b'0' + self.between(i64::from(i == 0), 9) as u8)).collect()
    }

    /// A pattern with `#` for a digit and `@` for a capital letter.
    pub fn pattern(&mut self, pattern: &str) -> String {
        pattern
            .chars()
            .map(|c| match c {
                '#' => char::from(b'0' + self.between(0, 9) as u8),
                '@' => char::from(b'A' + self.between(0, 25) as u8),
                other => other,
            })
            .collect()
    }

    /// Brings the items into another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let j = (self.next() % (i as u64 + 1)) as usize;
            items.swap(i, j);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_of_a_seed_never_changes() {
        let mut random = Random::new(1);
        // Reference values of SplitMix64 for seed 1.
        assert_eq!(random.next(), 0x910A_2DEC_8902_5CC1);
        assert_eq!(random.next(), 0xBEEB_8DA1_658E_EC67);
    }

    #[test]
    fn numbers_stay_between_their_bounds_and_reach_both() {
        let mut random = Random::new(3);
        let drawn: Vec<i64> = (0..200).map(|_| random.between(-2, 2)).collect();
        assert!(drawn.iter().all(|n| (-2..=2).contains(n)));
        assert!(drawn.contains(&-2) && drawn.contains(&2));
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<u32> = (0..20).collect();
        Random::new(9).shuffle(&mut items);
        assert_ne!(items, (0..20).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..20).collect::<Vec<_>>());
    }
}
