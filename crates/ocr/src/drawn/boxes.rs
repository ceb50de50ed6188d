//! Squares to tick on a picture: two lying strokes above one another whose ends are joined.

use image::{GrayImage, Luma};

use super::strokes::Stroke;

/// Sides of boxes to tick, in points: forms print them as high as their text, rarely twice as high.
pub(super) const SIDES: std::ops::RangeInclusive<f32> = 6.5..=24.0;

/// A side thicker than this many points is the bar of a letter.
const MAX_THICKNESS: f32 = 2.5;

/// How far the sides of a box may differ in length, as a share of the longer.
const MAX_DIFFERENCE: f32 = 0.25;

/// How far the ends of the upper and the lower side may lie from one another, in points.
const MAX_SHIFT: f32 = 1.5;

/// Share of the left and of the right side that is ink; the round ends of letters leave more of them white.
const MIN_SIDE: f32 = 0.85;

/// Share of the inside that is ink from which something stands in the box.
///
/// Set between dirt (a few dots) and the thinnest tick on the drawn pages of the tests, which covers a tenth.
const MIN_TICK: f32 = 0.04;

/// Grey around a box that goes with it, in points.
const MARGIN: f32 = 0.7;

/// White paper to the left and to the right of that, in shares of the box: letters of one word stand nearer to each
/// other, and an O of a wide heading looks like a box.
const CLEARANCE: f32 = 0.25;

/// A cross is at least so high, in shares of the box: letters in fields are lower.
const MIN_CROSS: f32 = 0.5;

/// Dots darker than this are ink.
const INK: u8 = 140;

/// A square with its edges in dots, and whether something stands in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Square {
    pub edges: [f32; 4],
    pub ticked: bool,
}

impl Square {
    /// Whether no ink stands close to it, as it does beside letters that are square.
    pub(super) fn stands_apart(&self, picture: &GrayImage, dots_per_point: f32) -> bool {
        let [left, top, right, bottom] = self.edges;
        let from = dots_per_point * MARGIN;
        let to = from + CLEARANCE * (right - left);
        let is_clear = |x: std::ops::Range<f32>, y: std::ops::Range<f32>| {
            let columns = x.start.max(0.0) as u32..(x.end.max(0.0) as u32).min(picture.width());
            let mut rows = y.start.max(0.0) as u32..(y.end.max(0.0) as u32).min(picture.height());
            rows.all(|y| columns.clone().all(|x| picture.get_pixel(x, y).0[0] >= INK))
        };
        is_clear(left - to..left - from, top..bottom) && is_clear(right + from..right + to, top..bottom)
    }

    /// Whether it is one of a row of fields for letters: another one stands on its level, nearer than it is wide.
    pub(super) fn is_field(&self, squares: &[Square]) -> bool {
        let [left, top, right, bottom] = self.edges;
        let is_beside = |other: &Square| {
            let [x0, y0, x1, y1] = other.edges;
            let gap = (x0 - right).max(left - x1);
            (top + bottom - y0 - y1).abs() < bottom - top && (0.0..right - left).contains(&gap)
        };
        squares.iter().any(is_beside)
    }

    /// Whether a mark stands in it and is about as high.
    pub(super) fn is_filled_by(&self, mark: [f32; 4]) -> bool {
        let [left, top, right, bottom] = self.edges;
        let (x, y) = ((mark[0] + mark[2]) / 2.0, (mark[1] + mark[3]) / 2.0);
        let is_inside = (left..right).contains(&x) && (top..bottom).contains(&y);
        is_inside && mark[3] - mark[1] >= MIN_CROSS * (bottom - top)
    }

    /// Paints an empty box white, and of a ticked one the sides.
    pub(super) fn erase(&self, picture: &mut GrayImage, dots_per_point: f32) {
        let [left, top, right, bottom] = self.edges;
        let (out, inside) = (dots_per_point * MARGIN, dots_per_point * MAX_SHIFT);
        let within = |at: f32, from: f32, to: f32, by: f32| at >= from + by && at < to - by;
        for y in (top - out).max(0.0) as u32..((bottom + out) as u32).min(picture.height()) {
            for x in (left - out).max(0.0) as u32..((right + out) as u32).min(picture.width()) {
                let is_inside =
                    within(x as f32, left, right, inside) && within(y as f32, top, bottom, inside);
                if !(self.ticked && is_inside) {
                    picture.put_pixel(x, y, Luma([255]));
                }
            }
        }
    }
}

/// The squares that these lying strokes make.
pub(super) fn find(picture: &GrayImage, lying: &[Stroke], dots_per_point: f32) -> Vec<Square> {
    let is_side = |stroke: &&Stroke| {
        SIDES.contains(&(stroke.length() / dots_per_point))
            && stroke.thickness() <= MAX_THICKNESS * dots_per_point
            && stroke.extent() <= 2.0 * MAX_THICKNESS * dots_per_point
    };
    let mut sides: Vec<&Stroke> = lying.iter().filter(is_side).collect();
    sides.sort_by_key(|side| side.first);
    let mut found: Vec<Square> = Vec::new();
    for (at, upper) in sides.iter().enumerate() {
        let reach = *SIDES.end() * dots_per_point;
        let below = sides[at + 1..].iter().take_while(|lower| (lower.first - upper.first) as f32 <= reach);
        let edges = below.filter_map(|lower| square(upper, lower, dots_per_point)).find(|&edges| {
            ink_of_side(picture, edges, edges[0], dots_per_point) >= MIN_SIDE
                && ink_of_side(picture, edges, edges[2], dots_per_point) >= MIN_SIDE
        });
        let Some(edges) = edges else { continue };
        // The inner edge of a thick frame is no second box.
        if !found.iter().any(|square| overlap(square.edges, edges)) {
            found.push(Square { edges, ticked: ink_inside(picture, edges, dots_per_point) >= MIN_TICK });
        }
    }
    found
}

/// The box of two sides, when they are as long as they are apart.
fn square(upper: &Stroke, lower: &Stroke, dots_per_point: f32) -> Option<[f32; 4]> {
    let shift = MAX_SHIFT * dots_per_point;
    let width = upper.length().max(lower.length());
    let height = (lower.last + 1 - upper.first) as f32;
    let fits = (upper.from.abs_diff(lower.from) as f32) <= shift
        && (upper.to.abs_diff(lower.to) as f32) <= shift
        && (width - height).abs() <= MAX_DIFFERENCE * width.max(height);
    fits.then(|| {
        [
            upper.from.min(lower.from) as f32,
            upper.first as f32,
            upper.to.max(lower.to) as f32,
            (lower.last + 1) as f32,
        ]
    })
}

/// Share of the rows of a box that have ink within a point of `x`.
fn ink_of_side(picture: &GrayImage, edges: [f32; 4], x: f32, dots_per_point: f32) -> f32 {
    let reach = (MAX_SHIFT * dots_per_point).max(2.0);
    let (left, right) = ((x - reach).max(0.0) as u32, ((x + reach) as u32).min(picture.width()));
    let (top, bottom) = (edges[1] as u32, (edges[3] as u32).min(picture.height()));
    let inked = (top..bottom).filter(|&y| (left..right).any(|x| picture.get_pixel(x, y).0[0] < INK)).count();
    inked as f32 / (bottom.saturating_sub(top)).max(1) as f32
}

/// Share of the inside that is ink.
fn ink_inside(picture: &GrayImage, edges: [f32; 4], dots_per_point: f32) -> f32 {
    let inset = (0.2 * (edges[2] - edges[0])).max(1.5 * dots_per_point);
    let [left, top] = [edges[0] + inset, edges[1] + inset].map(|edge| edge as u32);
    let (right, bottom) = ((edges[2] - inset) as u32, (edges[3] - inset) as u32);
    let (mut ink, mut all) = (0, 0);
    for y in top..bottom.min(picture.height()) {
        for x in left..right.min(picture.width()) {
            all += 1;
            ink += u32::from(picture.get_pixel(x, y).0[0] < INK);
        }
    }
    ink as f32 / all.max(1) as f32
}

fn overlap(a: [f32; 4], b: [f32; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}
