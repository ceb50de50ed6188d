//! Tables without a frame: rows of text whose chunks stand in columns.

use perigee_model::Rect;

use super::alike::{MIN_ALIKE, MIN_NAMES, TOP_ROWS, is_alike, stands_under};
use super::columns::{Column, columns, place};
use super::grid::Grid;
use super::refused::{is_chart, is_contents};
use super::rows::assemble;
use super::sheet::{Sheet, TextRow};

/// Distance between rows, in word heights, that ends a table.
const MAX_DISTANCE: f32 = 2.6;

/// The same where a line across both rows stands between them.
const MAX_RULED_DISTANCE: f32 = 5.0;

/// How far, in word heights, a table may go on after text that is not in its columns: the description of an item.
const RESUME_REACH: f32 = 24.0;

/// Rows before that are looked at when a table may go on.
const MODELS: usize = 3;

/// Values of a single row under names.
const MIN_SINGLE_VALUES: usize = 3;

/// Rows of one chunk that may stand between rows of several: headings of groups, wrapped labels.
const MAX_SINGLE: usize = 3;

/// Words in a row's average chunk from which the row is running text.
const PROSE_WORDS: f32 = 4.0;

/// Share of the page's width from which a chunk alone on its row is running text.
const PROSE_WIDTH: f32 = 0.5;

/// Share of the places in rows and columns that must hold text.
const MIN_FILLED: f32 = 0.45;

/// Share of a column's cells that must be values for it to be one of values.
const VALUE_SHARE: f32 = 0.6;

/// How far above the first row of values, in word heights, the line over the names of the columns may stand.
const HEADER_REACH: f32 = 12.0;

/// How far below the last row the line under a table may stand.
const FOOT_REACH: f32 = 3.0;

/// What a row may be in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Cells,
    Single,
    Prose,
}

/// The tables outside the places that are taken, with their boxes; `names` are those of columns at the foot of the page
/// before, whose rows may begin this one.
pub(super) fn find(sheet: &Sheet<'_>, taken: &[Rect], names: &[Rect]) -> Vec<(Grid, Rect)> {
    let is_taken = |bbox: Rect| {
        let (x, y) = (bbox.center_x(), bbox.center_y());
        taken.iter().any(|t| t.x0 <= x && x <= t.x1 && t.y0 <= y && y <= t.y1)
    };
    let rows = sheet.rows(|_, bbox| !is_taken(bbox) && bbox.height() < 4.0 * sheet.em);
    let kinds: Vec<Kind> = rows.iter().map(|row| kind(sheet, row)).collect();
    let mut end = 0;
    let mut found = Vec::new();
    while let Some(block) = next_block(sheet, &rows, &kinds, end) {
        let from = end;
        end = block.1;
        let is_named =
            block.0 < TOP_ROWS && rows.get(block.0).is_some_and(|row| stands_under(sheet, row, names));
        if let Some((grid, bbox, last)) = read(sheet, &rows, &kinds, from, block, is_named) {
            end = end.max(last);
            found.push((grid, bbox));
        }
    }
    found
}

fn kind(sheet: &Sheet<'_>, row: &TextRow) -> Kind {
    let words: usize = row.chunks.iter().map(|chunk| chunk.words.len()).sum();
    let per_chunk = words as f32 / row.chunks.len().max(1) as f32;
    match row.chunks.len() {
        0 | 1 if row.bbox.width() > PROSE_WIDTH * sheet.page.width || words > 9 => Kind::Prose,
        0 | 1 => Kind::Single,
        2 if is_marker(sheet, row) => Kind::Prose,
        2 | 3 if per_chunk > PROSE_WORDS && !ends_in_values(sheet, row) => Kind::Prose,
        _ => Kind::Cells,
    }
}

/// Whether the last chunk is a value.
fn ends_in_values(sheet: &Sheet<'_>, row: &TextRow) -> bool {
    row.chunks.last().is_some_and(|chunk| sheet.is_value(&chunk.words))
}

/// A bullet or a number in front of a sentence.
fn is_marker(sheet: &Sheet<'_>, row: &TextRow) -> bool {
    let [first, second] = row.chunks.as_slice() else { return false };
    let text = sheet.text(&first.words);
    let short = text.chars().count() <= 4 && text.split(' ').count() == 1;
    let mark = !text.chars().any(char::is_alphanumeric) || text.ends_with(['.', ')']);
    short && mark && second.words.len() >= 2 && !sheet.is_value(&second.words)
}

/// The next run of rows with several chunks, from its first to behind its last.
fn next_block(sheet: &Sheet<'_>, rows: &[TextRow], kinds: &[Kind], from: usize) -> Option<(usize, usize)> {
    let start = (from..rows.len()).find(|&at| kinds[at] == Kind::Cells)?;
    let mut end = start + 1;
    let mut at = end;
    let mut singles = 0;
    while at < rows.len() {
        let distance = rows[at].bbox.y0 - rows[at - 1].bbox.y1;
        let reach =
            if is_ruled_off(sheet, &rows[at - 1], &rows[at]) { MAX_RULED_DISTANCE } else { MAX_DISTANCE };
        singles = if kinds[at] == Kind::Single { singles + 1 } else { 0 };
        if distance > reach * sheet.em || kinds[at] == Kind::Prose || singles > MAX_SINGLE {
            match resumed(sheet, rows, (start, end)) {
                Some(next) => (at, singles) = (next, 0),
                None => break,
            }
        }
        if kinds[at] == Kind::Cells {
            end = at + 1;
        }
        at += 1;
    }
    let length = repeated_head(sheet, &rows[start..end]).unwrap_or(end - start);
    Some((start, start + length))
}

/// The row with which a table goes on after descriptions or blank space: values that stand as those before.
fn resumed(sheet: &Sheet<'_>, rows: &[TextRow], (start, end): (usize, usize)) -> Option<usize> {
    let last = rows.get(end - 1)?.bbox.y1;
    let models = || rows[start..end].iter().rev().filter(|row| row.chunks.len() >= MIN_ALIKE).take(MODELS);
    // A description may fall into a few chunks of its own.
    let most = models().map(|model| model.chunks.len()).max()?;
    for (at, row) in rows.iter().enumerate().skip(end) {
        if row.bbox.y0 - last > RESUME_REACH * sheet.em {
            return None;
        }
        let figures = row.chunks.iter().filter(|chunk| sheet.is_value(&chunk.words)).count();
        if row.chunks.len() >= MIN_ALIKE && 3 * row.chunks.len() >= 2 * most {
            return (figures >= 2 && models().any(|model| is_alike(sheet, model, row))).then_some(at);
        }
    }
    None
}

/// Whether a line stands between the rows and across most of both.
fn is_ruled_off(sheet: &Sheet<'_>, above: &TextRow, below: &TextRow) -> bool {
    let both = above.bbox.union(below.bbox);
    sheet.lying.iter().any(|rule| {
        above.bbox.center_y() < rule.center_y()
            && rule.center_y() < below.bbox.center_y()
            && rule.x1.min(both.x1) - rule.x0.max(both.x0) > 0.6 * both.width()
    })
}

/// Reads a block as a table, with the rows of its head and foot.
fn read(
    sheet: &Sheet<'_>,
    rows: &[TextRow],
    kinds: &[Kind],
    from: usize,
    (start, end): (usize, usize),
    is_named: bool,
) -> Option<(Grid, Rect, usize)> {
    let body = &rows[start..end];
    let found = columns(sheet, body);
    let block = Rect::around(body.iter().map(|row| row.bbox))?;
    let rules = rules_across(sheet, block);
    let is_read = is_named || is_table(sheet, body, &found, rules.len() > 1);
    if found.len() < 2 || !is_read || is_chart(sheet, block) {
        return None;
    }
    let first = head(sheet, rows, kinds, from, start, &found, &rules);
    let last = foot(sheet, rows, end, block, &rules);
    let members = &rows[first..last];
    let bbox = Rect::around(members.iter().map(|row| row.bbox))?;
    let grid = assemble(sheet, members, &found, &rules).compact();
    let (rows, cols) = grid.shape();
    ((rows >= 2 || is_named) && cols >= 2).then_some((grid, bbox, last))
}

/// Where the names of the columns come once more and another table begins: a row that a line follows as it does the
/// first, with the same label in front.
fn repeated_head(sheet: &Sheet<'_>, rows: &[TextRow]) -> Option<usize> {
    let followed = |at: usize| rows.get(at + 1).is_some_and(|below| is_ruled_off(sheet, &rows[at], below));
    let head = (0..rows.len().min(6)).find(|&at| followed(at) && rows[at].chunks.len() > 1)?;
    let label = |row: &TextRow| row.chunks.first().map(|chunk| sheet.text(&chunk.words));
    let again = (head + 2..rows.len())
        .find(|&at| followed(at) && rows[at].chunks.len() > 1 && label(&rows[at]) == label(&rows[head]))?;
    // What stands over several of its columns has fewer chunks than a row of values.
    let full = rows[again].chunks.len();
    let above = (head + 1..again).rev().take_while(|&at| 2 * rows[at].chunks.len() < full).count();
    Some(again - above)
}

/// Lying lines over most of the block's width, from top to bottom.
fn rules_across(sheet: &Sheet<'_>, block: Rect) -> Vec<Rect> {
    let reach = HEADER_REACH * sheet.em;
    let mut rules: Vec<Rect> = sheet
        .lying
        .iter()
        .copied()
        .filter(|rule| block.y0 - reach <= rule.y0 && rule.y1 <= block.y1 + reach)
        .filter(|rule| rule.x1.min(block.x1) - rule.x0.max(block.x0) > 0.6 * block.width())
        .collect();
    rules.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    rules
}

/// Whether the rows look like those of a table rather than of a form, a list or running text in columns.
fn is_table(sheet: &Sheet<'_>, rows: &[TextRow], found: &[Column], ruled: bool) -> bool {
    let several: Vec<&TextRow> = rows.iter().filter(|row| row.chunks.len() > 1).collect();
    // The names of many columns with one row of values under them are a table, as that of an invoice of one item.
    let named = found.len() >= MIN_NAMES
        && several.first().is_some_and(|names| {
            names.chunks.len() >= MIN_NAMES && !names.chunks.iter().any(|chunk| sheet.is_figure(&chunk.words))
        });
    let enough = if ruled || named { 2 } else { 3 };
    if several.len() < enough {
        return false;
    }
    let (mut filled, mut values, mut colons) = (vec![0usize; found.len()], vec![0usize; found.len()], 0);
    for row in &several {
        for chunk in &row.chunks {
            let (first, last) = place(found, chunk.bbox);
            filled[first..=last].iter_mut().for_each(|count| *count += 1);
            values[first] += usize::from(sheet.is_value(&chunk.words));
        }
        colons += usize::from(row.chunks.first().is_some_and(|c| sheet.text(&c.words).ends_with(':')));
    }
    let share = filled.iter().sum::<usize>() as f32 / (several.len() * found.len()) as f32;
    let is_of_values = |&at: &usize| values[at] as f32 >= VALUE_SHARE * filled[at] as f32 && filled[at] > 1;
    // Under the names of many columns a single row of values is enough; the names themselves are none.
    let is_single_row = named
        && several.iter().skip(1).any(|row| {
            let figures = row.chunks.iter().filter(|chunk| sheet.is_value(&chunk.words)).count();
            row.chunks.len() >= MIN_NAMES && figures >= MIN_SINGLE_VALUES
        });
    let of_values = (1..found.len()).filter(is_of_values).count() + usize::from(is_single_row);
    let form = found.len() == 2 && 2 * colons > several.len();
    share >= MIN_FILLED
        && !form
        && (of_values > 0 || (ruled && found.len() > 2))
        && !is_contents(sheet, &several, found)
}

/// The first row of the table: the names of the columns stand above the first row of values.
fn head(
    sheet: &Sheet<'_>,
    rows: &[TextRow],
    kinds: &[Kind],
    from: usize,
    start: usize,
    found: &[Column],
    rules: &[Rect],
) -> usize {
    let (left, right) = (found[0].x0, found[found.len() - 1].x1);
    let between = |upper: &TextRow, lower: &TextRow| {
        rules.iter().any(|r| upper.bbox.center_y() < r.center_y() && r.center_y() < lower.bbox.center_y())
    };
    // A line above running text belongs to something else.
    let text = (from..start).rev().find(|&at| kinds[at] == Kind::Prose && rows[at].chunks.len() < 2);
    let limit = text.map_or(f32::NEG_INFINITY, |at| rows[at].bbox.center_y());
    let below_rule = |at: usize| {
        rules.iter().any(|rule| limit < rule.center_y() && rule.center_y() < rows[at].bbox.center_y())
    };
    let mut first = start;
    for at in (from..start).rev() {
        let row = &rows[at];
        let distance = rows[at + 1].bbox.y0 - row.bbox.y1;
        let alone = row.chunks.len() < 2;
        if below_rule(at) {
            if kinds[at] == Kind::Prose && alone || distance > MAX_DISTANCE * sheet.em {
                break;
            }
        } else {
            let inside = row.chunks.iter().all(|chunk| {
                chunk.bbox.x0 > left - sheet.em
                    && chunk.bbox.x1 < right + sheet.em
                    && !is_over_first(chunk.bbox, found)
            });
            let title = alone && between(row, &rows[at + 1]);
            if distance > 0.9 * sheet.em || kinds[at] == Kind::Prose || !inside || title {
                break;
            }
        }
        first = at;
    }
    // What stands alone above a line across the table is its title.
    let title = |at: usize| rows[at].chunks.len() < 2 && between(&rows[at], &rows[at + 1]) && !below_rule(at);
    (first..start.min(first + 3)).rev().find(|&at| title(at)).map_or(first, |at| at + 1)
}

/// Whether a chunk begins over the first column and reaches out of it: a title, not the name of a column.
fn is_over_first(bbox: Rect, found: &[Column]) -> bool {
    found.get(1).is_some_and(|second| bbox.x0 < found[0].x1 && bbox.x1 > second.x0)
}

/// Behind the last row of the table: what stands above the line at its foot belongs to it.
fn foot(sheet: &Sheet<'_>, rows: &[TextRow], end: usize, block: Rect, rules: &[Rect]) -> usize {
    let Some(rule) = rules.iter().rev().find(|rule| rule.y1 <= block.y1 + FOOT_REACH * sheet.em) else {
        return end;
    };
    (end..rows.len())
        .take_while(|&at| rows[at].bbox.center_y() < rule.center_y())
        .last()
        .map_or(end, |at| at + 1)
}
