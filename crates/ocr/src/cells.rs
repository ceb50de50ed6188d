//! Cells of a picture that hold ink, as columns and rows, and how they hang together.

use std::collections::BTreeSet;

use image::GrayImage;

/// Dots darker than this are ink.
pub(crate) const INK: u8 = 128;

/// Column and row.
pub(crate) type Cell = (i32, i32);

/// The cells, of this width and height in dots, of which at least the `share` is ink beside what is `known`: places as
/// edges in dots, each taken larger by the `margin`.
pub(crate) fn inked(
    picture: &GrayImage,
    known: &[[f32; 4]],
    (width, height): (f32, f32),
    margin: f32,
    share: f32,
) -> BTreeSet<Cell> {
    let columns = (picture.width() as f32 / width) as usize + 1;
    let rows = (picture.height() as f32 / height) as usize + 1;
    let mut ink = vec![0u32; columns * rows];
    for (y, row) in picture.rows().enumerate() {
        let base = (y as f32 / height) as usize * columns;
        for (x, dot) in row.enumerate() {
            if dot.0[0] < INK {
                ink[base + (x as f32 / width) as usize] += 1;
            }
        }
    }
    for edges in known {
        let at = |edge: f32, side: f32| (edge.max(0.0) / side) as usize;
        let (left, right) = (at(edges[0] - margin, width), at(edges[2] + margin, width));
        let (top, bottom) = (at(edges[1] - margin, height), at(edges[3] + margin, height));
        for row in top..=bottom.min(rows - 1) {
            ink[row * columns..][..columns][left.min(columns)..(right + 1).min(columns)].fill(0);
        }
    }
    let least = (share * width * height).max(1.0);
    let inked = ink.iter().enumerate().filter(|&(_, &count)| count as f32 >= least);
    inked.map(|(at, _)| ((at % columns) as i32, (at / columns) as i32)).collect()
}

/// Cells that touch, or have at most so many empty ones between them: across and down.
pub(crate) fn groups(mut open: BTreeSet<Cell>, (across, down): (i32, i32)) -> Vec<Vec<Cell>> {
    let mut groups = Vec::new();
    while let Some(start) = open.pop_first() {
        let (mut group, mut next) = (vec![start], 0);
        while let Some(&(column, row)) = group.get(next) {
            next += 1;
            for y in row - down - 1..=row + down + 1 {
                for x in column - across - 1..=column + across + 1 {
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

/// The first column and row of a group, and its last ones.
pub(crate) fn extent(group: &[Cell]) -> (Cell, Cell) {
    let first = ((i32::MAX, i32::MAX), (i32::MIN, i32::MIN));
    group.iter().fold(first, |((left, top), (right, bottom)), &(x, y)| {
        ((left.min(x), top.min(y)), (right.max(x), bottom.max(y)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hang_together_as_far_as_they_reach() {
        let cells = BTreeSet::from([(0, 0), (3, 1), (0, 3), (9, 9)]);
        let sizes = |reach| groups(cells.clone(), reach).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(sizes((0, 0)), [1, 1, 1, 1]);
        assert_eq!(sizes((2, 0)), [2, 1, 1]);
        assert_eq!(sizes((2, 2)), [3, 1]);
        assert_eq!(extent(&groups(cells, (2, 2))[0]), ((0, 0), (3, 3)));
    }
}
