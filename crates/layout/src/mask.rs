//! Grids that are laid over tables by hand: which words stand in which cell, and grids to begin with.
//!
//! What a column means is left to `perigee-understand`; whether a grid is acceptable, to who takes it in.

use perigee_model::{Page, Rect, Table, TableCell, TableMask};

use crate::line::{Line, lines, median_height};
use crate::table::tables;

/// Lines of a mask nearer than this to one another, or to an edge, are one: a hand is not more exact.
const SAME_LINE: f32 = 0.5;
/// Room, in points, that a mask leaves around the words of a table.
const MARGIN: f32 = 2.0;
/// Gap, in median word heights, above a line of one cell from which it begins a row of its own.
const ROW_GAP: f32 = 1.2;
/// Share of the width of a table that another one must have in common to go on with it.
const GOES_ON: f32 = 0.6;
/// How far above a region, in median word heights, the names of its columns may stand.
const NAMES_REACH: f32 = 3.0;
/// Share of the height of a region that a table found in it must have for its rows to be taken over.
const FILLS: f32 = 0.8;

/// The same lines in order, without those that are on an edge or twice.
pub fn tidied(mask: &TableMask) -> TableMask {
    let clean = |at: &[f32], low: f32, high: f32| {
        let mut at: Vec<f32> =
            at.iter().copied().filter(|at| low + SAME_LINE < *at && *at < high - SAME_LINE).collect();
        at.sort_by(f32::total_cmp);
        at.dedup_by(|b, a| *b - *a < SAME_LINE);
        at
    };
    let bbox = mask.bbox;
    TableMask {
        rows: clean(&mask.rows, bbox.y0, bbox.y1),
        columns: clean(&mask.columns, bbox.x0, bbox.x1),
        ..mask.clone()
    }
}

/// The cells of a mask that hold words, row by row; a word belongs to the cell in which its middle lies.
///
/// The lines must be in order, as [`tidied`] leaves them.
pub fn cells_of_mask(mask: &TableMask, page: &Page) -> Vec<TableCell> {
    let (rows, columns) = (mask.rows.len() + 1, mask.columns.len() + 1);
    let mut words: Vec<Vec<u32>> = vec![Vec::new(); rows * columns];
    for (at, word) in page.words.iter().enumerate() {
        if !holds(mask.bbox, word.bbox) {
            continue;
        }
        let row = mask.rows.partition_point(|line| *line <= word.bbox.center_y());
        let column = mask.columns.partition_point(|line| *line <= word.bbox.center_x());
        if let Some(cell) = words.get_mut(row * columns + column) {
            cell.extend(u32::try_from(at));
        }
    }
    let filled = words.into_iter().enumerate().filter(|(_, words)| !words.is_empty());
    filled.filter_map(|(at, words)| cell(page, at / columns, at % columns, words)).collect()
}

fn cell(page: &Page, row: usize, column: usize, words: Vec<u32>) -> Option<TableCell> {
    let inside = || words.iter().filter_map(|at| page.words.get(*at as usize));
    let bbox = Rect::around(inside().map(|word| word.bbox))?;
    let text = inside().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let (row, col) = (row as u32, column as u32);
    Some(TableCell { row, col, row_end: row, col_end: col, text, bbox, words })
}

/// A mask that has the cells of a table in its cells; no column means anything yet.
pub fn mask_of(table: &Table) -> TableMask {
    let rows = table.cells.iter().map(|cell| cell.row_end + 1).max().unwrap_or(1);
    let columns = table.cells.iter().map(|cell| cell.col_end + 1).max().unwrap_or(1);
    let by_row = table.cells.iter().map(|cell| (cell.row, cell.row_end, cell.bbox.y0, cell.bbox.y1));
    let by_column = table.cells.iter().map(|cell| (cell.col, cell.col_end, cell.bbox.x0, cell.bbox.x1));
    let around = Rect::around(table.cells.iter().map(|cell| cell.bbox)).unwrap_or(table.bbox);
    let bbox = grown(table.bbox.union(around));
    unnamed(&TableMask {
        page: table.page,
        bbox,
        rows: between(rows, by_row, bbox.y0, bbox.y1),
        columns: between(columns, by_column, bbox.x0, bbox.x1),
        headers: Vec::new(),
        header_rows: table.header_rows,
    })
}

/// A tidy mask with as many names as columns, none of them said.
fn unnamed(mask: &TableMask) -> TableMask {
    let mut mask = tidied(mask);
    mask.headers = vec![None; mask.columns.len() + 1];
    mask.header_rows = mask.header_rows.min(mask.rows.len() as u32);
    mask
}

fn grown(rect: Rect) -> Rect {
    let (x0, y0) = ((rect.x0 - MARGIN).max(0.0), (rect.y0 - MARGIN).max(0.0));
    Rect { x0, y0, x1: rect.x1 + MARGIN, y1: rect.y1 + MARGIN }
}

/// Lines in the middle between what ends before and what begins behind each; never before the line ahead.
fn between(
    count: u32,
    spans: impl Iterator<Item = (u32, u32, f32, f32)> + Clone,
    low: f32,
    high: f32,
) -> Vec<f32> {
    let mut lines = Vec::new();
    let mut last = low;
    for at in 1..count {
        let before = spans.clone().filter(|span| span.1 + 1 == at).map(|span| span.3);
        let behind = spans.clone().filter(|span| span.0 == at).map(|span| span.2);
        let line = match (before.reduce(f32::max), behind.reduce(f32::min)) {
            (Some(before), Some(behind)) => (before + behind) / 2.0,
            (Some(edge), None) | (None, Some(edge)) => edge,
            (None, None) => continue,
        };
        last = line.clamp(last, high);
        lines.push(last);
    }
    lines
}

/// The masks of the tables that a page seems to have, or of the one table that a region holds.
pub fn detect(page: &Page, region: Option<Rect>) -> Vec<TableMask> {
    let Some(region) = region else {
        return tables(std::slice::from_ref(page)).iter().map(mask_of).collect();
    };
    let part = part_of(page, region);
    if part.words.is_empty() {
        return Vec::new();
    }
    let found = tables(std::slice::from_ref(&part));
    let largest = found.iter().max_by(|a, b| a.bbox.area().total_cmp(&b.bbox.area()));
    let words = Rect::around(part.words.iter().map(|word| word.bbox)).unwrap_or(region);
    let fills = largest.is_some_and(|table| table.bbox.height() >= FILLS * words.height());
    let mask = largest.map(mask_of);
    let columns = match &mask {
        Some(mask) => mask.columns.clone(),
        None => gaps(&part),
    };
    let (rows, header_rows) = match mask {
        Some(mask) if fills => (mask.rows, mask.header_rows),
        _ => (row_lines(&part, &columns), 0),
    };
    let mask = TableMask { page: page.number, bbox: region, rows, columns, headers: Vec::new(), header_rows };
    vec![unnamed(&mask)]
}

/// The page with nothing but what stands in a region.
fn part_of(page: &Page, region: Rect) -> Page {
    let mut part = page.clone();
    part.words.retain(|word| holds(region, word.bbox));
    part.graphics.rules.retain(|rule| rule.intersection(grown(region)).is_some());
    part.graphics.fills.retain(|fill| fill.intersection(region).is_some());
    part
}

fn holds(region: Rect, word: Rect) -> bool {
    let (x, y) = (word.center_x(), word.center_y());
    (region.x0..=region.x1).contains(&x) && (region.y0..=region.y1).contains(&y)
}

/// Columns at the places over which nothing is printed in any line of several parts.
fn gaps(part: &Page) -> Vec<f32> {
    let rows = lines(part);
    let several: Vec<&Line> = rows.iter().filter(|line| line.segments.len() > 1).collect();
    let mut spans: Vec<(f32, f32)> = several
        .iter()
        .flat_map(|line| &line.segments)
        .map(|segment| (segment.bbox.x0, segment.bbox.x1))
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns = Vec::new();
    let mut end: Option<f32> = None;
    for (x0, x1) in spans {
        if let Some(end) = end.filter(|end| x0 > *end) {
            columns.push((end + x0) / 2.0);
        }
        end = Some(end.map_or(x1, |end| end.max(x1)));
    }
    columns
}

/// Lines between rows: a line of text begins a row unless it only goes on with one cell of the row above.
fn row_lines(part: &Page, columns: &[f32]) -> Vec<f32> {
    let em = median_height(&part.words);
    let mut rows = Vec::new();
    let mut above: Option<Rect> = None;
    for line in lines(part) {
        let mut filled: Vec<usize> = line
            .words
            .iter()
            .filter_map(|at| part.words.get(*at as usize))
            .map(|word| columns.partition_point(|column| *column <= word.bbox.center_x()))
            .collect();
        filled.sort_unstable();
        filled.dedup();
        if let Some(above) = above {
            let begins = filled.len() > 1 || columns.is_empty() || line.bbox.y0 - above.y1 > ROW_GAP * em;
            if begins {
                rows.push((above.y1 + line.bbox.y0) / 2.0);
            }
        }
        above = Some(line.bbox);
    }
    rows
}

/// The mask with which a table goes on upon another page: the same columns over the rows that stand there.
///
/// `own` is the page of the mask. `None` where nothing on the page looks as if it went on.
pub fn follow(mask: &TableMask, own: &Page, page: &Page) -> Option<TableMask> {
    let strip = Rect { y0: 0.0, y1: page.height, ..mask.bbox };
    let common = |table: &&Table| {
        let both = table.bbox.x1.min(mask.bbox.x1) - table.bbox.x0.max(mask.bbox.x0);
        both >= GOES_ON * table.bbox.width().max(mask.bbox.width())
    };
    let found = tables(std::slice::from_ref(page));
    let (region, header_rows, lines) = match found.iter().find(common) {
        Some(table) => {
            let there = mask_of(table);
            let region = Rect { y0: there.bbox.y0, y1: there.bbox.y1, ..mask.bbox };
            (region, there.header_rows, there.rows)
        }
        None => (body(&part_of(page, strip), &mask.columns)?, 0, Vec::new()),
    };
    let part = part_of(page, region);
    let rows = if lines.is_empty() { row_lines(&part, &mask.columns) } else { lines };
    let next = tidied(&TableMask { page: page.number, bbox: region, rows, header_rows, ..mask.clone() });
    // Rows that name the columns do so by the same words as on the page before; others are rows.
    let is_named_again = header_rows > 0 && column_names(&next, page) == column_names(mask, own);
    Some(if is_named_again { next } else { TableMask { header_rows: 0, ..next } })
}

/// Around the lines that have words in several columns.
fn body(strip: &Page, columns: &[f32]) -> Option<Rect> {
    let column = |at: &u32| {
        let word = strip.words.get(*at as usize)?;
        Some(columns.partition_point(|line| *line <= word.bbox.center_x()))
    };
    let is_row = |line: &&Line| {
        let mut filled: Vec<usize> = line.words.iter().filter_map(column).collect();
        filled.sort_unstable();
        filled.dedup();
        filled.len() > columns.len().min(2).saturating_sub(1)
            && filled.len() > usize::from(!columns.is_empty())
    };
    let rows = lines(strip);
    Rect::around(rows.iter().filter(is_row).map(|line| line.bbox)).map(grown)
}

/// What is printed as the name of each column: in the rows that name them, or right above the region.
pub fn column_names(mask: &TableMask, page: &Page) -> Vec<String> {
    let mut names = vec![String::new(); mask.columns.len() + 1];
    let cells = cells_of_mask(mask, page);
    let mut put = |column: usize, text: &str| {
        if let Some(name) = names.get_mut(column) {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(text);
        }
    };
    if mask.header_rows > 0 {
        cells
            .iter()
            .filter(|cell| cell.row < mask.header_rows)
            .for_each(|cell| put(cell.col as usize, &cell.text));
        return names;
    }
    let em = median_height(&page.words);
    let above = Rect { y0: mask.bbox.y0 - NAMES_REACH * em, y1: mask.bbox.y0, ..mask.bbox };
    for word in page.words.iter().filter(|word| holds(above, word.bbox)) {
        put(mask.columns.partition_point(|line| *line <= word.bbox.center_x()), &word.text);
    }
    names
}
