//! Slanted pages made straight, so that what stands on one row has one height, and places mapped back.
//!
//! The words and lines of a slanted scan keep their size, and their middles lie where the page shows them.

use perigee_model::{Page, Rect, Table};

use crate::slope;

/// A page turned back by its slant.
pub(crate) struct Straight {
    page: Page,
    sin: f32,
    cos: f32,
}

impl Straight {
    /// The page without its slant; `None` for an even page.
    pub(crate) fn of(page: &Page) -> Option<Self> {
        let slope = slope::estimate(&page.words);
        if slope == 0.0 {
            return None;
        }
        let (sin, cos) = slope.atan().sin_cos();
        let mut straight = Self { page: page.clone(), sin, cos };
        let back = |rect: &mut Rect| *rect = turned(*rect, page, -sin, cos);
        straight.page.words.iter_mut().for_each(|word| back(&mut word.bbox));
        let graphics = &mut straight.page.graphics;
        graphics.rules.iter_mut().chain(&mut graphics.fills).for_each(back);
        Some(straight)
    }

    /// The straight page.
    pub(crate) fn page(&self) -> &Page {
        &self.page
    }

    /// A table of the straight page where the slanted one shows it.
    pub(crate) fn restore(&self, mut table: Table) -> Table {
        let forth = |rect: Rect| turned(rect, &self.page, self.sin, self.cos);
        table.bbox = forth(table.bbox);
        for cell in &mut table.cells {
            cell.bbox = forth(cell.bbox);
        }
        table
    }
}

/// The rectangle with its middle turned around that of the page.
fn turned(rect: Rect, page: &Page, sin: f32, cos: f32) -> Rect {
    let (x, y) = (page.width / 2.0, page.height / 2.0);
    let (dx, dy) = (rect.center_x() - x, rect.center_y() - y);
    let (x, y) = (x + dx * cos - dy * sin, y + dx * sin + dy * cos);
    let (half_width, half_height) = (rect.width() / 2.0, rect.height() / 2.0);
    Rect::new(x - half_width, y - half_height, x + half_width, y + half_height)
}
