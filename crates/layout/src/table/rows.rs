//! Rows of text to rows of a table: names of columns over several rows, wrapped cells, cells over several columns.

use perigee_model::Rect;

use super::columns::{Column, place};
use super::grid::{Cell, Grid};
use super::sheet::{Chunk, Sheet, TextRow};

/// Rows that the names of the columns may take.
const MAX_HEADER_ROWS: usize = 9;

/// A wrapped line stands nearer to its row than this share of the usual distance of rows.
const NEAR: f32 = 0.85;

/// A chunk in its columns.
#[derive(Debug, Clone)]
struct Placed {
    col: usize,
    col_end: usize,
    chunk: Chunk,
}

/// Gap, in word heights, that is wider than a space: spaces are 0.25 to 0.28 em, a word is 0.97 em high.
const WIDE_SPACE: f32 = 0.33;

/// How far the middle of a name may lie from that of the columns it stands over, as a share of their width.
const OFF_CENTRE: f32 = 0.12;

/// How much farther, in word heights, the next row stands than the lines that belong to one.
const GROUP_MARGIN: f32 = 0.3;

/// A row of text in the columns.
struct Line {
    bbox: Rect,
    cells: Vec<Placed>,
}

impl Line {
    fn is_label(&self) -> bool {
        self.cells.iter().all(|cell| cell.col == 0)
    }
}

/// The grid of the rows; `rules` lie across the table.
pub(super) fn assemble(sheet: &Sheet<'_>, rows: &[TextRow], columns: &[Column], rules: &[Rect]) -> Grid {
    let mut lines: Vec<Line> = rows.iter().map(|row| line(sheet, row, columns)).collect();
    let header = header_end(sheet, &lines, rules);
    let (names, body) = lines.split_at_mut(header);
    names.iter_mut().for_each(|line| span_by_rules(sheet, line, columns));
    body.iter_mut().for_each(keep_label);
    let mut cells = header_cells(names);
    let header_rows = cells.iter().map(|cell| cell.row_end + 1).max().unwrap_or(0);
    body_cells(sheet, body, rules, header_rows, &mut cells);
    Grid { cells, header_rows }
}

fn line(sheet: &Sheet<'_>, row: &TextRow, columns: &[Column]) -> Line {
    let mut cells: Vec<Placed> = Vec::new();
    for chunk in &row.chunks {
        for part in divide(sheet, chunk, columns) {
            let (col, col_end) = place(columns, part.bbox);
            match cells.last_mut().filter(|last| col <= last.col_end) {
                Some(last) => {
                    last.chunk.bbox = last.chunk.bbox.union(part.bbox);
                    last.chunk.words.extend(part.words);
                    last.col_end = last.col_end.max(col_end);
                }
                None => cells.push(Placed { col, col_end, chunk: part }),
            }
        }
    }
    Line { bbox: row.bbox, cells }
}

/// A name with a line under it stands over all columns that the line does.
fn span_by_rules(sheet: &Sheet<'_>, line: &mut Line, columns: &[Column]) {
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return };
    let whole = last.x1 - first.x0;
    for placed in &mut line.cells {
        let name = placed.chunk.bbox;
        let under = sheet.lying.iter().filter(|rule| {
            (name.center_y()..name.y1 + sheet.em).contains(&rule.center_y())
                && rule.x0 <= name.x0 + 2.0
                && name.x1 - 2.0 <= rule.x1
                && rule.width() < 0.9 * whole
        });
        let Some(rule) = under.min_by(|a, b| a.y0.total_cmp(&b.y0)) else {
            if let Some((col, col_end)) = centred(columns, name) {
                (placed.col, placed.col_end) = (placed.col.min(col), placed.col_end.max(col_end));
            }
            continue;
        };
        let (col, col_end) = place(columns, *rule);
        if col <= placed.col && placed.col_end <= col_end {
            (placed.col, placed.col_end) = (col, col_end);
        }
    }
    let taken: Vec<(usize, usize)> = line.cells.iter().map(|cell| (cell.col, cell.col_end)).collect();
    if taken.windows(2).any(|pair| pair[0].1 >= pair[1].0) {
        line.cells.iter_mut().for_each(|cell| {
            (cell.col, cell.col_end) = place(columns, cell.chunk.bbox);
        });
    }
}

/// The columns that a name touches, if it stands in their middle.
fn centred(columns: &[Column], name: Rect) -> Option<(usize, usize)> {
    let touched = |column: &Column| name.x1.min(column.x1) - name.x0.max(column.x0) > 1.0;
    let (first, last) = (columns.iter().position(touched)?, columns.iter().rposition(touched)?);
    let (x0, x1) = (columns.get(first)?.x0, columns.get(last)?.x1);
    let off = (name.center_x() - (x0 + x1) / 2.0).abs();
    (first > 0 && first < last && off < OFF_CENTRE * (x1 - x0)).then_some((first, last))
}

/// A label alone on its row stays in the first column, however long it is.
fn keep_label(line: &mut Line) {
    if let [label] = line.cells.as_mut_slice()
        && label.col == 0
    {
        label.col_end = 0;
    }
}

/// Divides a chunk whose words lie in several columns.
fn divide(sheet: &Sheet<'_>, chunk: &Chunk, columns: &[Column]) -> Vec<Chunk> {
    let (first, last) = place(columns, chunk.bbox);
    if first == last {
        return vec![chunk.clone()];
    }
    let mut parts: Vec<(usize, Chunk)> = Vec::new();
    for &at in &chunk.words {
        let Some(word) = sheet.word(at) else { continue };
        let middle = |at: usize| (columns[at].x1 + columns[at + 1].x0) / 2.0;
        let column = (first..last).find(|&at| word.bbox.center_x() < middle(at)).unwrap_or(last);
        match parts.last_mut().filter(|(last, _)| *last == column) {
            Some((_, part)) => {
                part.bbox = part.bbox.union(word.bbox);
                part.words.push(at);
            }
            None => parts.push((column, Chunk { bbox: word.bbox, words: vec![at] })),
        }
    }
    // Words of a name over several columns fall into some of them by chance, a space apart.
    let full = parts.len() == last - first + 1;
    let parts: Vec<Chunk> = parts.into_iter().map(|(_, part)| part).collect();
    let numbers = parts.iter().filter(|part| sheet.is_value(&part.words)).count();
    let values = 4 * numbers >= 3 * parts.len();
    let apart = parts.windows(2).all(|pair| {
        pair[1].bbox.x0 - pair[0].bbox.x1 > if values { 0.0 } else { WIDE_SPACE * chunk.bbox.height() }
    });
    if full && apart { parts } else { vec![chunk.clone()] }
}

/// Behind the last row of the names of the columns.
fn header_end(sheet: &Sheet<'_>, lines: &[Line], rules: &[Rect]) -> usize {
    let has_value = |line: &Line| {
        line.cells.iter().any(|cell| {
            let words = &cell.chunk.words;
            cell.col > 0 && cell.col == cell.col_end && sheet.is_figure(words) && !is_year(sheet, words)
        })
    };
    let first_values = lines.iter().position(has_value).unwrap_or(1).min(lines.len());
    // A line across the table under the names is the surest sign.
    let under = rules.iter().rev().find_map(|rule| {
        let above = lines.iter().take_while(|line| line.bbox.center_y() < rule.center_y()).count();
        (above > 0 && above < lines.len() && above <= MAX_HEADER_ROWS && above <= first_values.max(1))
            .then_some(above)
    });
    let end = under.unwrap_or_else(|| {
        // Headings of groups stand between the names of the columns and the values.
        let mut end = first_values;
        while end > 1
            && lines[end - 1].is_label()
            && lines[end - 1].cells.len() == 1
            && lines[..end - 1].iter().any(|l| l.cells.len() > 1)
        {
            end -= 1;
        }
        end
    });
    end.min(lines.len().saturating_sub(1))
}

fn is_year(sheet: &Sheet<'_>, words: &[u32]) -> bool {
    let text = sheet.text(words);
    text.len() >= 4
        && text
            .get(..4)
            .and_then(|year| year.parse::<u32>().ok())
            .is_some_and(|year| (1900..2100).contains(&year))
        && text.chars().all(|c| c.is_ascii_digit() || "-–/".contains(c))
}

/// A name over several columns.
struct Spanner {
    cell: Cell,
    bbox: Rect,
}

impl Spanner {
    fn covers(&self, col: usize) -> bool {
        self.cell.col <= col && col <= self.cell.col_end
    }
}

/// Names of columns: what stands over several columns has rows of its own, and the lines of one name are joined.
fn header_cells(lines: &[Line]) -> Vec<Cell> {
    let spanners = spanners(lines);
    let mut cells: Vec<Cell> = spanners.iter().map(|spanner| spanner.cell.clone()).collect();
    let depth =
        |col: usize| spanners.iter().filter(|s| s.covers(col)).map(|s| s.cell.row + 1).max().unwrap_or(0);
    let mut names: Vec<Cell> = Vec::new();
    for placed in lines.iter().flat_map(|line| &line.cells).filter(|placed| placed.col == placed.col_end) {
        // What stands over a name of several columns is its first line.
        let below =
            spanners.iter().position(|s| s.covers(placed.col) && placed.chunk.bbox.center_y() < s.bbox.y0);
        if let Some(cell) = below.and_then(|at| cells.get_mut(at)) {
            cell.words.extend(&placed.chunk.words);
            continue;
        }
        match names.iter_mut().find(|name| name.col == placed.col) {
            Some(name) => name.words.extend(&placed.chunk.words),
            None => names.push(cell(depth(placed.col), placed)),
        }
    }
    let last = cells.iter().chain(&names).map(|cell| cell.row).max().unwrap_or(0);
    names.iter_mut().for_each(|name| name.row_end = last);
    cells.extend(names);
    cells.iter_mut().for_each(|cell| cell.words.sort_unstable());
    cells
}

fn cell(row: usize, placed: &Placed) -> Cell {
    let words = placed.chunk.words.clone();
    Cell { row, col: placed.col, row_end: row, col_end: placed.col_end, words, frame: None }
}

/// Names over several columns from top to bottom, the lines of one joined, each below those that it stands under.
fn spanners(lines: &[Line]) -> Vec<Spanner> {
    let mut spanners: Vec<Spanner> = Vec::new();
    for placed in lines.iter().flat_map(|line| &line.cells).filter(|placed| placed.col < placed.col_end) {
        let bbox = placed.chunk.bbox;
        let same = spanners.iter_mut().find(|spanner| {
            let near = bbox.y0 - spanner.bbox.y1 < 0.5 * bbox.height();
            near && spanner.cell.col == placed.col && spanner.cell.col_end == placed.col_end
        });
        match same {
            Some(spanner) => {
                spanner.cell.words.extend(&placed.chunk.words);
                spanner.bbox = spanner.bbox.union(bbox);
            }
            None => {
                let above =
                    spanners.iter().filter(|s| s.cell.col <= placed.col_end && placed.col <= s.cell.col_end);
                let row = above.map(|s| s.cell.row + 1).max().unwrap_or(0);
                spanners.push(Spanner { cell: cell(row, placed), bbox });
            }
        }
    }
    spanners
}

/// Rows of values, each with the lines that are wrapped into it.
fn body_cells(sheet: &Sheet<'_>, lines: &[Line], rules: &[Rect], first_row: usize, cells: &mut Vec<Cell>) {
    let pitch = usual_pitch(lines);
    let between = |a: &Line, b: &Line| {
        rules.iter().any(|r| a.bbox.center_y() < r.center_y() && r.center_y() < b.bbox.center_y())
    };
    let divided = lines.windows(2).filter(|pair| between(&pair[0], &pair[1])).count();
    let by_rules = lines.len() > 2 && 3 * divided >= lines.len();
    let grouped = if by_rules { vec![false; lines.len()] } else { grouped(sheet, lines) };
    let mut row = first_row;
    for (at, line) in lines.iter().enumerate() {
        if at > 0 && !grouped[at] {
            let above = &lines[at - 1];
            let wrapped = if by_rules {
                !between(above, line)
            } else {
                !between(above, line) && is_wrapped(sheet, above, line, lines.get(at + 1), pitch)
            };
            row += usize::from(!wrapped);
        }
        for placed in &line.cells {
            let joined = cells
                .iter_mut()
                .find(|cell| cell.row == row && cell.col <= placed.col_end && placed.col <= cell.col_end);
            match joined {
                Some(cell) => {
                    cell.words.extend(&placed.chunk.words);
                    (cell.col, cell.col_end) = (cell.col.min(placed.col), cell.col_end.max(placed.col_end));
                }
                None => cells.push(Cell {
                    row,
                    col: placed.col,
                    row_end: row,
                    col_end: placed.col_end,
                    words: placed.chunk.words.clone(),
                    frame: None,
                }),
            }
        }
    }
}

/// Which lines go on with a row of values above, because they stand nearer to it than to the next such row.
fn grouped(sheet: &Sheet<'_>, lines: &[Line]) -> Vec<bool> {
    let mut grouped = vec![false; lines.len()];
    let most = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let full: Vec<usize> = (0..lines.len()).filter(|&at| 2 * lines[at].cells.len() > most).collect();
    let gap = |at: usize| lines[at].bbox.y0 - lines[at - 1].bbox.y1;
    let mut usual = f32::NEG_INFINITY;
    for (place, &from) in full.iter().enumerate() {
        let next = full.get(place + 1).copied();
        let until = next.unwrap_or(lines.len());
        // Labels alone may be headings of what follows.
        if lines[from + 1..until].iter().all(Line::is_label) {
            continue;
        }
        let inside = (from + 1..until).map(gap).fold(f32::NEG_INFINITY, f32::max);
        let belongs = match next {
            Some(next) => inside + GROUP_MARGIN * sheet.em < gap(next),
            None => inside <= usual,
        };
        if belongs {
            usual = usual.max(inside);
            grouped[from + 1..until].fill(true);
        }
    }
    grouped
}

/// The usual distance from row to row.
fn usual_pitch(lines: &[Line]) -> f32 {
    let mut steps: Vec<f32> = lines.windows(2).map(|pair| pair[1].bbox.y1 - pair[0].bbox.y1).collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(0.0)
}

/// Whether a line goes on with the row above.
fn is_wrapped(sheet: &Sheet<'_>, above: &Line, line: &Line, next: Option<&Line>, pitch: f32) -> bool {
    let step = line.bbox.y1 - above.bbox.y1;
    let fewer = line.cells.len() < above.cells.len();
    let goes_on = line
        .cells
        .iter()
        .all(|cell| above.cells.iter().any(|up| up.col == cell.col && !sheet.is_value(&cell.chunk.words)));
    let text = line.cells.first().map(|cell| sheet.text(&cell.chunk.words)).unwrap_or_default();
    let small = text.chars().next().is_some_and(char::is_lowercase);
    let label = line.is_label();
    let second = label && small && step < 1.2 * pitch;
    if !goes_on || !(fewer || second) {
        return false;
    }
    let deeper = |a: &Line, b: &Line| {
        let x = |line: &Line| line.cells.first().map_or(0.0, |cell| cell.chunk.bbox.x0);
        x(b) - x(a)
    };
    let hanging = label
        && deeper(above, line) > 0.5 * sheet.em
        && next.is_none_or(|next| deeper(line, next) < 0.25 * sheet.em);
    small || step < NEAR * pitch || hanging || !label
}
