//! Tables of a paper: columns as wide as what stands in them, one takes the rest, rows over several pages.

use crate::canvas::{Align, Color, Style, wrap};

use super::{FOOT, LEFT, RIGHT, Rules, Sheet};

/// A table as texts.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Names of the columns, and whether they hold numbers.
    pub columns: Vec<(String, bool)>,
    /// Which column takes the space that the others leave, and wraps.
    pub wide: usize,
    /// The cells of each row.
    pub rows: Vec<Vec<String>>,
}

/// Space between the edge of a cell and its text.
const PAD: f32 = 4.5;

struct Column {
    head: Vec<String>,
    is_number: bool,
    x0: f32,
    x1: f32,
}

/// Draws all tables below each other.
pub fn draw_all(sheet: &mut Sheet) {
    let tables = sheet.paper.tables.clone();
    for table in &tables {
        sheet.need(70.0);
        draw(sheet, table);
        sheet.y += 14.0;
    }
}

fn head_style(sheet: &Sheet) -> Style {
    sheet.body().bold().sized(sheet.size - 0.6)
}

fn draw(sheet: &mut Sheet, table: &Table) {
    let columns = lay_out(sheet, table);
    let mut part = sheet.y;
    draw_head(sheet, &columns);
    for (number, row) in table.rows.iter().enumerate() {
        let style = sheet.body();
        let cells: Vec<Vec<String>> = columns
            .iter()
            .zip(row)
            .map(|(column, text)| wrap(text, (column.x1 - column.x0 - 2.0 * PAD).max(12.0), style))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(1).max(1) as f32 * style.leading() + 6.0;
        if sheet.y + height > FOOT - 10.0 {
            close(sheet, &columns, part);
            sheet.canvas.start_page();
            sheet.y = 60.0;
            part = sheet.y;
            draw_head(sheet, &columns);
        }
        draw_row(sheet, &columns, &cells, height, number);
    }
    close(sheet, &columns, part);
}

fn lay_out(sheet: &Sheet, table: &Table) -> Vec<Column> {
    let (body, head) = (sheet.body(), head_style(sheet));
    let mut columns: Vec<Column> = Vec::new();
    for (at, (title, is_number)) in table.columns.iter().enumerate() {
        let cells = table.rows.iter().filter_map(|row| row.get(at));
        let content = cells.map(|text| body.width(text)).fold(0.0, f32::max);
        let longest = title.split(' ').map(|word| head.width(word)).fold(0.0, f32::max);
        let width = content.max(longest).max(24.0);
        let is_wide = at == table.wide;
        let lines = wrap(title, if is_wide { f32::MAX } else { width }, head);
        columns.push(Column { head: lines, is_number: *is_number, x0: 0.0, x1: width + 2.0 * PAD });
    }
    let others: f32 =
        columns.iter().enumerate().filter(|(at, _)| *at != table.wide).map(|(_, column)| column.x1).sum();
    let mut x = LEFT;
    for (at, column) in columns.iter_mut().enumerate() {
        let width = if at == table.wide { (RIGHT - LEFT - others).max(60.0) } else { column.x1 };
        (column.x0, column.x1) = (x, x + width);
        x += width;
    }
    columns
}

fn draw_head(sheet: &mut Sheet, columns: &[Column]) {
    let style = head_style(sheet);
    let top = sheet.y;
    let lines = columns.iter().map(|column| column.head.len()).max().unwrap_or(1);
    let bottom = top + lines as f32 * style.leading() + 7.0;
    let right = columns.last().map_or(RIGHT, |column| column.x1);
    let style = match sheet.family.rules {
        Rules::Zebra => {
            sheet.canvas.area(LEFT, top, right, bottom, sheet.accent);
            style.colored(Color::WHITE)
        }
        Rules::Grid => {
            sheet.canvas.area(LEFT, top, right, bottom, sheet.accent.lighter(0.86));
            style
        }
        Rules::Lines => {
            sheet.canvas.rule(LEFT, right, bottom, 1.0, sheet.accent);
            style
        }
        Rules::Bare => style.colored(Color::GREY),
    };
    for column in columns {
        let mut y = top + 3.5 + style.face.ascent(style.size);
        for line in &column.head {
            write(sheet, column, y, style, line);
            y += style.leading();
        }
    }
    sheet.y = bottom;
}

fn draw_row(sheet: &mut Sheet, columns: &[Column], cells: &[Vec<String>], height: f32, number: usize) {
    let (style, top) = (sheet.body(), sheet.y);
    let right = columns.last().map_or(RIGHT, |column| column.x1);
    match sheet.family.rules {
        Rules::Zebra if number % 2 == 1 => {
            sheet.canvas.area(LEFT, top, right, top + height, Color::PALE);
        }
        Rules::Lines | Rules::Grid => sheet.canvas.rule(LEFT, right, top + height, 0.5, Color::LINE),
        _ => {}
    }
    for (column, lines) in columns.iter().zip(cells) {
        let mut y = top + 3.0 + style.face.ascent(style.size);
        for line in lines {
            write(sheet, column, y, style, line);
            y += style.leading();
        }
    }
    sheet.y += height;
}

fn write(sheet: &mut Sheet, column: &Column, baseline: f32, style: Style, text: &str) {
    if column.is_number {
        sheet.canvas.text(column.x1 - PAD, baseline, Align::Right, style, text);
    } else {
        sheet.canvas.text(column.x0 + PAD, baseline, Align::Left, style, text);
    }
}

/// The outer lines of the part of the table on one page.
fn close(sheet: &mut Sheet, columns: &[Column], top: f32) {
    let (right, bottom) = (columns.last().map_or(RIGHT, |column| column.x1), sheet.y);
    if sheet.family.rules == Rules::Grid {
        for x in columns.iter().map(|column| column.x0).chain([right]) {
            sheet.canvas.upright(x, top, bottom, 0.5, Color::LINE);
        }
        sheet.canvas.rule(LEFT, right, top, 0.5, Color::LINE);
    }
    if sheet.family.rules != Rules::Bare {
        sheet.canvas.rule(LEFT, right, bottom, 0.8, sheet.accent);
    }
}
