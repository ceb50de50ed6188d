//! The stage that finds tables: from words and lines of read pages, without the file.

use perigee_model::{Finding, Page, Table};

/// The tables of the pages.
pub(crate) fn find(pages: &[Page]) -> Vec<Table> {
    perigee_layout::tables(pages)
}

/// What seems to be missing in a table.
pub(crate) fn missing_rows(table: &Table) -> Vec<Finding> {
    perigee_layout::missing_rows(table)
}
