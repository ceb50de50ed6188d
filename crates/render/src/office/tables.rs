//! Tables that are being read: a table may stand in a cell of another one.

use crate::flow::Flow;

/// Tables inside tables beyond this depth are read as text of the cell.
const MAX_DEPTH: usize = 16;

/// Cells that one attribute may ask for: "a thousand empty columns" is how sheets fill up their width.
const MAX_REPEATED: usize = 1_024;

/// The tables that are open.
#[derive(Debug, Default)]
pub(super) struct Tables(Vec<Table>);

#[derive(Debug, Default)]
struct Table {
    header_rows: usize,
    rows: Vec<Vec<String>>,
    /// Columns that the open cell covers beside its own.
    covered: usize,
    /// Tables that are open inside this one and are too deep to be one.
    flattened: usize,
}

impl Tables {
    /// Whether text belongs to a cell now.
    pub(super) fn are_open(&self) -> bool {
        !self.0.is_empty()
    }

    pub(super) fn open_table(&mut self) {
        let is_deep = self.0.len() >= MAX_DEPTH;
        match self.0.last_mut() {
            Some(table) if is_deep => table.flattened += 1,
            _ => self.0.push(Table::default()),
        }
    }

    pub(super) fn open_row(&mut self) {
        if let Some(table) = self.table() {
            table.rows.push(Vec::new());
        }
    }

    pub(super) fn open_cell(&mut self) {
        if let Some(row) = self.row() {
            row.push(String::new());
        }
    }

    /// The row that is open names the columns.
    pub(super) fn is_header(&mut self) {
        if let Some(table) = self.table() {
            // Only rows that follow each other from the first on are a header.
            if table.rows.len() == table.header_rows + 1 {
                table.header_rows += 1;
            }
        }
    }

    /// The open cell covers so many further columns, which are empty.
    pub(super) fn spans_after(&mut self, more: usize) {
        if let Some(table) = self.table() {
            table.covered = more.min(MAX_REPEATED);
        }
    }

    /// Ends a cell.
    pub(super) fn close_cell(&mut self) {
        let covered = self.table().map_or(0, |table| std::mem::take(&mut table.covered));
        if let Some(row) = self.row() {
            let width = row.len() + covered;
            row.resize(width, String::new());
        }
    }

    /// The open cell stands so many times more.
    pub(super) fn repeat_cell(&mut self, more: usize) {
        if let Some(row) = self.row()
            && let Some(cell) = row.last().cloned()
        {
            let width = row.len() + more.min(MAX_REPEATED);
            row.resize(width, cell);
        }
    }

    /// Text of the cell that was opened last.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(cell) = self.row().and_then(|row| row.last_mut()) {
            if !cell.is_empty() && !text.is_empty() {
                cell.push(' ');
            }
            cell.push_str(text);
        }
    }

    /// Ends a table; an outer one takes an inner one as text, the outermost one goes to the flow.
    pub(super) fn close_table(&mut self, flow: &mut Flow) {
        if let Some((header_rows, rows)) = self.take() {
            flow.table(header_rows, rows);
        }
    }

    /// As [`Tables::close_table`], but the outermost one is returned: how many rows of it are a header, and its rows.
    pub(super) fn take(&mut self) -> Option<(usize, Vec<Vec<String>>)> {
        if let Some(table) = self.0.last_mut()
            && table.flattened > 0
        {
            table.flattened -= 1;
            return None;
        }
        let table = self.0.pop()?;
        if self.are_open() {
            let text: Vec<String> = table.rows.into_iter().flatten().collect();
            self.text(&text.join(" "));
            return None;
        }
        Some((table.header_rows, table.rows))
    }

    fn table(&mut self) -> Option<&mut Table> {
        self.0.last_mut().filter(|table| table.flattened == 0)
    }

    fn row(&mut self) -> Option<&mut Vec<String>> {
        self.0.last_mut().and_then(|table| table.rows.last_mut())
    }
}
