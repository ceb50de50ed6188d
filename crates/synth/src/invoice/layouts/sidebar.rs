//! The seller in a coloured column on the left, the invoice itself on the white right.

use crate::canvas::{A4_HEIGHT, A4_WIDTH, Align, Color};
use crate::invoice::parts::Labelled;
use crate::invoice::sheet::Sheet;
use crate::invoice::table::{self, Frame, TableLook};
use crate::invoice::{blocks, parts};

/// Width of the coloured column.
const SIDE: f32 = 158.0;
const LEFT: f32 = SIDE + 26.0;
const RIGHT: f32 = A4_WIDTH - 34.0;
const BOTTOM: f32 = A4_HEIGHT - 54.0;

/// Draws the invoice.
pub fn draw(sheet: &mut Sheet) {
    let tint = sheet.look.accent.lighter(0.92);
    side(sheet, tint);
    let y = head(sheet);
    let accent = sheet.look.accent;
    let look = TableLook { head: None, head_text: accent, rules: true, grid: false, zebra: false };
    let frame = Frame { x0: LEFT, x1: RIGHT, bottom: BOTTOM, next_top: 54.0 };
    let turn = &mut |sheet: &mut Sheet| sheet.canvas.area(0.0, 0.0, 10.0, A4_HEIGHT, sheet.look.accent);
    let mut y = table::draw(sheet, frame, y, look, turn);
    if y > BOTTOM - 160.0 {
        sheet.canvas.start_page();
        turn(sheet);
        y = 48.0;
    }
    closing(sheet, y + 10.0);
    blocks::page_numbers(sheet, RIGHT, A4_HEIGHT - 28.0, Align::Right, false);
}

fn side(sheet: &mut Sheet, tint: Color) {
    let accent = sheet.look.accent;
    sheet.canvas.area(0.0, 0.0, SIDE, A4_HEIGHT, tint);
    sheet.canvas.area(0.0, 0.0, 10.0, A4_HEIGHT, accent);
    blocks::emblem(sheet, 28.0, 44.0, 38.0, accent);
    let name = parts::seller_name(sheet);
    let style = sheet.body().bold().sized(12.5);
    let y = sheet.canvas.paragraph(28.0, 106.0, SIDE - 40.0, style, &name);
    let (body, width) = (sheet.body().sized(sheet.look.size - 0.8), SIDE - 38.0);
    let address = parts::seller_address(sheet);
    let y = sheet.canvas.lines(28.0, y + 6.0, body, &address);
    let contact = parts::seller_contact(sheet);
    let y = stacked(sheet, y + 12.0, width, &contact);
    let numbers = parts::seller_numbers(sheet);
    let y = stacked(sheet, y + 8.0, width, &numbers);
    let bank = parts::bank(sheet);
    stacked(sheet, y + 8.0, width, &bank);
}

/// A small label with its value below it.
fn stacked(sheet: &mut Sheet, y: f32, width: f32, rows: &[Labelled]) -> f32 {
    let (small, body) =
        (sheet.small().sized(sheet.look.size - 2.0), sheet.body().sized(sheet.look.size - 0.8));
    rows.iter().fold(y, |y, (label, value)| {
        sheet.canvas.left(28.0, y, small, label);
        // An IBAN that is too long for the column is set smaller rather than broken.
        let style = blocks::fitted(body, value, width);
        sheet.canvas.left(28.0, y + body.leading() * 0.92, style, value);
        y + body.leading() * 2.1
    })
}

fn head(sheet: &mut Sheet) -> f32 {
    let title = parts::title(sheet);
    let style = sheet.body().bold().sized(24.0).colored(sheet.look.accent);
    sheet.canvas.left(LEFT, 66.0, style, title);
    let mut rows = parts::meta(sheet);
    rows.extend(parts::method(sheet));
    let (body, small) = (sheet.body(), sheet.small());
    let data = blocks::pairs(sheet, LEFT, 94.0, &rows, small.sized(sheet.look.size - 0.6), body.bold());
    let label = sheet.word(sheet.words.bill_to);
    let x = LEFT + 214.0;
    sheet.canvas.left(x, 94.0, small, label);
    let buyer = parts::buyer(sheet);
    let y = buyer.iter().enumerate().fold(107.0, |y, (i, line)| {
        let style = if i == 0 { body.bold() } else { body };
        sheet.canvas.paragraph(x, y, RIGHT - x, style, line)
    });
    data.max(y) + 16.0
}

fn closing(sheet: &mut Sheet, y: f32) {
    let y = blocks::totals(sheet, LEFT + 150.0, RIGHT, y, true) + 26.0;
    let body = sheet.body();
    let sentences = parts::terms(sheet);
    let y = sentences.iter().fold(y, |y, text| sheet.canvas.paragraph(LEFT, y, RIGHT - LEFT, body, text));
    let thanks = sheet.word(sheet.words.thanks);
    sheet.canvas.left(LEFT, y + 8.0, body, thanks);
}
