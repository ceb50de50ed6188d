//! Drawing documents for learning curves.

/// The numbers below a count in an order that depends on the seed alone (Fisher–Yates over SplitMix64).
pub fn shuffled(count: usize, seed: u64) -> Vec<usize> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    let mut order: Vec<usize> = (0..count).collect();
    for at in (1..count).rev() {
        order.swap(at, (next() % (at as u64 + 1)) as usize);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_drawn_once_and_a_seed_draws_the_same() {
        let mut drawn = shuffled(50, 7);
        assert_eq!(drawn, shuffled(50, 7));
        assert_ne!(drawn, shuffled(50, 8));
        drawn.sort_unstable();
        assert!(drawn.into_iter().eq(0..50));
    }
}
