//! Rows that stand as others do: those with which a table goes on, and those under the names of its columns.

use perigee_model::Rect;

use super::sheet::{Sheet, TextRow};

/// Chunks that must stand as in a row before for a table to go on.
pub(super) const MIN_ALIKE: usize = 3;

/// Chunks of rows that are known by their number and order alone.
const MIN_SHAPE: usize = 5;

/// Names of columns from which one row of values under them is a table.
pub(super) const MIN_NAMES: usize = 4;

/// Rows at the foot of a page below the names of columns, and at the top of the next above the first row.
pub(super) const TOP_ROWS: usize = 6;

/// The names of the columns with which a page ends, so that their rows stand on the next.
pub(super) fn names_at_foot(sheet: &Sheet<'_>) -> Vec<Rect> {
    let rows = sheet.rows(|_, bbox| bbox.height() < 4.0 * sheet.em);
    let last = rows.iter().rposition(|row| row.chunks.len() >= MIN_NAMES);
    let Some((at, row)) = last.and_then(|at| Some((at, rows.get(at)?))) else { return Vec::new() };
    let figures = row.chunks.iter().any(|chunk| sheet.is_value(&chunk.words));
    let below = rows.iter().skip(at + 1).map(|row| row.chunks.len());
    if figures || rows.len() - at > TOP_ROWS || below.max().unwrap_or(0) > 2 {
        return Vec::new();
    }
    row.chunks.iter().map(|chunk| chunk.bbox).collect()
}

/// Whether a row has a cell under most of the names, and at least two values.
pub(super) fn stands_under(sheet: &Sheet<'_>, row: &TextRow, names: &[Rect]) -> bool {
    let under =
        |name: &&Rect| row.chunks.iter().any(|c| c.bbox.x1.min(name.x1) - c.bbox.x0.max(name.x0) > -sheet.em);
    let values = row.chunks.iter().filter(|chunk| sheet.is_value(&chunk.words)).count();
    names.len() >= MIN_NAMES
        && row.chunks.len() >= MIN_NAMES
        && values >= 2
        && 4 * names.iter().filter(under).count() >= 3 * names.len()
}

/// Whether most chunks of the row begin or end where chunks of the model do, or stand under one each.
pub(super) fn is_alike(sheet: &Sheet<'_>, model: &TextRow, row: &TextRow) -> bool {
    if is_same_shape(sheet, model, row) {
        return true;
    }
    let near = 0.3 * sheet.em;
    let has_values = model.chunks.iter().any(|chunk| sheet.is_figure(&chunk.words));
    let alike = |bbox: Rect| {
        model.chunks.iter().any(|chunk| {
            let edges = (chunk.bbox.x0 - bbox.x0).abs() < near || (chunk.bbox.x1 - bbox.x1).abs() < near;
            let under = chunk.bbox.x1.min(bbox.x1) - chunk.bbox.x0.max(bbox.x0) > near;
            if has_values { edges } else { edges || under }
        })
    };
    let count = row.chunks.iter().filter(|chunk| alike(chunk.bbox)).count();
    count >= MIN_ALIKE && 4 * count >= 3 * row.chunks.len()
}

/// Whether both rows have the same many chunks, each over its own and as much a value: cells in the middle of columns
/// have no common edges.
fn is_same_shape(sheet: &Sheet<'_>, model: &TextRow, row: &TextRow) -> bool {
    let over = |a: Rect, b: Rect| a.x1.min(b.x1) - a.x0.max(b.x0) > 0.0;
    model.chunks.len() >= MIN_SHAPE
        && model.chunks.len() == row.chunks.len()
        && model
            .chunks
            .iter()
            .zip(&row.chunks)
            .all(|(a, b)| over(a.bbox, b.bbox) && sheet.is_value(&a.words) == sheet.is_value(&b.words))
}
