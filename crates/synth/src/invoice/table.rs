//! The table of line items: columns sized by their content, wrapped descriptions, page breaks.

use rust_decimal::Decimal;

use crate::canvas::{Align, Color, Style, wrap};
use crate::invoice::content::Line;
use crate::invoice::sheet::{Row, Sheet};

/// How the table looks.
#[derive(Debug, Clone, Copy)]
pub struct TableLook {
    /// Area behind the header; none leaves a line under it.
    pub head: Option<Color>,
    /// Colour of the header's text.
    pub head_text: Color,
    /// Lines between rows.
    pub rules: bool,
    /// Lines around every cell.
    pub grid: bool,
    /// Every other row on a pale area.
    pub zebra: bool,
}

/// Where the table may stand.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// Left edge.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
    /// No row passes this line.
    pub bottom: f32,
    /// Where the table goes on after a page break.
    pub next_top: f32,
}

struct Column {
    name: &'static str,
    head: Vec<String>,
    align: Align,
    x0: f32,
    x1: f32,
}

/// Space between the edge of a cell and its text.
const PAD: f32 = 5.0;

/// Draws all items from `top` on; returns the lower edge of the table on its last page.
///
/// `turn` is called after each page break to draw what stands on every page.
pub fn draw(
    sheet: &mut Sheet,
    frame: Frame,
    top: f32,
    look: TableLook,
    turn: &mut dyn FnMut(&mut Sheet),
) -> f32 {
    let names = choose_columns(sheet);
    let cells: Vec<Vec<String>> = sheet
        .invoice
        .lines
        .iter()
        .enumerate()
        .map(|(i, line)| names.iter().map(|name| cell(sheet, name, i, line)).collect())
        .collect();
    let columns = lay_out(sheet, &names, &cells, frame);
    let mut part = top;
    let mut y = draw_head(sheet, &columns, top, look);
    for (i, row) in cells.iter().enumerate() {
        let height = row_height(sheet, &columns, row);
        if y + height > frame.bottom {
            close(sheet, &columns, part, y, look);
            sheet.canvas.start_page();
            turn(sheet);
            part = frame.next_top;
            y = draw_head(sheet, &columns, part, look);
        }
        draw_row(sheet, &columns, row, y, height, look, i);
        y += height;
        note(sheet, &names, row, i);
    }
    close(sheet, &columns, part, y, look);
    y
}

/// Which columns this sheet has.
pub fn choose_columns(sheet: &mut Sheet) -> Vec<&'static str> {
    let several_rates = sheet.invoice.taxes.len() > 1;
    let random = &mut sheet.random;
    let mut names = Vec::new();
    if random.chance(0.7) {
        names.push("position");
    }
    if random.chance(0.45) {
        names.push("item_number");
    }
    names.push("description");
    names.push("quantity");
    if random.chance(0.6) {
        names.push("unit");
    }
    names.push("unit_price");
    if several_rates || random.chance(0.5) {
        names.push("tax_rate");
    }
    names.push("amount");
    names
}

/// What stands in a cell.
pub fn cell(sheet: &Sheet, name: &str, index: usize, line: &Line) -> String {
    let notation = sheet.notation;
    match name {
        "position" => (index + 1).to_string(),
        "item_number" => line.item_number.clone(),
        "description" => line.description.to_owned(),
        "quantity" => notation.quantity(line.quantity),
        "unit" => line.unit.to_owned(),
        "unit_price" => notation.amount(line.unit_price),
        "tax_rate" => notation.percent(line.rate),
        _ => notation.amount(line.amount),
    }
}

fn lay_out(sheet: &mut Sheet, names: &[&'static str], cells: &[Vec<String>], frame: Frame) -> Vec<Column> {
    let (body, head) = (sheet.body(), head_style(sheet));
    let mut columns: Vec<Column> = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let title = sheet.word(titles(sheet, name));
        let content = cells.iter().map(|row| body.width(&row[i])).fold(0.0, f32::max);
        let longest = title.split(' ').map(|word| head.width(word)).fold(0.0, f32::max);
        let width = content.max(longest).max(26.0);
        let lines = wrap(title, if *name == "description" { f32::MAX } else { width }, head);
        let align = match *name {
            "position" | "item_number" | "description" | "unit" => Align::Left,
            _ => Align::Right,
        };
        columns.push(Column { name, head: lines, align, x0: 0.0, x1: width + 2.0 * PAD });
    }
    // The description takes what the others leave.
    let others: f32 =
        columns.iter().filter(|column| column.name != "description").map(|column| column.x1).sum();
    let mut x = frame.x0;
    for column in &mut columns {
        let width = if column.name == "description" { frame.x1 - frame.x0 - others } else { column.x1 };
        (column.x0, column.x1) = (x, x + width);
        x += width;
    }
    columns
}

/// The names that a column may have.
pub fn titles(sheet: &Sheet, name: &str) -> &'static [&'static str] {
    let words = sheet.words;
    match name {
        "position" => words.position,
        "item_number" => words.item_number,
        "description" => words.description,
        "quantity" => words.quantity,
        "unit" => words.unit,
        "unit_price" => words.unit_price,
        "tax_rate" => words.tax_rate,
        _ => words.amount,
    }
}

fn head_style(sheet: &Sheet) -> Style {
    sheet.body().bold().sized(sheet.look.size - 0.6)
}

fn draw_head(sheet: &mut Sheet, columns: &[Column], top: f32, look: TableLook) -> f32 {
    let style = head_style(sheet).colored(look.head_text);
    let lines = columns.iter().map(|column| column.head.len()).max().unwrap_or(1);
    let bottom = top + lines as f32 * style.leading() + 8.0;
    let (x0, x1) = span(columns);
    match look.head {
        Some(color) => sheet.canvas.area(x0, top, x1, bottom, color),
        None => sheet.canvas.rule(x0, x1, bottom, 1.0, sheet.look.accent),
    }
    for column in columns {
        let mut y = top + 4.0 + style.face.ascent(style.size);
        for line in &column.head {
            write(sheet, column, y, style, line);
            y += style.leading();
        }
    }
    bottom
}

fn row_height(sheet: &Sheet, columns: &[Column], row: &[String]) -> f32 {
    let style = sheet.body();
    let lines = columns
        .iter()
        .zip(row)
        .map(|(column, text)| wrap(text, column.x1 - column.x0 - 2.0 * PAD, style).len())
        .max()
        .unwrap_or(1);
    lines.max(1) as f32 * style.leading() + 7.0
}

fn draw_row(
    sheet: &mut Sheet,
    columns: &[Column],
    row: &[String],
    top: f32,
    height: f32,
    look: TableLook,
    i: usize,
) {
    let style = sheet.body();
    let (x0, x1) = span(columns);
    if look.zebra && i % 2 == 1 {
        sheet.canvas.area(x0, top, x1, top + height, Color::PALE);
    }
    if look.rules || look.grid {
        sheet.canvas.rule(x0, x1, top + height, 0.5, Color::LINE);
    }
    for (column, text) in columns.iter().zip(row) {
        let mut y = top + 3.5 + style.face.ascent(style.size);
        for line in wrap(text, column.x1 - column.x0 - 2.0 * PAD, style) {
            write(sheet, column, y, style, &line);
            y += style.leading();
        }
    }
}

fn write(sheet: &mut Sheet, column: &Column, baseline: f32, style: Style, text: &str) {
    match column.align {
        Align::Right => sheet.canvas.right(column.x1 - PAD, baseline, style, text),
        _ => sheet.canvas.left(column.x0 + PAD, baseline, style, text),
    };
}

/// The outer lines of the part of the table on one page.
fn close(sheet: &mut Sheet, columns: &[Column], top: f32, bottom: f32, look: TableLook) {
    let (x0, x1) = span(columns);
    if look.grid {
        sheet.canvas.rule(x0, x1, top, 0.5, Color::LINE);
        for x in columns.iter().map(|column| column.x0).chain([x1]) {
            sheet.canvas.upright(x, top, bottom, 0.5, Color::LINE);
        }
    }
    sheet.canvas.rule(x0, x1, bottom, if look.grid { 0.5 } else { 1.0 }, sheet.look.accent);
}

fn span(columns: &[Column]) -> (f32, f32) {
    let x0 = columns.first().map_or(0.0, |column| column.x0);
    (x0, columns.last().map_or(x0, |column| column.x1))
}

/// Notes a row that was printed.
pub fn note(sheet: &mut Sheet, names: &[&str], row: &[String], index: usize) {
    debug_assert!(sheet.invoice.lines.get(index).is_some_and(|line| line.quantity > Decimal::ZERO));
    sheet.printed_item(
        names.iter().zip(row).map(|(name, text)| ((*name).to_owned(), text.clone())).collect::<Row>(),
    );
}
