//! Tables that go on over pages.

use perigee_model::{Table, TableCell};

/// How far, in points, the sides of a column may move from page to page.
const SIDE_REACH: f32 = 6.0;

/// Marks the tables that go on with the rows of the last table of the page before.
pub(super) fn mark(tables: &mut [Table]) {
    for at in 1..tables.len() {
        let (before, after) = tables.split_at_mut(at);
        let (Some(last), Some(first)) = (before.last(), after.first_mut()) else { return };
        // Only the first table of a page can go on with the last of the page before.
        first.continues = first.page == last.page + 1 && is_alike(last, first);
    }
}

/// Whether both have the same columns, or the same names of columns, at the same places.
fn is_alike(upper: &Table, lower: &Table) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() <= SIDE_REACH;
    let sides = near(upper.bbox.x0, lower.bbox.x0) && near(upper.bbox.x1, lower.bbox.x1);
    columns(upper) == columns(lower) && (sides || upper.header_rows > 0 && names(upper) == names(lower))
}

fn columns(table: &Table) -> u32 {
    table.cells.iter().map(|cell| cell.col_end + 1).max().unwrap_or(0)
}

fn names(table: &Table) -> Vec<&str> {
    let is_name = |cell: &&TableCell| cell.row < table.header_rows;
    table.cells.iter().filter(is_name).map(|cell| cell.text.as_str()).collect()
}
