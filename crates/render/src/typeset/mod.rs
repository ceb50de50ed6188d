//! Simple content as the bytes of a PDF: headings, paragraphs, pairs and tables on A4 pages.
//!
//! What has no pages of its own (an e-invoice, a sheet of numbers, a mail) is set here and then opened like any
//! other PDF, so that page images, words and evidence work unchanged. The same content gives the same bytes.

mod face;
mod flow;
mod paint;
mod stand_in;
mod table;
mod wrap;

use perigee_model::FileFault;

use flow::Flow;

/// A piece of content, set below the piece before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A bold line; level 1 is the largest, from 3 on they are alike.
    Heading {
        /// From 1.
        level: u8,
        /// Its text.
        text: String,
    },
    /// A text; line feeds in it are kept.
    Paragraph(String),
    /// Rows of cells inside rules; a row may lack cells at its end.
    Table {
        /// How many of the first rows are headers, which stand again on every page.
        header_rows: u32,
        /// Row by row; line feeds in a cell are kept.
        rows: Vec<Vec<String>>,
    },
    /// Labels with their values beside them.
    Pairs(Vec<(String, String)>),
    /// What follows begins a page.
    PageBreak,
}

/// Sets the content on A4 pages.
///
/// Any Unicode text is kept as text; a character without a glyph in the bundled font is drawn as an empty box.
/// Direction is always from left to right.
///
/// # Errors
/// `too_many_pages` when the content needs more than `max_pages`.
pub fn pdf(title: &str, blocks: &[Block], max_pages: u32) -> Result<Vec<u8>, FileFault> {
    let mut flow = Flow::new(max_pages);
    for block in blocks {
        match block {
            Block::Heading { level, text } => flow.heading(*level, text)?,
            Block::Paragraph(text) => flow.paragraph(text)?,
            Block::Table { header_rows, rows } => table::set(&mut flow, *header_rows as usize, rows)?,
            Block::Pairs(pairs) => flow.pairs(pairs)?,
            Block::PageBreak => flow.page_break()?,
        }
    }
    paint::pdf(title, &flow.finish())
}
