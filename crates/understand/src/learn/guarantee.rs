//! From which confidence on values can be accepted unseen, with a bound on how many of them are wrong.
//!
//! Clopper, Pearson: The use of confidence or fiducial limits (1934), on values that the model decided without having
//! seen their document; shares are tested in a fixed order, so that the bound holds for the chosen one.

use serde::{Deserialize, Serialize};

/// How often the bound may be wrong.
const ALPHA: f64 = 0.05;
/// The same where any value was wrong: values of one document are wrong together, so that there is less to be learned
/// from them than their number says (`research/extraction.md` 6 found the bound broken too often at [`ALPHA`]).
const ALPHA_WITH_ERRORS: f64 = 0.025;
/// First share of the values that is tested, where a few errors are affordable (`research/extraction.md` 8.9).
const FIRST_SHARE: f64 = 0.5;
/// By how much the share grows.
const SHARE_STEP: f64 = 0.05;

/// Whether values can be accepted unseen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Guarantee {
    /// From this confidence on.
    Granted {
        /// The lowest confidence that is accepted.
        threshold: f32,
        /// Values that the bound rests on.
        values: u32,
        /// Share of them that was accepted.
        coverage: f32,
    },
    /// Too few values are confirmed to tell.
    TooFew {
        /// Confirmed values.
        values: u32,
        /// How many are needed if none is wrong.
        needed: u32,
    },
    /// Enough are confirmed, and too many of the surest are wrong.
    NotReached {
        /// Confirmed values.
        values: u32,
    },
}

/// Confirmed values needed to promise an error rate, if none of the accepted is wrong: 299 for 1 %, 59 for 5 %.
pub fn needed(target: f64) -> u32 {
    (ALPHA.ln() / (1.0 - target).ln()).ceil() as u32
}

/// The lowest threshold for which at most `target` of the accepted values are wrong, with 95 % confidence.
///
/// `judged` holds the confidence of each value, and whether it was right.
pub fn certify(judged: &[(f32, bool)], target: f64) -> Guarantee {
    let values = judged.len() as u32;
    if values < needed(target) {
        return Guarantee::TooFew { values, needed: needed(target) };
    }
    let mut order: Vec<(f32, bool)> = judged.to_vec();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut granted = Guarantee::NotReached { values };
    // With few values even a flawless half proves nothing: begin where it could. Only their number decides.
    let mut share = FIRST_SHARE.max(f64::from(needed(target)) / f64::from(values));
    let mut is_last = false;
    while !is_last {
        is_last = share >= 1.0;
        let mut count = ((f64::from(values) * share).ceil() as usize).clamp(1, order.len());
        // Values of one confidence are accepted together.
        let threshold = order[count - 1].0;
        count = order.iter().take_while(|(confidence, _)| *confidence >= threshold).count();
        let wrong = order[..count].iter().filter(|(_, is_right)| !is_right).count();
        let alpha = if wrong == 0 { ALPHA } else { ALPHA_WITH_ERRORS };
        if upper_bound_at(alpha, wrong as u64, count as u64) > target {
            break;
        }
        let coverage = count as f32 / values as f32;
        granted = Guarantee::Granted { threshold, values, coverage };
        share = (share + SHARE_STEP).min(1.0);
    }
    granted
}

/// The largest error rate that is compatible with so many errors, with 95 % confidence.
pub fn upper_bound(wrong: u64, count: u64) -> f64 {
    upper_bound_at(ALPHA, wrong, count)
}

fn upper_bound_at(alpha: f64, wrong: u64, count: u64) -> f64 {
    if wrong >= count {
        return 1.0;
    }
    // The chance of at most `wrong` errors falls with the rate: halve until it is alpha.
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let rate = (low + high) / 2.0;
        if at_most(wrong, count, rate) > alpha { low = rate } else { high = rate }
    }
    high
}

/// The smallest error rate that is compatible with so many errors: above a promised one, the promise is broken.
pub fn lower_bound(wrong: u64, count: u64) -> f64 {
    if wrong == 0 || count == 0 {
        return 0.0;
    }
    // The chance of at least `wrong` errors rises with the rate: halve until it is ALPHA.
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let rate = (low + high) / 2.0;
        if 1.0 - at_most(wrong - 1, count, rate) < ALPHA { low = rate } else { high = rate }
    }
    low
}

/// Chance of at most so many errors at a rate (binomial).
fn at_most(wrong: u64, count: u64, rate: f64) -> f64 {
    let (mut log_choose, mut sum) = (0.0_f64, 0.0);
    for k in 0..=wrong {
        if k > 0 {
            log_choose += ((count - k + 1) as f64).ln() - (k as f64).ln();
        }
        sum += (log_choose + k as f64 * rate.ln() + (count - k) as f64 * (1.0 - rate).ln()).exp();
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_is_that_of_the_tables() {
        assert_eq!([needed(0.01), needed(0.02), needed(0.05)], [299, 149, 59]);
        // 1 - .05^(1/59) and the tabulated bound for 1 of 100.
        assert!((upper_bound(0, 59) - 0.0495).abs() < 1e-3);
        assert!((upper_bound(1, 100) - 0.0466).abs() < 1e-3);
        assert_eq!(upper_bound(3, 3), 1.0);
        // The other side of the same interval: .05^(1/3), and the tabulated bound for 5 of 20.
        assert!((lower_bound(3, 3) - 0.3684).abs() < 1e-3);
        assert!((lower_bound(5, 20) - 0.1041).abs() < 1e-3);
        assert_eq!([lower_bound(0, 9), lower_bound(0, 0)], [0.0, 0.0]);
    }

    #[test]
    fn few_values_are_counted_and_many_errors_refused() {
        let judged = |right: usize, wrong: usize| -> Vec<(f32, bool)> {
            (0..right).map(|_| (0.9, true)).chain((0..wrong).map(|_| (0.2, false))).collect()
        };
        assert_eq!(certify(&judged(41, 0), 0.05), Guarantee::TooFew { values: 41, needed: 59 });
        assert_eq!(certify(&judged(40, 60), 0.05), Guarantee::NotReached { values: 100 });
        let flawless = certify(&judged(60, 0), 0.05);
        assert!(matches!(flawless, Guarantee::Granted { coverage: 1.0, .. }), "{flawless:?}");
        let granted = certify(&judged(180, 20), 0.02);
        assert!(
            matches!(granted, Guarantee::Granted { threshold, coverage, .. } if threshold == 0.9 && coverage == 0.9),
            "{granted:?}"
        );
    }
}
