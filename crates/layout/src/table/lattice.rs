//! A frame with its words to a grid: cells by the lines between them, then rows and columns that no line divides.

use perigee_model::Rect;

use super::columns::{Column, columns};
use super::frame::Frame;
use super::grid::{Cell, Grid};
use super::sheet::{Sheet, TextRow};

/// Fields between lines that a frame may have; more is a raster or graph paper.
const MAX_FIELDS: usize = 20_000;

/// Share of cells that must hold text.
const MIN_FILLED: f32 = 0.3;

/// Share of the words that may lie across a line; in drawings many do.
const MAX_CROSSING: f32 = 0.15;

/// Distance between lines of text, in word heights, that sets rows apart; lines of one text stand within 0.5.
const BLANK_BAND: f32 = 0.8;

/// A cell with more words than this is a column of a page.
const MAX_CELL_WORDS: usize = 150;

/// A row over the whole width with more words than this is a title or a note and no part of the table.
const MAX_TITLE_WORDS: usize = 8;

/// The table that the frame holds, and the box of what belongs to it.
pub(super) fn read(sheet: &Sheet<'_>, frame: &Frame) -> Option<(Grid, Rect)> {
    let (rows, cols) = (frame.ys.len().checked_sub(1)?, frame.xs.len().checked_sub(1)?);
    if rows * cols > MAX_FIELDS || cols < 2 {
        return None;
    }
    let mut cells = fields(frame, rows, cols);
    if !fill(sheet, frame, &mut cells) {
        return None;
    }
    let mut grid = Grid { cells, header_rows: 0 };
    if grid.cells.iter().any(|cell| cell.words.len() > MAX_CELL_WORDS) {
        return None;
    }
    trim(sheet, &mut grid, cols);
    split_spans(sheet, &mut grid, frame);
    split_rows(sheet, &mut grid, frame);
    split_columns(sheet, &mut grid, frame);
    let filled = grid.cells.iter().filter(|cell| !cell.words.is_empty()).count();
    if (filled as f32) < MIN_FILLED * grid.cells.len() as f32 {
        return None;
    }
    let bbox = Rect::around(grid.cells.iter().filter_map(|cell| cell.frame))?;
    let mut grid = grid.compact();
    let (rows, cols) = grid.shape();
    grid.header_rows = header_rows(sheet, &grid);
    (rows >= 2 && cols >= 2).then_some((grid, bbox))
}

/// The cells: fields that no line divides are one.
fn fields(frame: &Frame, rows: usize, cols: usize) -> Vec<Cell> {
    let (xs, ys) = (&frame.xs, &frame.ys);
    let mut taken = vec![false; rows * cols];
    let mut cells = Vec::new();
    for row in 0..rows {
        for col in 0..cols {
            if taken[row * cols + col] {
                continue;
            }
            let open_right = |row: usize, col: usize| !frame.has_standing(xs[col + 1], ys[row], ys[row + 1]);
            let open_below = |row: usize, col: usize| !frame.has_lying(ys[row + 1], xs[col], xs[col + 1]);
            let mut col_end = col;
            while col_end + 1 < cols && !taken[row * cols + col_end + 1] && open_right(row, col_end) {
                col_end += 1;
            }
            let mut row_end = row;
            while row_end + 1 < rows
                && (col..=col_end).all(|c| open_below(row_end, c) && !taken[(row_end + 1) * cols + c])
                && (col..col_end).all(|c| open_right(row_end + 1, c))
            {
                row_end += 1;
            }
            for r in row..=row_end {
                taken[r * cols + col..=r * cols + col_end].fill(true);
            }
            let frame = Some(Rect::new(xs[col], ys[row], xs[col_end + 1], ys[row_end + 1]));
            cells.push(Cell { row, col, row_end, col_end, words: Vec::new(), frame });
        }
    }
    cells
}

/// Puts the words into the cells in which their centres lie; `false` when too many lie across lines.
fn fill(sheet: &Sheet<'_>, frame: &Frame, cells: &mut [Cell]) -> bool {
    let cols = frame.xs.len() - 1;
    let mut at_field = vec![0usize; (frame.ys.len() - 1) * cols];
    for (index, cell) in cells.iter().enumerate() {
        for row in cell.row..=cell.row_end {
            at_field[row * cols + cell.col..=row * cols + cell.col_end].fill(index);
        }
    }
    let (mut inside, mut crossing) = (0, 0);
    for (at, word) in sheet.page.words.iter().enumerate() {
        let (x, y) = (word.bbox.center_x(), word.bbox.center_y());
        let (Some(row), Some(col)) = (band(&frame.ys, y), band(&frame.xs, x)) else { continue };
        let Some(cell) = cells.get_mut(at_field[row * cols + col]) else { continue };
        inside += 1;
        let slack = 0.4 * word.bbox.height();
        let crosses = cell.frame.is_some_and(|f| word.bbox.x0 < f.x0 - slack || word.bbox.x1 > f.x1 + slack);
        crossing += usize::from(crosses);
        cell.words.push(at as u32);
    }
    crossing as f32 <= MAX_CROSSING * inside as f32 && inside > 0
}

/// Between which two levels a place lies.
fn band(levels: &[f32], at: f32) -> Option<usize> {
    let after = levels.partition_point(|&level| level <= at);
    (after > 0 && after < levels.len()).then(|| after - 1)
}

/// Takes away titles at the top and notes at the bottom: rows of one cell with a sentence in it.
fn trim(sheet: &Sheet<'_>, grid: &mut Grid, cols: usize) {
    let is_title = |cell: &Cell| {
        let text = sheet.text(&cell.words).to_lowercase();
        cell.words.len() > MAX_TITLE_WORDS
            || ["table", "exhibit", "note", "source", "figure", "tabelle", "quelle"]
                .iter()
                .any(|w| text.starts_with(w))
    };
    loop {
        let Some(first) = grid.cells.iter().map(|cell| cell.row).min() else { return };
        let Some(last) = grid.cells.iter().map(|cell| cell.row_end).max() else { return };
        let goes = |cell: &Cell, row: usize| {
            cell.row <= row
                && row <= cell.row_end
                && cell.col_end - cell.col + 1 >= cols
                && (cell.words.is_empty() || is_title(cell))
        };
        let before = grid.cells.len();
        grid.cells.retain(|cell| !goes(cell, first) && !goes(cell, last));
        if grid.cells.len() == before {
            return;
        }
    }
}

/// The lines of text in a cell, as chunks.
fn lines_in(sheet: &Sheet<'_>, cell: &Cell) -> Vec<TextRow> {
    let mut sorted = cell.words.clone();
    sorted.sort_unstable();
    sheet.rows(|at, _| sorted.binary_search(&at).is_ok())
}

/// Divides cells over several columns whose chunks each lie in one: only the names of the columns have lines there.
fn split_spans(sheet: &Sheet<'_>, grid: &mut Grid, frame: &Frame) {
    let mut cells = Vec::with_capacity(grid.cells.len());
    for cell in grid.cells.drain(..) {
        match spread(sheet, &cell, frame) {
            Some(parts) => cells.extend(parts),
            None => cells.push(cell),
        }
    }
    grid.cells = cells;
}

/// The parts of a cell over several columns; `None` when a chunk of it lies across a line.
fn spread(sheet: &Sheet<'_>, cell: &Cell, frame: &Frame) -> Option<Vec<Cell>> {
    if cell.col == cell.col_end || cell.words.is_empty() {
        return None;
    }
    let sides = frame.frame_sides(cell.col, cell.col_end);
    let mut parts: Vec<Cell> = (cell.col..=cell.col_end)
        .map(|col| Cell {
            row: cell.row,
            row_end: cell.row_end,
            col,
            col_end: col,
            words: Vec::new(),
            frame: frame.field(cell, col),
        })
        .collect();
    let mut several = false;
    for row in lines_in(sheet, cell) {
        several |= row.chunks.len() > 1;
        for chunk in row.chunks {
            let at = band(sides, chunk.bbox.center_x())?;
            let inside = sides[at] - 2.0 <= chunk.bbox.x0 && chunk.bbox.x1 <= sides[at + 1] + 2.0;
            parts.get_mut(at).filter(|_| inside)?.words.extend(chunk.words);
        }
    }
    several.then_some(parts)
}

/// Divides rows of the frame that hold several rows of text: those in whose columns values stand one above another.
fn split_rows(sheet: &Sheet<'_>, grid: &mut Grid, frame: &Frame) {
    let rows = frame.ys.len() - 1;
    let mut shift = 0;
    let mut divided = Vec::new();
    let mut starts = Vec::with_capacity(rows + 1);
    for row in 0..rows {
        starts.push(row + shift);
        let members: Vec<&Cell> = grid.cells.iter().filter(|c| c.row == row && c.row_end == row).collect();
        let levels = text_levels(sheet, &members);
        shift += levels.len().saturating_sub(1);
        divided.push(levels);
    }
    starts.push(rows + shift);
    if shift == 0 {
        return;
    }
    let mut cells = Vec::new();
    for cell in grid.cells.drain(..) {
        let levels = divided.get(cell.row).filter(|levels| cell.row == cell.row_end && levels.len() > 1);
        let Some(levels) = levels else {
            cells.push(Cell { row: starts[cell.row], row_end: starts[cell.row_end + 1] - 1, ..cell });
            continue;
        };
        for (at, pair) in levels.iter().enumerate() {
            let until = levels.get(at + 1).copied().unwrap_or(f32::INFINITY);
            let from = if at == 0 { f32::NEG_INFINITY } else { *pair };
            let words = cell.words.iter().copied().filter(|&word| {
                sheet.word(word).is_some_and(|word| (from..until).contains(&word.bbox.center_y()))
            });
            let place = starts[cell.row] + at;
            let frame = cell.frame.map(|f| Rect { y0: from.max(f.y0), y1: until.min(f.y1), ..f });
            cells.push(Cell { row: place, row_end: place, words: words.collect(), frame, ..cell });
        }
    }
    grid.cells = cells;
}

/// Where the rows of text in one row of cells begin; at most one level when they are wrapped text.
fn text_levels(sheet: &Sheet<'_>, cells: &[&Cell]) -> Vec<f32> {
    let texts: Vec<Vec<TextRow>> = cells.iter().map(|cell| lines_in(sheet, cell)).collect();
    let is_values = |rows: &&Vec<TextRow>| {
        rows.len() >= 2 && rows.iter().all(|row| row.chunks.iter().all(|chunk| sheet.is_figure(&chunk.words)))
    };
    let all: Vec<u32> = cells.iter().flat_map(|cell| cell.words.iter().copied()).collect();
    let whole = Cell { row: 0, col: 0, row_end: 0, col_end: 0, words: all, frame: None };
    let lines = lines_in(sheet, &whole);
    // The column of values with the most lines says where rows are; labels beside it may be wrapped.
    let leader = texts.iter().filter(is_values).map(Vec::len).max().unwrap_or(usize::MAX);
    if texts.iter().filter(|rows| rows.len() >= leader).count() >= 2 {
        return lines.iter().map(|row| row.bbox.y0 - 0.5).collect();
    }
    blank_bands(sheet, &texts, &lines)
}

/// Where rows begin that a blank band sets off and a label begins.
fn blank_bands(sheet: &Sheet<'_>, texts: &[Vec<TextRow>], lines: &[TextRow]) -> Vec<f32> {
    let Some(labels) = texts.first().filter(|labels| labels.len() > 1) else { return Vec::new() };
    let Some(first) = lines.first() else { return Vec::new() };
    let mut starts = vec![first.bbox.y0 - 0.5];
    for pair in lines.windows(2) {
        let [above, below] = pair else { continue };
        let (above, below) = (above.bbox, below.bbox);
        let begins =
            labels.iter().any(|label| (label.bbox.center_y() - below.center_y()).abs() < 0.5 * sheet.em);
        if begins && below.y0 - above.y1 > BLANK_BAND * sheet.em {
            starts.push(below.y0 - 0.5);
        }
    }
    starts
}

/// Divides columns of the frame that hold several columns of text.
fn split_columns(sheet: &Sheet<'_>, grid: &mut Grid, frame: &Frame) {
    let cols = frame.xs.len() - 1;
    let mut starts = Vec::with_capacity(cols + 1);
    let mut divided: Vec<Vec<Column>> = Vec::new();
    let mut shift = 0;
    for col in 0..cols {
        starts.push(col + shift);
        let members =
            grid.cells.iter().filter(|cell| cell.col == col && cell.col_end == col && !cell.words.is_empty());
        let texts: Vec<Vec<TextRow>> = members.map(|cell| lines_in(sheet, cell)).collect();
        let several = texts.iter().filter(|rows| rows.iter().any(|row| row.chunks.len() > 1)).count();
        let found = if 2 * several > texts.len() && several >= 2 {
            let rows: Vec<TextRow> = texts.into_iter().flatten().collect();
            Some(columns(sheet, &rows)).filter(|found| hold_values(sheet, &rows, found)).unwrap_or_default()
        } else {
            Vec::new()
        };
        shift += found.len().saturating_sub(1);
        divided.push(found);
    }
    starts.push(cols + shift);
    if shift == 0 {
        return;
    }
    let mut cells = Vec::new();
    for cell in grid.cells.drain(..) {
        let within = divided.get(cell.col).filter(|found| cell.col == cell.col_end && found.len() > 1);
        let Some(found) = within else {
            cells.push(Cell { col: starts[cell.col], col_end: starts[cell.col_end + 1] - 1, ..cell });
            continue;
        };
        let mut parts: Vec<Cell> = Vec::new();
        for chunk in lines_in(sheet, &cell).into_iter().flat_map(|row| row.chunks) {
            let (first, last) = super::columns::place(found, chunk.bbox);
            let (col, col_end) = (starts[cell.col] + first, starts[cell.col] + last);
            match parts.iter_mut().find(|part| part.col <= col_end && col <= part.col_end) {
                Some(part) => {
                    part.words.extend(chunk.words);
                    (part.col, part.col_end) = (part.col.min(col), part.col_end.max(col_end));
                }
                None => parts.push(Cell { col, col_end, words: chunk.words, ..cell }),
            }
        }
        cells.extend(parts);
    }
    grid.cells = cells;
}

/// Whether most of what stands behind the first column are values; gaps in justified text make columns of words.
fn hold_values(sheet: &Sheet<'_>, rows: &[TextRow], found: &[Column]) -> bool {
    let behind = || {
        let chunks = rows.iter().flat_map(|row| &row.chunks);
        chunks.filter(|chunk| super::columns::place(found, chunk.bbox).0 > 0)
    };
    5 * behind().filter(|chunk| sheet.is_value(&chunk.words)).count() >= 3 * behind().count()
}

/// Rows at the top without a value outside the first column, and at least one where values follow.
pub(super) fn header_rows(sheet: &Sheet<'_>, grid: &Grid) -> usize {
    let (rows, _) = grid.shape();
    let has_value = |row: usize| {
        grid.cells.iter().any(|cell| cell.row == row && cell.col > 0 && sheet.is_value(&cell.words))
    };
    let first = (0..rows).find(|&row| has_value(row)).unwrap_or(1);
    first.clamp(usize::from(rows > 1), rows.saturating_sub(1).max(usize::from(rows > 1)))
}
