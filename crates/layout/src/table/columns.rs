//! Columns of a table from the chunks of its rows.

use perigee_model::Rect;

use super::sheet::{Sheet, TextRow};

/// Columns that a table may have; what has more is no table of words.
const MAX_COLUMNS: usize = 64;

/// Share of a word height by which chunks of neighbouring columns may lie over one another.
const SLACK: f32 = 0.15;

/// A column of a table without standing lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    pub x0: f32,
    pub x1: f32,
}

/// A column that is being found, with the rows that it has chunks in.
struct Draft {
    x0: f32,
    x1: f32,
    rows: Vec<usize>,
}

/// The columns of the rows, from left to right.
pub(super) fn columns(sheet: &Sheet<'_>, rows: &[TextRow]) -> Vec<Column> {
    let slack = SLACK * sheet.em;
    // The narrow chunks first: they are cells, while the wide ones may lie over several columns.
    let mut chunks: Vec<(usize, Rect)> = Vec::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.chunks.len() > 1) {
        chunks.extend(row.chunks.iter().map(|chunk| (at, chunk.bbox)));
    }
    chunks.sort_by(|a, b| a.1.width().total_cmp(&b.1.width()));
    let mut drafts: Vec<Draft> = Vec::new();
    for (row, bbox) in chunks {
        let over: Vec<usize> = (0..drafts.len()).filter(|&at| overlaps(&drafts[at], bbox, slack)).collect();
        match over.as_slice() {
            [] if drafts.len() >= MAX_COLUMNS => return Vec::new(),
            [] => drafts.push(Draft { x0: bbox.x0, x1: bbox.x1, rows: vec![row] }),
            [one] => drafts[*one].take(row, bbox),
            several => bridge(&mut drafts, several, row, bbox),
        }
    }
    drafts.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let drafts = melt(drafts);
    drafts.iter().map(|draft| Column { x0: draft.x0, x1: draft.x1 }).collect()
}

impl Draft {
    fn take(&mut self, row: usize, bbox: Rect) {
        self.x0 = self.x0.min(bbox.x0);
        self.x1 = self.x1.max(bbox.x1);
        self.rows.push(row);
    }
}

fn overlaps(draft: &Draft, bbox: Rect, slack: f32) -> bool {
    draft.x1.min(bbox.x1) - draft.x0.max(bbox.x0) > slack
}

/// A chunk over several columns melts those that no row has side by side; otherwise it is a cell that spans them.
fn bridge(drafts: &mut Vec<Draft>, over: &[usize], row: usize, bbox: Rect) {
    let mut over = over.to_vec();
    over.sort_by(|&a, &b| drafts[a].x0.total_cmp(&drafts[b].x0));
    let apart = over.windows(2).any(|pair| match pair {
        [a, b] => together(&drafts[*a], &drafts[*b]) > 0,
        _ => false,
    });
    if apart {
        return;
    }
    let mut whole = Draft { x0: bbox.x0, x1: bbox.x1, rows: vec![row] };
    over.sort_unstable();
    for at in over.into_iter().rev() {
        let draft = drafts.swap_remove(at);
        whole.x0 = whole.x0.min(draft.x0);
        whole.x1 = whole.x1.max(draft.x1);
        whole.rows.extend(draft.rows);
    }
    drafts.push(whole);
}

/// Rows in which both columns have a chunk.
fn together(a: &Draft, b: &Draft) -> usize {
    let mut rows = a.rows.clone();
    rows.sort_unstable();
    b.rows.iter().filter(|row| rows.binary_search(row).is_ok()).count()
}

/// Melts neighbours that no row has side by side: the name of a column may stand beside its values, not over them.
fn melt(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut melted: Vec<Draft> = Vec::new();
    for draft in drafts {
        match melted.last_mut() {
            Some(last) if together(last, &draft) == 0 && apart_in_rows(last, &draft) => {
                last.x1 = last.x1.max(draft.x1);
                last.rows.extend(draft.rows);
            }
            _ => melted.push(draft),
        }
    }
    melted
}

/// Whether one of the two has rows only above the other's.
fn apart_in_rows(a: &Draft, b: &Draft) -> bool {
    let range = |draft: &Draft| (draft.rows.iter().min().copied(), draft.rows.iter().max().copied());
    let ((a_first, a_last), (b_first, b_last)) = (range(a), range(b));
    a_last < b_first || b_last < a_first
}

/// The first and the last column that a chunk lies over.
pub(super) fn place(columns: &[Column], bbox: Rect) -> (usize, usize) {
    // A chunk belongs to a column when it covers a good part of it or lies in it for the most part.
    let share = |column: &Column| {
        let common = column.x1.min(bbox.x1) - column.x0.max(bbox.x0);
        let part = common / bbox.width().min(column.x1 - column.x0).max(0.1);
        if common > 0.0 { part } else { 0.0 }
    };
    let mut over = columns.iter().enumerate().filter(|(_, column)| share(column) > 0.5).map(|(at, _)| at);
    if let Some(first) = over.next() {
        return (first, over.next_back().unwrap_or(first));
    }
    let distance = |column: &Column| (bbox.center_x() - (column.x0 + column.x1) / 2.0).abs();
    let nearest = columns.iter().enumerate().min_by(|a, b| {
        let key = |column: &Column| (-share(column), distance(column));
        key(a.1).partial_cmp(&key(b.1)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let at = nearest.map_or(0, |(at, _)| at);
    (at, at)
}
