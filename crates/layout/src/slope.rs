//! The slant of a page, estimated from how the words that stand side by side climb or fall.

use perigee_model::{Rect, Word};

/// Fewer neighbour pairs than this say nothing reliable about a page.
///
/// The median of eight slopes survives three wrong pairs.
const MIN_PAIRS: usize = 8;

/// Slopes below this are left alone: over an A4 line of 500 pt they move a word by 1.5 pt, which the
/// tolerance of a row swallows.
const MIN_SLOPE: f32 = 0.003;

/// Slopes above this (about 8 degrees) are not the slant of a scan but something drawn on purpose.
const MAX_SLOPE: f32 = 0.14;

/// Words whose right neighbours are looked for, spread over the page; the median of more says nothing else.
const MAX_LOOKED_AT: usize = 256;

/// A page is plainly even when no more than one pair of words in so many is not.
const EVEN_SHARE: usize = 5;

/// Height by which the rows of the page fall per point to the right; 0 for an even page.
pub(crate) fn estimate(words: &[Word]) -> f32 {
    if is_plainly_even(words) {
        return 0.0;
    }
    // The places alone, side by side: they are gone through hundreds of times.
    let step = words.len().div_ceil(MAX_LOOKED_AT).max(1);
    let mut places: Vec<Rect> = words.iter().map(|word| word.bbox).collect();
    places.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut slopes: Vec<f32> =
        (0..places.len()).step_by(step).filter_map(|at| pair_slope(&places[at..])).collect();
    if slopes.len() < MIN_PAIRS {
        return 0.0;
    }
    let middle = slopes.len() / 2;
    let (_, &mut median, _) = slopes.select_nth_unstable_by(middle, f32::total_cmp);
    if (MIN_SLOPE..MAX_SLOPE).contains(&median.abs()) { median } else { 0.0 }
}

/// Whether most words follow the one before them on an even row, as in the drawing order of most files; telling so takes
/// a tenth of the time that sorting them takes.
fn is_plainly_even(words: &[Word]) -> bool {
    let slopes = words.windows(2).filter_map(|pair| neighbour_slope(pair.first()?.bbox, pair.get(1)?.bbox));
    let (pairs, even) =
        slopes.fold((0, 0), |(pairs, even), slope| (pairs + 1, even + usize::from(slope.abs() < MIN_SLOPE)));
    pairs >= MIN_PAIRS && 2 * pairs > words.len() && EVEN_SHARE * (pairs - even) <= pairs
}

/// Slope from the first place to the nearest one right of it on the same row.
fn pair_slope(places: &[Rect]) -> Option<f32> {
    /// Words looked at to the right; the order is by left edge over the whole page, so most are on other rows.
    const REACH: usize = 400;
    let (left, others) = places.split_first()?;
    let next = others.iter().take(REACH).find(|right| is_right_of(**right, *left))?;
    slope_between(*left, *next)
}

/// The same for two places that may be neighbours.
fn neighbour_slope(left: Rect, right: Rect) -> Option<f32> {
    if is_right_of(right, left) { slope_between(left, right) } else { None }
}

/// Whether a place is right of another one on the same row.
fn is_right_of(right: Rect, left: Rect) -> bool {
    let overlap = left.y1.min(right.y1) - left.y0.max(right.y0);
    right.x0 >= left.x1 - 1.0 && overlap > 0.5 * left.height().min(right.height())
}

/// `None` between words of different sizes.
fn slope_between(left: Rect, right: Rect) -> Option<f32> {
    let similar = (left.height() - right.height()).abs() < 0.25 * left.height().max(right.height());
    let run = right.center_x() - left.center_x();
    // The lower edge is steadier than the centre: capitals and descenders change the height of a box.
    (similar && run > 1.0).then(|| (right.y1 - left.y1) / run)
}
