//! The stage that finds tables: from words and lines of read pages, without the file.

use perigee_model::{Page, Table};

/// The tables of the pages.
pub(crate) fn find(pages: &[Page]) -> Vec<Table> {
    perigee_layout::tables(pages)
}
