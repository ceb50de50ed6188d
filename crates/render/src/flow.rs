//! Collects what a text-only reader finds, in the order in which it is read, as blocks for the typesetter.

use perigee_model::FileFault;

use crate::document::RenderLimits;
use crate::fault;
use crate::typeset::Block;

/// Characters of a page of dense small print; text that would need more pages than allowed is refused before it is
/// set.
const CHARACTERS_PER_PAGE: usize = 10_000;

/// Columns beyond this one go into the last: sheets may have 16,384, and a page has room for a few dozen.
const MAX_COLUMNS: usize = 64;

/// Text in reading order.
#[derive(Debug)]
pub(crate) struct Flow {
    blocks: Vec<Block>,
    /// Lines with tabs that came last: rows of a table that is not over yet.
    tabbed: Vec<Vec<String>>,
    /// Characters that still fit.
    left: usize,
    pages: u32,
    is_full: bool,
}

impl Flow {
    pub(crate) fn new(limits: RenderLimits) -> Self {
        let left = CHARACTERS_PER_PAGE.saturating_mul(limits.pages as usize);
        Self { blocks: Vec::new(), tabbed: Vec::new(), left, pages: limits.pages, is_full: false }
    }

    /// Whether no more text is taken, so that a reader can stop early.
    pub(crate) fn is_full(&self) -> bool {
        self.is_full
    }

    /// A heading; level 1 is the largest.
    pub(crate) fn heading(&mut self, level: u8, text: &str) {
        let text = words(text);
        if self.has_room(&text) {
            self.push(Block::Heading { level: level.clamp(1, 6), text });
        }
    }

    /// A paragraph; lines with tabs in it become rows of a table.
    pub(crate) fn paragraph(&mut self, text: &str) {
        let mut plain: Vec<String> = Vec::new();
        for line in text.lines() {
            if !line.trim().contains('\t') {
                plain.push(words(line));
                continue;
            }
            self.plain(&mut plain);
            let cells: Vec<String> = line.split('\t').map(words).collect();
            if self.has_room(&cells.concat()) {
                if self.tabbed.last().is_some_and(|row| row.len() != cells.len()) {
                    self.end_tabbed();
                }
                self.tabbed.push(cells);
            }
        }
        self.plain(&mut plain);
    }

    /// A table; one of a single column is no table, and rows without text are left out.
    pub(crate) fn table(&mut self, header_rows: usize, rows: Vec<Vec<String>>) {
        let rows: Vec<Vec<String>> = rows.into_iter().map(narrow).collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let is_used: Vec<bool> = (0..width)
            .map(|at| rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty())))
            .collect();
        let columns = is_used.iter().filter(|used| **used).count();
        let mut kept: Vec<Vec<String>> = Vec::new();
        let mut headers = 0u32;
        for (number, row) in rows.into_iter().enumerate() {
            if row.iter().all(String::is_empty) || !self.has_room(&row.concat()) {
                continue;
            }
            headers += u32::from(number < header_rows);
            let mut cells: Vec<String> =
                row.into_iter().zip(&is_used).filter(|(_, used)| **used).map(|(cell, _)| cell).collect();
            cells.resize(columns, String::new());
            kept.push(cells);
        }
        match columns {
            0 => {}
            1 => kept.into_iter().flatten().for_each(|text| self.push(Block::Paragraph(text))),
            _ if !kept.is_empty() => self.push(Block::Table { header_rows: headers, rows: kept }),
            _ => {}
        }
    }

    /// Names with values.
    pub(crate) fn pairs(&mut self, pairs: Vec<(String, String)>) {
        let pairs: Vec<(String, String)> =
            pairs.into_iter().map(|(name, value)| (words(&name), words(&value))).collect();
        let text: usize = pairs.iter().map(|(name, value)| name.len() + value.len()).sum();
        if !pairs.is_empty() && self.takes(text) {
            self.push(Block::Pairs(pairs));
        }
    }

    /// What follows stands on a new page.
    pub(crate) fn page_break(&mut self) {
        self.end_tabbed();
        if !matches!(self.blocks.last(), None | Some(Block::PageBreak)) {
            self.blocks.push(Block::PageBreak);
        }
    }

    /// The blocks.
    ///
    /// # Errors
    /// `too_many_pages` when there was more text than so many pages hold.
    pub(crate) fn finish(mut self) -> Result<Vec<Block>, FileFault> {
        self.end_tabbed();
        if self.is_full {
            return Err(fault::more_pages_than(self.pages));
        }
        if self.blocks.last() == Some(&Block::PageBreak) {
            self.blocks.pop();
        }
        Ok(self.blocks)
    }

    fn plain(&mut self, lines: &mut Vec<String>) {
        let text = lines.join("\n");
        lines.clear();
        let text = text.trim_matches('\n');
        if !text.is_empty() && self.has_room(text) {
            self.push(Block::Paragraph(text.to_owned()));
        }
    }

    fn end_tabbed(&mut self) {
        if !self.tabbed.is_empty() {
            let rows = std::mem::take(&mut self.tabbed);
            // Counted already.
            let text: usize = rows.iter().flatten().map(String::len).sum();
            self.left = self.left.saturating_add(text);
            self.table(0, rows);
        }
    }

    fn push(&mut self, block: Block) {
        self.end_tabbed();
        self.blocks.push(block);
    }

    fn has_room(&mut self, text: &str) -> bool {
        !text.is_empty() && self.takes(text.len())
    }

    fn takes(&mut self, bytes: usize) -> bool {
        match self.left.checked_sub(bytes) {
            Some(left) if !self.is_full => {
                self.left = left;
                true
            }
            _ => {
                self.is_full = true;
                false
            }
        }
    }
}

/// The text with single spaces, without any at the ends, and without characters that are drawn as nothing.
pub(crate) fn words(text: &str) -> String {
    let is_drawn = |c: char| {
        !(c.is_control() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{200c}'..='\u{200f}'))
    };
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let word: String = word.chars().filter(|c| is_drawn(*c)).collect();
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&word);
        }
    }
    out
}

/// Whether the first row names the columns: no cell of it has a digit, and two or more have text.
pub(crate) fn has_header(rows: &[Vec<String>]) -> bool {
    let [first, _, ..] = rows else { return false };
    first.iter().filter(|cell| !cell.trim().is_empty()).count() > 1
        && !first.iter().any(|cell| cell.contains(|c: char| c.is_ascii_digit()))
}

fn narrow(row: Vec<String>) -> Vec<String> {
    let mut row: Vec<String> = row.iter().map(|cell| words(cell)).collect();
    if row.len() > MAX_COLUMNS {
        let rest = row.split_off(MAX_COLUMNS - 1);
        row.push(words(&rest.join(" ")));
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: RenderLimits = RenderLimits { pages: 1, page_pixels: 1 };

    fn cells(row: &[&str]) -> Vec<String> {
        row.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn lines_with_tabs_become_rows_of_one_table() {
        let mut flow = Flow::new(LIMITS);
        flow.paragraph("Net\t100.00");
        flow.paragraph("Total\t119.00");
        flow.paragraph("Thank you");
        let table = Block::Table {
            header_rows: 0,
            rows: vec![cells(&["Net", "100.00"]), cells(&["Total", "119.00"])],
        };
        assert_eq!(flow.finish().unwrap(), [table, Block::Paragraph("Thank you".to_owned())]);
    }

    #[test]
    fn empty_rows_and_columns_are_left_out_and_one_column_is_no_table() {
        let mut flow = Flow::new(LIMITS);
        flow.table(1, vec![cells(&["A", "", "B"]), cells(&["", "", ""]), cells(&["1"])]);
        flow.table(0, vec![cells(&["", "alone"])]);
        let table = Block::Table { header_rows: 1, rows: vec![cells(&["A", "B"]), cells(&["1", ""])] };
        assert_eq!(flow.finish().unwrap(), [table, Block::Paragraph("alone".to_owned())]);
    }

    #[test]
    fn more_text_than_the_pages_hold_is_refused() {
        let mut flow = Flow::new(LIMITS);
        (0..2_000).for_each(|_| flow.paragraph("seven words that are longer than ten"));
        assert!(flow.is_full());
        assert_eq!(flow.finish().unwrap_err().code, "too_many_pages");
    }

    #[test]
    fn a_break_at_the_begin_or_end_makes_no_empty_page() {
        let mut flow = Flow::new(LIMITS);
        flow.page_break();
        flow.paragraph("x");
        flow.page_break();
        flow.page_break();
        assert_eq!(flow.finish().unwrap(), [Block::Paragraph("x".to_owned())]);
    }
}
