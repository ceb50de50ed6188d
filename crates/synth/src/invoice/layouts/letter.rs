//! A business letter: address window on the left, data on the right, small print in columns at the foot.

use crate::canvas::{A4_WIDTH, Align, Color};
use crate::invoice::sheet::Sheet;
use crate::invoice::table::{self, Frame, TableLook};
use crate::invoice::{blocks, parts};

const LEFT: f32 = 62.0;
const RIGHT: f32 = A4_WIDTH - 52.0;
/// Upper edge of the small print.
const FOOT: f32 = 752.0;

/// Draws the invoice.
pub fn draw(sheet: &mut Sheet) {
    head(sheet);
    let foot = foot_columns(sheet);
    draw_foot(sheet, &foot);
    address(sheet);
    let y = data(sheet).max(262.0);
    let y = opening(sheet, y + 26.0);
    let look = TableLook { head: None, head_text: Color::INK, rules: true, grid: false, zebra: false };
    let frame = Frame { x0: LEFT, x1: RIGHT, bottom: FOOT - 26.0, next_top: 96.0 };
    let turn = &mut |sheet: &mut Sheet| draw_foot(sheet, &foot);
    let y = table::draw(sheet, frame, y, look, turn);
    closing(sheet, y, &foot);
    blocks::page_numbers(sheet, RIGHT, FOOT - 10.0, Align::Right, false);
}

fn head(sheet: &mut Sheet) {
    let accent = sheet.look.accent;
    blocks::emblem(sheet, LEFT, 40.0, 34.0, accent);
    let name = parts::seller_name(sheet);
    let style = sheet.body().bold().sized(16.0).colored(accent);
    sheet.canvas.left(LEFT + 46.0, 63.0, style, &name);
}

fn address(sheet: &mut Sheet) {
    let (name, lines) = (parts::seller_name(sheet), parts::seller_address(sheet));
    let sender = format!("{name} · {}", lines.join(" · "));
    let small = sheet.small().sized(6.6);
    let width = sheet.canvas.left(LEFT, 128.0, small, &sender);
    sheet.canvas.rule(LEFT, LEFT + width, 130.5, 0.4, Color::LINE);
    let buyer = parts::buyer(sheet);
    let style = sheet.body().sized(sheet.look.size + 1.0);
    sheet.canvas.lines(LEFT, 146.0, style, &buyer);
}

fn data(sheet: &mut Sheet) -> f32 {
    let mut rows = parts::meta(sheet);
    rows.extend(parts::method(sheet));
    blocks::spread(sheet, 356.0, RIGHT, 146.0, &rows)
}

fn opening(sheet: &mut Sheet, y: f32) -> f32 {
    let number = sheet.invoice.number.clone();
    let title = format!("{} {number}", parts::title(sheet));
    let style = sheet.body().bold().sized(15.0);
    sheet.canvas.left(LEFT, y, style, &title);
    let greeting = sheet.word(sheet.words.greeting);
    sheet.canvas.left(LEFT, y + 20.0, sheet.body(), greeting);
    y + 32.0
}

fn closing(sheet: &mut Sheet, y: f32, foot: &[Vec<String>]) {
    let mut y = y;
    if y > FOOT - 170.0 {
        sheet.canvas.start_page();
        draw_foot(sheet, foot);
        y = 90.0;
    }
    let y = blocks::totals(sheet, 340.0, RIGHT, y + 8.0, false) + 30.0;
    let sentences = parts::terms(sheet);
    let body = sheet.body();
    let y = sentences.iter().fold(y, |y, text| sheet.canvas.paragraph(LEFT, y, RIGHT - LEFT, body, text));
    let thanks = sheet.word(sheet.words.thanks);
    sheet.canvas.left(LEFT, y + 8.0, body, thanks);
}

/// Address, contact, numbers and bank of the seller, a column each.
fn foot_columns(sheet: &mut Sheet) -> Vec<Vec<String>> {
    let mut first = vec![parts::seller_name(sheet)];
    first.extend(parts::seller_address(sheet));
    let joined = |rows: Vec<parts::Labelled>| {
        rows.into_iter().map(|(label, text)| format!("{label} {text}")).collect()
    };
    let contact = joined(parts::seller_contact(sheet));
    let numbers = joined(parts::seller_numbers(sheet));
    let bank = joined(parts::bank(sheet));
    [first, contact, numbers, bank].into_iter().filter(|column: &Vec<String>| !column.is_empty()).collect()
}

fn draw_foot(sheet: &mut Sheet, columns: &[Vec<String>]) {
    /// Least space between two columns.
    const GAP: f32 = 12.0;
    let widths = |size: f32| -> Vec<f32> {
        let style = sheet.small().sized(size);
        columns.iter().map(|lines| lines.iter().map(|line| style.width(line)).fold(0.0, f32::max)).collect()
    };
    let gaps = columns.len().max(2) as f32 - 1.0;
    let mut size = 6.8;
    // Long bank and register lines are set smaller, until the columns fit beside each other.
    while size > 4.5 && widths(size).iter().sum::<f32>() + gaps * GAP > RIGHT - LEFT {
        size -= 0.1;
    }
    let widths = widths(size);
    let gap = (RIGHT - LEFT - widths.iter().sum::<f32>()) / gaps;
    let style = sheet.small().sized(size);
    sheet.canvas.rule(LEFT, RIGHT, FOOT, 0.6, sheet.look.accent);
    let mut x = LEFT;
    for (column, width) in columns.iter().zip(widths) {
        sheet.canvas.lines(x, FOOT + 14.0, style, column);
        x += width + gap;
    }
}
