//! Tables of a page, from its words and from the lines and areas that are drawn on it.
//!
//! Frames with lines of both directions are read first; what stands outside them is searched for columns of text.
//! What the cells mean is left to `perigee-understand`.

mod columns;
mod continued;
mod frame;
mod grid;
mod lattice;
mod open;
mod rows;
mod sheet;

use perigee_model::{Page, Rect, Table};

use sheet::Sheet;
pub(crate) use sheet::is_number;

/// The tables of a file, page by page from top to bottom.
pub fn tables(pages: &[Page]) -> Vec<Table> {
    let mut all: Vec<Table> = Vec::new();
    for page in pages {
        let mut found = on_page(page);
        found.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
        all.extend(found);
    }
    continued::mark(&mut all);
    all
}

fn on_page(page: &Page) -> Vec<Table> {
    let sheet = Sheet::new(page);
    let mut taken: Vec<Rect> = Vec::new();
    let mut found = Vec::new();
    for frame in frame::frames(&page.graphics.rules) {
        if let Some((grid, bbox)) = lattice::read(&sheet, &frame) {
            taken.push(bbox);
            found.extend(grid.into_table(&sheet, Some(bbox)));
        }
    }
    for (grid, bbox) in open::find(&sheet, &taken) {
        found.extend(grid.into_table(&sheet, Some(bbox)));
    }
    found
}
