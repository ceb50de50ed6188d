//! Lines and tables of a web page as they come; tables that only frame other things fall apart into paragraphs.

use crate::flow::{Flow, words};

/// Tables inside tables that are kept apart; deeper ones belong to the last of these.
const MAX_TABLES: usize = 32;

/// Columns that one cell may cover.
const MAX_SPAN: usize = 32;

/// Collects text, knows where it belongs.
pub(super) struct Layout<'a> {
    flow: &'a mut Flow,
    text: String,
    heading: Option<u8>,
    tables: Vec<Table>,
    /// Tables that are open beyond [`MAX_TABLES`].
    too_deep: usize,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    /// Rows of header cells at the top.
    header_rows: usize,
    is_in_cell: bool,
    /// A table stands in one of its cells.
    is_frame: bool,
    /// Columns that the open cell covers beside its own.
    covered: usize,
}

impl<'a> Layout<'a> {
    pub(super) fn new(flow: &'a mut Flow) -> Self {
        Self { flow, text: String::new(), heading: None, tables: Vec::new(), too_deep: 0 }
    }

    pub(super) fn is_full(&self) -> bool {
        self.flow.is_full()
    }

    pub(super) fn text(&mut self, text: &str) {
        // Line ends of the source are blanks; those of the page are put in by `line_break`.
        let blank = |c: char| if c.is_whitespace() && c != '\u{a0}' { ' ' } else { c };
        self.text.extend(text.chars().map(blank));
    }

    pub(super) fn line_break(&mut self) {
        self.text.push('\n');
    }

    pub(super) fn open_heading(&mut self, level: u8) {
        self.end_paragraph();
        self.heading = Some(level);
    }

    pub(super) fn close_heading(&mut self) {
        self.end_paragraph();
        self.heading = None;
    }

    /// Ends what was written so far; inside a cell of a real table it only parts words.
    pub(super) fn end_paragraph(&mut self) {
        if let Some(table) = self.tables.last()
            && table.is_in_cell
            && !table.is_frame
        {
            self.text.push(' ');
            return;
        }
        let text = std::mem::take(&mut self.text);
        self.write(&text);
    }

    fn write(&mut self, text: &str) {
        match self.heading {
            Some(level) => self.flow.heading(level, text),
            None => {
                let lines: Vec<String> = text.lines().map(words).filter(|line| !line.is_empty()).collect();
                self.flow.paragraph(&lines.join("\n"));
            }
        }
    }

    pub(super) fn open_table(&mut self) {
        if self.tables.len() >= MAX_TABLES {
            self.too_deep += 1;
            return;
        }
        match self.tables.last_mut() {
            Some(outer) => {
                outer.is_frame = true;
                // What the frame held so far comes before the table inside it.
                let rows = std::mem::take(&mut outer.rows);
                let text = std::mem::take(&mut self.text);
                rows.into_iter().map(|row| row.join("  ")).for_each(|line| self.write(&line));
                self.write(&text);
            }
            None => self.end_paragraph(),
        }
        self.tables.push(Table::default());
    }

    pub(super) fn open_row(&mut self) {
        self.close_cell();
        if let Some(table) = self.tables.last_mut()
            && !table.is_frame
        {
            table.rows.push(Vec::new());
        }
    }

    pub(super) fn open_cell(&mut self, is_header: bool, columns: usize) {
        self.close_cell();
        let Some(table) = self.tables.last_mut() else { return };
        table.is_in_cell = true;
        if table.is_frame {
            return;
        }
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        let is_first = table.rows.last().is_some_and(Vec::is_empty);
        if is_header && is_first && table.rows.len() == table.header_rows + 1 {
            table.header_rows += 1;
        } else if !is_header && table.rows.len() == table.header_rows {
            // A header cell that is followed by values names its row, not the columns.
            table.header_rows -= 1;
        }
        table.covered = columns.clamp(1, MAX_SPAN) - 1;
    }

    pub(super) fn close_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        if table.is_frame {
            self.end_paragraph();
            return;
        }
        if !table.is_in_cell {
            return;
        }
        table.is_in_cell = false;
        let text = words(&std::mem::take(&mut self.text));
        let covered = std::mem::take(&mut table.covered);
        if let Some(row) = table.rows.last_mut() {
            row.push(text);
            let width = row.len() + covered;
            row.resize(width, String::new());
        }
    }

    pub(super) fn close_table(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        self.close_cell();
        let Some(table) = self.tables.pop() else { return };
        if !table.is_frame {
            self.flow.table(table.header_rows, table.rows);
        }
    }

    /// Ends everything that is open.
    pub(super) fn finish(&mut self) {
        self.too_deep = 0;
        while !self.tables.is_empty() {
            self.close_table();
        }
        self.end_paragraph();
    }
}
