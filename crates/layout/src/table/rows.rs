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
    let lines: Vec<Line> = rows.iter().map(|row| line(sheet, row, columns)).collect();
    let header = header_end(sheet, &lines, rules);
    let mut cells = header_cells(&lines[..header]);
    let header_rows = cells.iter().map(|cell| cell.row_end + 1).max().unwrap_or(0);
    body_cells(sheet, &lines[header..], rules, header_rows, &mut cells);
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

/// Divides a chunk whose words lie in several columns, each wholly in one.
fn divide(sheet: &Sheet<'_>, chunk: &Chunk, columns: &[Column]) -> Vec<Chunk> {
    let (first, last) = place(columns, chunk.bbox);
    if first == last {
        return vec![chunk.clone()];
    }
    let mut parts: Vec<(usize, Chunk)> = Vec::new();
    for &at in &chunk.words {
        let Some(word) = sheet.word(at) else { continue };
        let inside = columns.iter().position(|c| c.x0 - 1.0 <= word.bbox.x0 && word.bbox.x1 <= c.x1 + 1.0);
        let Some(column) = inside else { return vec![chunk.clone()] };
        match parts.last_mut().filter(|(last, _)| *last == column) {
            Some((_, part)) => {
                part.bbox = part.bbox.union(word.bbox);
                part.words.push(at);
            }
            None => parts.push((column, Chunk { bbox: word.bbox, words: vec![at] })),
        }
    }
    // Words of a name over several columns fall into some of them by chance; values fill all.
    let full = parts.len() == last - first + 1;
    let parts: Vec<Chunk> = parts.into_iter().map(|(_, part)| part).collect();
    let values = parts.iter().filter(|part| sheet.is_value(&part.words)).count();
    if full && 2 * values >= parts.len() { parts } else { vec![chunk.clone()] }
}

/// Behind the last row of the names of the columns.
fn header_end(sheet: &Sheet<'_>, lines: &[Line], rules: &[Rect]) -> usize {
    let has_value = |line: &Line| {
        line.cells.iter().any(|cell| {
            cell.col > 0
                && cell.col == cell.col_end
                && sheet.is_value(&cell.chunk.words)
                && !is_year(sheet, &cell.chunk.words)
        })
    };
    let first_values = lines.iter().position(has_value).unwrap_or(1).min(lines.len());
    // A line across the table under the names is the surest sign.
    let under = rules.iter().find_map(|rule| {
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

/// Rows of names: those over several columns have a row of their own, the others are joined column by column.
fn header_cells(lines: &[Line]) -> Vec<Cell> {
    let mut levels: Vec<Vec<&Line>> = vec![Vec::new()];
    for (at, line) in lines.iter().enumerate() {
        if let Some(level) = levels.last_mut() {
            level.push(line);
        }
        let spans = line.cells.iter().any(|cell| cell.col < cell.col_end);
        if spans && at + 1 < lines.len() {
            levels.push(Vec::new());
        }
    }
    let last = levels.len() - 1;
    let mut cells: Vec<Cell> = Vec::new();
    for (row, level) in levels.iter().enumerate() {
        for placed in level.iter().flat_map(|line| &line.cells) {
            // A name that nothing over several columns stands above goes on to the last row.
            let joined = cells.iter_mut().find(|cell| {
                cell.col == placed.col
                    && cell.col_end == placed.col_end
                    && (cell.row == row || cell.row_end == last && cell.row_end >= row)
            });
            match joined {
                Some(cell) => cell.words.extend(&placed.chunk.words),
                None => {
                    let spanning = placed.col < placed.col_end;
                    let free = !spanning
                        && !levels[row..].iter().flatten().flat_map(|line| &line.cells).any(|other| {
                            other.col < other.col_end
                                && other.col <= placed.col
                                && placed.col <= other.col_end
                        });
                    let row_end = if free { last } else { row };
                    cells.push(Cell {
                        row,
                        col: placed.col,
                        row_end,
                        col_end: placed.col_end,
                        words: placed.chunk.words.clone(),
                        frame: None,
                    });
                }
            }
        }
    }
    cells
}

/// Rows of values, each with the lines that are wrapped into it.
fn body_cells(sheet: &Sheet<'_>, lines: &[Line], rules: &[Rect], first_row: usize, cells: &mut Vec<Cell>) {
    let pitch = usual_pitch(lines);
    let between = |a: &Line, b: &Line| {
        rules.iter().any(|r| a.bbox.center_y() < r.center_y() && r.center_y() < b.bbox.center_y())
    };
    let divided = lines.windows(2).filter(|pair| between(&pair[0], &pair[1])).count();
    let by_rules = lines.len() > 2 && 3 * divided >= lines.len();
    let mut row = first_row;
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
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
    if !(fewer && goes_on) {
        return false;
    }
    let text = line.cells.first().map(|cell| sheet.text(&cell.chunk.words)).unwrap_or_default();
    let small = text.chars().next().is_some_and(char::is_lowercase);
    let label = line.is_label();
    let deeper = |a: &Line, b: &Line| {
        let x = |line: &Line| line.cells.first().map_or(0.0, |cell| cell.chunk.bbox.x0);
        x(b) - x(a)
    };
    let hanging = label
        && deeper(above, line) > 0.5 * sheet.em
        && next.is_none_or(|next| deeper(line, next) < 0.25 * sheet.em);
    small || step < NEAR * pitch || hanging || !label
}
