//! Plain text and tables in plain text (CSV).

mod columns;
mod encoding;

use perigee_model::FileFault;

use crate::document::RenderLimits;
use crate::fault;
use crate::flow::{Flow, has_header};
use crate::typeset::Block;

pub(crate) use encoding::{decode, decode_as};

/// Delimiters of tables, the most usual first.
const DELIMITERS: [u8; 4] = [b';', b'\t', b',', b'|'];

/// Lines that are looked at for a delimiter.
const SAMPLE_LINES: usize = 50;

/// A text with so few lines is a table only when they have three columns or more: "Dear Sir, thank you" has two.
const FEW_LINES: usize = 4;

/// The blocks of a text: paragraphs as they stand, and columns that are kept apart by white space as tables.
pub(crate) fn text_blocks(bytes: &[u8], limits: RenderLimits) -> Result<Vec<Block>, FileFault> {
    let mut flow = Flow::new(limits);
    text_into(&decode(bytes), &mut flow);
    flow.finish()
}

/// As [`text_blocks`], for text inside something else.
pub(crate) fn text_into(text: &str, flow: &mut Flow) {
    for (number, page) in text.split('\u{c}').enumerate() {
        if number > 0 {
            flow.page_break();
        }
        let mut lines: Vec<&str> = Vec::new();
        for line in page.lines().chain([""]) {
            if line.trim().is_empty() {
                columns::paragraph(&lines, flow);
                lines.clear();
            } else {
                lines.push(line);
            }
        }
    }
}

/// The blocks of a table.
pub(crate) fn table_blocks(bytes: &[u8], limits: RenderLimits) -> Result<Vec<Block>, FileFault> {
    let text = decode(bytes);
    let delimiter = delimiter(&text).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| fault::damaged("CSV table"))?;
        rows.push(record.iter().map(str::to_owned).collect::<Vec<String>>());
    }
    let mut flow = Flow::new(limits);
    flow.table(usize::from(has_header(&rows)), rows);
    flow.finish()
}

/// The delimiter that parts every one of the first lines into the same number of columns.
pub(crate) fn delimiter(text: &str) -> Option<u8> {
    DELIMITERS.into_iter().find(|delimiter| is_table(text, *delimiter))
}

fn is_table(text: &str, delimiter: u8) -> bool {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut widths = Vec::new();
    for record in reader.records().take(SAMPLE_LINES) {
        let Ok(record) = record else { return false };
        widths.push(record.len());
    }
    let (Some(&first), lines) = (widths.first(), widths.len()) else { return false };
    lines > 1 && first > if lines < FEW_LINES { 2 } else { 1 } && widths.iter().all(|width| *width == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: RenderLimits = RenderLimits { pages: 10, page_pixels: 1 };

    #[test]
    fn the_delimiter_is_the_one_that_gives_every_line_its_columns() {
        assert_eq!(delimiter("a;b;c\n1,5;2;3\n"), Some(b';'));
        assert_eq!(delimiter("a,b,c\n\"x, y\",2,3\n"), Some(b','));
        assert_eq!(delimiter("a\tb\tc\n1\t2\t3\n"), Some(b'\t'));
        assert_eq!(delimiter("Dear Sir,\nthank you, indeed.\n"), None);
        assert_eq!(delimiter("one, two\nthree, four\n"), None);
    }

    #[test]
    fn quoted_cells_keep_their_delimiters_and_line_ends() {
        let blocks = table_blocks(b"Pos;Text;Price\n1;\"Nails; \nlong\";9,50\n", LIMITS).unwrap();
        let rows = vec![
            vec!["Pos".to_owned(), "Text".to_owned(), "Price".to_owned()],
            vec!["1".to_owned(), "Nails; long".to_owned(), "9,50".to_owned()],
        ];
        assert_eq!(blocks, [Block::Table { header_rows: 1, rows }]);
    }

    #[test]
    fn a_form_feed_begins_a_new_page() {
        let blocks = text_blocks(b"one\n\x0ctwo\n", LIMITS).unwrap();
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        assert_eq!(blocks, [paragraph("one"), Block::PageBreak, paragraph("two")]);
    }
}
