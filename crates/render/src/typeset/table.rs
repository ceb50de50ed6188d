//! Tables: widths of columns by their content, rows over pages, headers on every page.

use std::ops::Range;

use perigee_model::FileFault;

use super::face::Style;
use super::flow::{CONTENT_WIDTH, Flow, MARGIN, Mark, PAGE_HEIGHT};
use super::wrap::{printable, wrap};

/// Sizes that are tried until the columns fit beside each other; under 6 points print is not read any more.
const SIZES: [f32; 4] = [8.5, 7.5, 6.5, 6.0];

/// Between the rules and the text.
const PADDING: f32 = 3.0;

/// A word wider than this, in ems, is cut rather than given a column of its width.
const LONGEST_WORD: f32 = 12.0;

/// A column is at least this wide, in points.
const NARROWEST: f32 = 12.0;

/// Thickness and grey of the rules, and the grey behind headers.
const RULE: f32 = 0.5;
const RULE_GREY: u8 = 150;
const HEADER_GREY: u8 = 236;

/// Headers that take more than this share of a page stand only once.
const HEADER_SHARE: f32 = 0.4;

/// Columns that stand beside each other.
struct Band {
    columns: Range<usize>,
    /// Text and padding of each column.
    widths: Vec<f32>,
    size: f32,
}

/// Sets a table; columns that do not fit beside each other follow below in parts of their own.
pub(super) fn set(flow: &mut Flow, header_rows: usize, rows: &[Vec<String>]) -> Result<(), FileFault> {
    let (header, body) = rows.split_at(header_rows.min(rows.len()));
    for band in bands(header, body) {
        set_band(flow, &band, header, body)?;
        flow.gap();
    }
    Ok(())
}

fn set_band(
    flow: &mut Flow,
    band: &Band,
    header: &[Vec<String>],
    body: &[Vec<String>],
) -> Result<(), FileFault> {
    let header: Vec<Row> = header.iter().map(|row| Row::new(row, band, Style::bold(band.size))).collect();
    let header_height: f32 = header.iter().map(Row::height).sum();
    let repeats = header_height < (PAGE_HEIGHT - 2.0 * MARGIN) * HEADER_SHARE;
    let first = body.first().map(|row| Row::new(row, band, Style::regular(band.size)));
    // Headers stay with the first row.
    flow.need(header_height + first.map_or(0.0, |row| row.height()).min(PAGE_HEIGHT / 3.0))?;
    for row in &header {
        row.set(flow, band, &[])?;
    }
    let again = if repeats { header.as_slice() } else { &[] };
    for row in body {
        Row::new(row, band, Style::regular(band.size)).set(flow, band, again)?;
    }
    Ok(())
}

/// Cells broken into lines.
struct Row {
    style: Style,
    cells: Vec<Vec<String>>,
}

impl Row {
    fn new(row: &[String], band: &Band, style: Style) -> Self {
        let cells = band
            .columns
            .clone()
            .zip(&band.widths)
            .map(|(column, width)| {
                row.get(column).map_or_else(Vec::new, |text| wrap(text, width - 2.0 * PADDING, style))
            })
            .collect();
        Self { style, cells }
    }

    fn line_count(&self) -> usize {
        self.cells.iter().map(Vec::len).max().unwrap_or(0).max(1)
    }

    fn height(&self) -> f32 {
        self.line_count() as f32 * self.style.leading() + 2.0 * PADDING
    }

    /// Sets the row; one that is higher than what is left goes to the next page, or over several.
    fn set(&self, flow: &mut Flow, band: &Band, header: &[Row]) -> Result<(), FileFault> {
        let lines = self.line_count();
        let mut from = 0;
        while from < lines {
            let rest = (lines - from) as f32 * self.style.leading() + 2.0 * PADDING;
            if rest > flow.left() && flow.y > MARGIN {
                flow.page_break()?;
                for row in header {
                    row.piece(flow, band, 0..row.line_count());
                }
            }
            let fitting = ((flow.left() - 2.0 * PADDING) / self.style.leading()).floor().max(1.0) as usize;
            let to = lines.min(from + fitting);
            self.piece(flow, band, from..to);
            from = to;
        }
        Ok(())
    }

    /// Some lines of the row, inside rules.
    fn piece(&self, flow: &mut Flow, band: &Band, lines: Range<usize>) {
        let (top, leading) = (flow.y, self.style.leading());
        let bottom = top + lines.len() as f32 * leading + 2.0 * PADDING;
        let right = MARGIN + band.widths.iter().sum::<f32>();
        if self.style.bold {
            flow.mark(Mark::Area { x0: MARGIN, y0: top, x1: right, y1: bottom, grey: HEADER_GREY });
        }
        let mut x = MARGIN;
        upright(flow, x, top, bottom);
        for (cell, width) in self.cells.iter().zip(&band.widths) {
            for (row, line) in cell.iter().skip(lines.start).take(lines.len()).enumerate() {
                let inside = width - 2.0 * PADDING;
                let indent = if is_figure(line) { (inside - self.style.width(line)).max(0.0) } else { 0.0 };
                let y = top + PADDING + row as f32 * leading;
                flow.write(x + PADDING + indent, y, self.style, line);
            }
            x += width;
            upright(flow, x, top, bottom);
        }
        level(flow, right, top);
        level(flow, right, bottom);
        flow.y = bottom;
    }
}

fn upright(flow: &mut Flow, x: f32, y0: f32, y1: f32) {
    flow.mark(Mark::Area { x0: x - RULE / 2.0, y0, x1: x + RULE / 2.0, y1, grey: RULE_GREY });
}

fn level(flow: &mut Flow, right: f32, y: f32) {
    let (y0, y1) = (y - RULE / 2.0, y + RULE / 2.0);
    flow.mark(Mark::Area { x0: MARGIN, y0, x1: right, y1, grey: RULE_GREY });
}

/// Figures stand at the right of their column.
fn is_figure(line: &str) -> bool {
    line.chars().any(|c| c.is_ascii_digit())
        && line
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '%' | ' ' | '\u{a0}'))
}

/// Widest line and widest word of a column, at size 1.
#[derive(Clone, Copy, Default)]
struct Need {
    line: f32,
    word: f32,
}

fn bands(header: &[Vec<String>], body: &[Vec<String>]) -> Vec<Band> {
    let needs = needs(header, body);
    let all = 0..needs.len();
    let narrow = |size: f32, need: &Need| (need.word * size + 2.0 * PADDING).max(NARROWEST).ceil();
    let fits = |size: &f32| needs.iter().map(|need| narrow(*size, need)).sum::<f32>() <= CONTENT_WIDTH;
    if let Some(size) = SIZES.into_iter().find(fits) {
        return vec![band(&needs, all, size)];
    }
    let size = SIZES[1];
    let mut bands = Vec::new();
    let (mut from, mut width) = (0, 0.0);
    for (column, need) in needs.iter().enumerate() {
        let own = narrow(size, need);
        if width + own > CONTENT_WIDTH && column > from {
            bands.push(band(&needs, from..column, size));
            (from, width) = (column, 0.0);
        }
        width += own;
    }
    bands.push(band(&needs, from..needs.len(), size));
    bands
}

fn needs(header: &[Vec<String>], body: &[Vec<String>]) -> Vec<Need> {
    let columns = header.iter().chain(body).map(Vec::len).max().unwrap_or(0);
    let mut needs = vec![Need::default(); columns];
    for (rows, style) in [(header, Style::bold(1.0)), (body, Style::regular(1.0))] {
        for row in rows {
            for (need, cell) in needs.iter_mut().zip(row) {
                for line in cell.lines().map(printable) {
                    need.line = need.line.max(style.width(&line));
                    let word = line.split(' ').map(|word| style.width(word)).fold(0.0, f32::max);
                    need.word = need.word.max(word.min(LONGEST_WORD));
                }
            }
        }
    }
    needs
}

/// Every column gets its longest word; what is left goes to those with longer lines.
fn band(needs: &[Need], columns: Range<usize>, size: f32) -> Band {
    let own = needs.get(columns.clone()).unwrap_or_default();
    let padded = |width: f32| (width * size + 2.0 * PADDING).max(NARROWEST).ceil() + 0.5;
    let natural: Vec<f32> = own.iter().map(|need| padded(need.line)).collect();
    if natural.iter().sum::<f32>() <= CONTENT_WIDTH {
        return Band { columns, widths: natural, size };
    }
    let narrow: Vec<f32> = own.iter().map(|need| padded(need.word)).collect();
    let wanted: f32 = natural.iter().zip(&narrow).map(|(natural, narrow)| natural - narrow).sum();
    let left = (CONTENT_WIDTH - narrow.iter().sum::<f32>()).max(0.0);
    let share = if wanted > 0.0 { (left / wanted).min(1.0) } else { 0.0 };
    let widths =
        natural.iter().zip(&narrow).map(|(natural, narrow)| narrow + (natural - narrow) * share).collect();
    Band { columns, widths, size }
}
