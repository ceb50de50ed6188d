//! A table before it leaves: cells with places in rows and columns.

use perigee_model::{Rect, Table, TableCell};

use super::sheet::Sheet;

/// A cell of a [`Grid`].
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub row: usize,
    pub col: usize,
    pub row_end: usize,
    pub col_end: usize,
    pub words: Vec<u32>,
    /// Its frame where one is drawn.
    pub frame: Option<Rect>,
}

/// Cells in rows and columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    pub cells: Vec<Cell>,
    /// Rows at the top that name the columns.
    pub header_rows: usize,
}

impl Grid {
    /// Rows and columns.
    pub(super) fn shape(&self) -> (usize, usize) {
        let rows = self.cells.iter().map(|cell| cell.row_end + 1).max().unwrap_or(0);
        let cols = self.cells.iter().map(|cell| cell.col_end + 1).max().unwrap_or(0);
        (rows, cols)
    }

    /// Without empty cells, and without rows and columns that hold nothing.
    pub(super) fn compact(mut self) -> Self {
        self.cells.retain(|cell| !cell.words.is_empty());
        let (rows, cols) = self.shape();
        let new_rows = used(rows, self.cells.iter().map(|cell| (cell.row, cell.row_end)));
        let new_cols = used(cols, self.cells.iter().map(|cell| (cell.col, cell.col_end)));
        let at = |places: &[usize], place: usize| places.get(place).copied().unwrap_or(0);
        self.header_rows = at(&new_rows, self.header_rows);
        for cell in &mut self.cells {
            (cell.row, cell.row_end) = (at(&new_rows, cell.row), at(&new_rows, cell.row_end + 1) - 1);
            (cell.col, cell.col_end) = (at(&new_cols, cell.col), at(&new_cols, cell.col_end + 1) - 1);
        }
        self.cells.sort_by_key(|cell| (cell.row, cell.col));
        self
    }

    /// The table as it leaves.
    pub(super) fn into_table(self, sheet: &Sheet<'_>, frame: Option<Rect>) -> Option<Table> {
        let cells: Vec<TableCell> =
            self.cells.into_iter().filter_map(|cell| table_cell(sheet, cell)).collect();
        let around = Rect::around(cells.iter().map(|cell| cell.bbox))?;
        Some(Table {
            page: sheet.page.number,
            bbox: frame.unwrap_or(around),
            cells,
            header_rows: self.header_rows as u32,
            continues: false,
        })
    }
}

fn table_cell(sheet: &Sheet<'_>, cell: Cell) -> Option<TableCell> {
    let words = Rect::around(cell.words.iter().filter_map(|&at| sheet.word(at)).map(|word| word.bbox))?;
    Some(TableCell {
        row: cell.row as u32,
        col: cell.col as u32,
        row_end: cell.row_end as u32,
        col_end: cell.col_end as u32,
        text: sheet.text(&cell.words),
        bbox: cell.frame.unwrap_or(words),
        words: cell.words,
    })
}

/// For each place from 0 to `count`, how many places before it begin a cell: places where none does fall away.
fn used(count: usize, spans: impl Iterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut begins = vec![false; count + 1];
    for (first, _) in spans {
        if let Some(place) = begins.get_mut(first) {
            *place = true;
        }
    }
    let mut before = 0;
    begins
        .into_iter()
        .map(|begins| {
            let here = before;
            before += usize::from(begins);
            here
        })
        .collect()
}
