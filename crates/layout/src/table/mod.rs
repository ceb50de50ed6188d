//! Tables of a page, from its words and from the lines and areas that are drawn on it.
//!
//! Frames with lines of both directions are read first; what stands outside them is searched for columns of text.
//! What the cells mean is left to `perigee-understand`.

mod alike;
mod columns;
mod continued;
mod frame;
mod grid;
mod lattice;
mod open;
mod refused;
mod rows;
mod sheet;

use perigee_model::{Page, Rect, Table};

use crate::straight::Straight;
use sheet::Sheet;
pub(crate) use sheet::is_number;

/// The tables of a file, page by page from top to bottom.
pub fn tables(pages: &[Page]) -> Vec<Table> {
    let mut all: Vec<Table> = Vec::new();
    let mut names = Vec::new();
    for page in pages {
        let straight = Straight::of(page);
        let sheet = Sheet::new(straight.as_ref().map_or(page, Straight::page));
        let mut found = on_page(&sheet, &names);
        names = alike::names_at_foot(&sheet);
        if let Some(straight) = &straight {
            found = found.into_iter().map(|table| straight.restore(table)).collect();
        }
        found.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
        all.extend(found);
    }
    continued::mark(&mut all);
    all
}

/// The tables of a page; `names` are those of columns at the foot of the page before.
fn on_page(sheet: &Sheet<'_>, names: &[Rect]) -> Vec<Table> {
    let mut taken: Vec<Rect> = Vec::new();
    let mut found = Vec::new();
    for frame in frame::frames(&sheet.page.graphics.rules) {
        if let Some((grid, bbox)) = lattice::read(sheet, &frame) {
            taken.push(bbox);
            found.extend(grid.into_table(sheet, Some(bbox)));
        }
    }
    for (grid, bbox) in open::find(sheet, &taken, names) {
        found.extend(grid.into_table(sheet, Some(bbox)));
    }
    found
}
