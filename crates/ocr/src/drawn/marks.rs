//! Ink that is neither words nor lines: signatures, stamps, logos, photographs.

use std::collections::BTreeSet;

use image::GrayImage;

/// Side in points of the squares in which ink is looked for: a stroke of a pen lies in a row of them.
const SQUARE_PT: f32 = 4.0;

/// Share of a square's dots that are ink in one that counts; dirt has less.
const MIN_INK: f32 = 0.04;

/// Dots darker than this are ink.
const INK: u8 = 128;

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
    let (columns, rows) =
        ((picture.width() as f32 / square) as usize + 1, (picture.height() as f32 / square) as usize + 1);
    let mut ink = vec![0u32; columns * rows];
    for (y, row) in picture.rows().enumerate() {
        let base = (y as f32 / square) as usize * columns;
        for (x, dot) in row.enumerate() {
            if dot.0[0] < INK {
                ink[base + (x as f32 / square) as usize] += 1;
            }
        }
    }
    for edges in known {
        let [left, top, right, bottom] = edges.map(|edge| (edge.max(0.0) / square) as usize);
        for row in top..=bottom.min(rows - 1) {
            ink[row * columns..][..columns][left.min(columns)..(right + 1).min(columns)].fill(0);
        }
    }
    let least = (MIN_INK * square * square).max(1.0);
    let inked = ink.iter().enumerate().filter(|&(_, &count)| count as f32 >= least);
    let open = inked.map(|(at, _)| ((at % columns) as i32, (at / columns) as i32)).collect();
    let paper = [picture.width() as f32, picture.height() as f32];
    let mut regions: Vec<[f32; 4]> = groups(open)
        .iter()
        .filter(|group| group.len() >= MIN_SQUARES)
        .map(|group| around(group, square, paper))
        .filter(|&edges| is_region(edges, paper, dots_per_point))
        .collect();
    regions.sort_by(|a, b| a[1].total_cmp(&b[1]).then(a[0].total_cmp(&b[0])));
    regions.truncate(MAX_REGIONS);
    regions
}

/// Squares that lie within reach of one another.
fn groups(mut open: BTreeSet<(i32, i32)>) -> Vec<Vec<(i32, i32)>> {
    let mut groups = Vec::new();
    while let Some(start) = open.pop_first() {
        let (mut group, mut next) = (vec![start], 0);
        while let Some(&(column, row)) = group.get(next) {
            next += 1;
            for y in row - REACH - 1..=row + REACH + 1 {
                for x in column - REACH - 1..=column + REACH + 1 {
                    if open.remove(&(x, y)) {
                        group.push((x, y));
                    }
                }
            }
        }
        groups.push(group);
    }
    groups
}

fn around(group: &[(i32, i32)], square: f32, paper: [f32; 2]) -> [f32; 4] {
    let first = (i32::MAX, i32::MAX, i32::MIN, i32::MIN);
    let (left, top, right, bottom) = group.iter().fold(first, |(left, top, right, bottom), &(x, y)| {
        (left.min(x), top.min(y), right.max(x), bottom.max(y))
    });
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
