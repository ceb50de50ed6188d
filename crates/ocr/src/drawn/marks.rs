//! Ink that is neither words nor lines: signatures, stamps, logos, photographs.

use image::GrayImage;

use crate::cells::{self, Cell};

/// Side in points of the squares in which ink is looked for: a stroke of a pen lies in a row of them.
const SQUARE_PT: f32 = 4.0;

/// Share of a square's dots that are ink in one that counts; dirt has less.
const MIN_INK: f32 = 0.04;

/// Squares of ink with at most so many empty ones between them belong together: pens leave the paper between letters.
const REACH: i32 = 2;

/// Least size in points, and least number of squares with ink. A signature is two fingers wide; smaller things are dirt,
/// and letters that were not read.
const MIN_WIDTH: f32 = 28.0;
const MIN_HEIGHT: f32 = 12.0;
const MIN_SQUARES: usize = 16;

/// What lies this near to the edge of the page, in points, and is thinner than that, is the shadow of a scanner's lid.
const SHADOW: f32 = 24.0;

/// Regions of a page that are told.
const MAX_REGIONS: usize = 50;

/// The regions of other ink, as edges in dots. `known` are the places of words and lines, which are left out.
pub(super) fn find(picture: &GrayImage, known: &[[f32; 4]], dots_per_point: f32) -> Vec<[f32; 4]> {
    let square = (SQUARE_PT * dots_per_point).max(1.0);
    let inked = cells::inked(picture, known, (square, square), 0.0, MIN_INK);
    let paper = [picture.width() as f32, picture.height() as f32];
    let mut regions: Vec<[f32; 4]> = cells::groups(inked, (REACH, REACH))
        .iter()
        .filter(|group| group.len() >= MIN_SQUARES)
        .map(|group| around(group, square, paper))
        .filter(|&edges| is_region(edges, paper, dots_per_point))
        .collect();
    regions.sort_by(|a, b| a[1].total_cmp(&b[1]).then(a[0].total_cmp(&b[0])));
    regions.truncate(MAX_REGIONS);
    regions
}

fn around(group: &[Cell], square: f32, paper: [f32; 2]) -> [f32; 4] {
    let ((left, top), (right, bottom)) = cells::extent(group);
    let edge = |at: i32, most: f32| (at as f32 * square).min(most);
    [edge(left, paper[0]), edge(top, paper[1]), edge(right + 1, paper[0]), edge(bottom + 1, paper[1])]
}

fn is_region(edges: [f32; 4], paper: [f32; 2], dots_per_point: f32) -> bool {
    let (width, height) = ((edges[2] - edges[0]) / dots_per_point, (edges[3] - edges[1]) / dots_per_point);
    let near = |distance: f32| distance <= SHADOW * dots_per_point;
    let at_side = near(edges[0]) || near(paper[0] - edges[2]);
    let at_end = near(edges[1]) || near(paper[1] - edges[3]);
    let is_shadow = (at_side && width < SHADOW) || (at_end && height < SHADOW);
    width >= MIN_WIDTH && height >= MIN_HEIGHT && !is_shadow
}
