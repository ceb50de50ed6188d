//! A coloured band with the name and the title, the data in a strip below it, a zebra table.

use crate::canvas::{A4_HEIGHT, A4_WIDTH, Align, Color};
use crate::invoice::parts::Labelled;
use crate::invoice::sheet::Sheet;
use crate::invoice::table::{self, Frame, TableLook};
use crate::invoice::{blocks, parts};

const LEFT: f32 = 44.0;
const RIGHT: f32 = A4_WIDTH - 44.0;
const BOTTOM: f32 = A4_HEIGHT - 64.0;

/// Draws the invoice.
pub fn draw(sheet: &mut Sheet) {
    band(sheet);
    let y = parties(sheet);
    let y = strip(sheet, y + 14.0) + 20.0;
    let accent = sheet.look.accent;
    let look =
        TableLook { head: Some(accent), head_text: Color::WHITE, rules: false, grid: false, zebra: true };
    let frame = Frame { x0: LEFT, x1: RIGHT, bottom: BOTTOM, next_top: 60.0 };
    let turn = &mut |sheet: &mut Sheet| sheet.canvas.area(0.0, 0.0, A4_WIDTH, 18.0, sheet.look.accent);
    let mut y = table::draw(sheet, frame, y, look, turn);
    if y > BOTTOM - 150.0 {
        sheet.canvas.start_page();
        turn(sheet);
        y = 50.0;
    }
    closing(sheet, y + 12.0);
    blocks::page_numbers(sheet, A4_WIDTH / 2.0, A4_HEIGHT - 26.0, Align::Center, false);
}

fn band(sheet: &mut Sheet) {
    let accent = sheet.look.accent;
    sheet.canvas.area(0.0, 0.0, A4_WIDTH, 96.0, accent);
    blocks::emblem(sheet, LEFT, 30.0, 36.0, Color::WHITE);
    let title = parts::title(sheet);
    let big = sheet.body().bold().sized(26.0).colored(Color::WHITE);
    let title = if sheet.random.chance(0.5) { title.to_uppercase() } else { title.to_owned() };
    let width = sheet.canvas.right(RIGHT, 58.0, big, &title);
    let name = parts::seller_name(sheet);
    // A long name beside a long title is set smaller, as a designer would.
    let style = sheet.body().bold().sized(15.0).colored(Color::WHITE);
    let style = blocks::fitted(style, &name, RIGHT - width - 16.0 - LEFT - 50.0);
    sheet.canvas.left(LEFT + 50.0, 54.0, style, &name);
}

fn parties(sheet: &mut Sheet) -> f32 {
    let (body, small) = (sheet.body(), sheet.small());
    let label = sheet.word(sheet.words.bill_to);
    sheet.canvas.left(LEFT, 124.0, small.bold(), &label.to_uppercase());
    let buyer = parts::buyer(sheet);
    let (name, rest) = buyer.split_first().map_or(("", &[][..]), |(name, rest)| (name.as_str(), rest));
    sheet.canvas.left(LEFT, 138.0, body.bold().sized(sheet.look.size + 1.2), name);
    let y = sheet.canvas.lines(LEFT, 151.0, body, rest);

    let address = parts::seller_address(sheet);
    let mut own: Vec<Labelled> = parts::seller_contact(sheet);
    own.extend(parts::seller_numbers(sheet));
    let x = 352.0;
    let below = sheet.canvas.lines(x, 124.0, body, &address);
    let below = blocks::inline(sheet, x, below + 3.0, small.sized(sheet.look.size - 0.8), &own);
    y.max(below)
}

/// The data in boxes side by side, the label above the value; several rows where there are many.
fn strip(sheet: &mut Sheet, top: f32) -> f32 {
    let mut rows = parts::meta(sheet);
    rows.extend(parts::method(sheet));
    let per_row = rows.len().div_ceil(rows.len().div_ceil(4));
    let (value, label) = (sheet.body().bold(), sheet.small());
    let mut y = top;
    for chunk in rows.chunks(per_row) {
        sheet.canvas.area(LEFT, y, RIGHT, y + 38.0, sheet.look.accent.lighter(0.9));
        let step = (RIGHT - LEFT) / chunk.len() as f32;
        for (i, (name, text)) in chunk.iter().enumerate() {
            let x = LEFT + i as f32 * step + 10.0;
            sheet.canvas.left(x, y + 14.5, label, name);
            sheet.canvas.left(x, y + 28.5, blocks::fitted(value, text, step - 14.0), text);
        }
        y += 42.0;
    }
    y
}

fn closing(sheet: &mut Sheet, y: f32) {
    let below = blocks::totals(sheet, 348.0, RIGHT, y, true);
    let (body, small) = (sheet.body(), sheet.small());
    let rows = parts::bank(sheet);
    let left = blocks::pairs(sheet, LEFT, y + 14.0, &rows, small, body);
    let sentences = parts::terms(sheet);
    let y = sentences.iter().fold(left + 8.0, |y, text| sheet.canvas.paragraph(LEFT, y, 280.0, body, text));
    let thanks = sheet.word(sheet.words.thanks);
    sheet.canvas.left(LEFT, y.max(below) + 22.0, body.bold().colored(sheet.look.accent), thanks);
}
