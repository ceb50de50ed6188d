//! The stage that finds tables: from words and lines of read pages, without the file. Also grids that people lay over
//! tables.

use perigee_model::{DataPoint, Finding, Page, Rect, Table, TableCell, TableMask};

use crate::Engine;

/// Columns whose printed names are known, from which a grid counts as having a row of names.
const NAMED: usize = 2;

/// The tables of the pages.
pub(crate) fn find(pages: &[Page]) -> Vec<Table> {
    perigee_layout::tables(pages)
}

/// What seems to be missing in a table.
pub(crate) fn missing_rows(table: &Table) -> Vec<Finding> {
    perigee_layout::missing_rows(table)
}

impl Engine {
    /// A mask with its lines in order, without those on an edge or twice.
    pub fn tidy_mask(mask: &TableMask) -> TableMask {
        perigee_layout::tidied(mask)
    }

    /// The cells of a tidy mask that hold words of the page, row by row.
    pub fn cells_of_mask(mask: &TableMask, page: &Page) -> Vec<TableCell> {
        perigee_layout::cells_of_mask(mask, page)
    }

    /// A mask with the cells of a table in its cells.
    pub fn mask_of(table: &Table) -> TableMask {
        perigee_layout::mask_of(table)
    }

    /// The masks of the tables of a page, or of what a region of it holds, with the columns of the data point that
    /// their printed names mean.
    pub fn detect_tables(page: &Page, region: Option<Rect>, point: Option<&DataPoint>) -> Vec<TableMask> {
        let masks = perigee_layout::detect(page, region);
        masks.into_iter().map(|mask| point.map_or(mask.clone(), |point| named(mask, page, point))).collect()
    }

    /// The mask with which a table goes on from its own page upon another one; `None` where it does not.
    pub fn follow_mask(mask: &TableMask, own: &Page, page: &Page) -> Option<TableMask> {
        perigee_layout::follow(mask, own, page)
    }
}

/// A mask with what its columns mean by their printed names, or by their number where none is known.
fn named(mask: TableMask, page: &Page, point: &DataPoint) -> TableMask {
    let meanings = |mask: &TableMask| {
        let names = perigee_layout::column_names(mask, page);
        perigee_understand::column_meanings(point, &names)
    };
    let known = |headers: &[Option<String>]| headers.iter().flatten().count();
    let mut best = (meanings(&mask), mask.header_rows);
    // Names that the layout took for a row of values.
    let with_names = TableMask { header_rows: 1, ..mask.clone() };
    if mask.header_rows == 0 && !mask.rows.is_empty() {
        let found = meanings(&with_names);
        if known(&found) >= NAMED.min(found.len()) && known(&found) > known(&best.0) {
            best = (found, 1);
        }
    }
    let (mut headers, header_rows) = best;
    if known(&headers) == 0 && headers.len() == point.headers.len() {
        headers = point.headers.iter().map(|header| Some(header.name.clone())).collect();
    }
    TableMask { headers, header_rows, ..mask }
}
