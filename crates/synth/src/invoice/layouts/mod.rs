//! Families of layouts. Each draws a whole invoice on its sheet.

mod banner;
mod ledger;
mod letter;
mod sidebar;

use crate::face::Face;
use crate::invoice::sheet::Sheet;

/// A family of layouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A business letter with an address window, as German offices send it.
    Letter,
    /// A coloured band on top, data in a strip below.
    Banner,
    /// Framed boxes and a gridded table, as accounting programs print it.
    Ledger,
    /// The seller in a coloured column at the side.
    Sidebar,
}

impl Layout {
    /// Every family.
    pub const ALL: [Self; 4] = [Self::Letter, Self::Banner, Self::Ledger, Self::Sidebar];

    /// The faces that suit it.
    pub fn faces(self) -> &'static [Face] {
        match self {
            Self::Letter => &[Face::OpenSans, Face::Roboto, Face::Serif],
            Self::Banner => &[Face::Roboto, Face::OpenSans],
            Self::Ledger => &[Face::Serif, Face::Condensed, Face::Roboto],
            Self::Sidebar => &[Face::Condensed, Face::OpenSans],
        }
    }

    /// Draws the invoice.
    pub fn draw(self, sheet: &mut Sheet) {
        match self {
            Self::Letter => letter::draw(sheet),
            Self::Banner => banner::draw(sheet),
            Self::Ledger => ledger::draw(sheet),
            Self::Sidebar => sidebar::draw(sheet),
        }
    }
}
