//! Squares to tick on a picture: two lying strokes above one another whose ends are joined.

use image::GrayImage;

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

/// Dots darker than this are ink.
const INK: u8 = 140;

/// A square with its edges in dots, and whether something stands in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Square {
    pub edges: [f32; 4],
    pub ticked: bool,
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
