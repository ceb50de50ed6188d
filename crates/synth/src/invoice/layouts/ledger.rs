//! Framed boxes and a gridded table, as accounting programs print it.

use perigee_model::Rect;

use crate::canvas::{A4_HEIGHT, A4_WIDTH, Align, Color};
use crate::invoice::sheet::Sheet;
use crate::invoice::table::{self, Frame, TableLook};
use crate::invoice::{blocks, parts};

const LEFT: f32 = 40.0;
const RIGHT: f32 = A4_WIDTH - 40.0;
const MIDDLE: f32 = A4_WIDTH / 2.0;
const BOTTOM: f32 = A4_HEIGHT - 60.0;

/// Draws the invoice.
pub fn draw(sheet: &mut Sheet) {
    let y = head(sheet);
    let y = parties(sheet, y);
    let pale = sheet.look.accent.lighter(0.88);
    let look = TableLook { head: Some(pale), head_text: Color::INK, rules: true, grid: true, zebra: false };
    let frame = Frame { x0: LEFT, x1: RIGHT, bottom: BOTTOM, next_top: 56.0 };
    let mut y = table::draw(sheet, frame, y + 14.0, look, &mut |_| {});
    if y > BOTTOM - 170.0 {
        sheet.canvas.start_page();
        y = 50.0;
    }
    closing(sheet, y + 14.0);
    blocks::page_numbers(sheet, RIGHT, A4_HEIGHT - 30.0, Align::Right, true);
}

/// Title on the left, the data framed on the right.
fn head(sheet: &mut Sheet) -> f32 {
    let title = parts::title(sheet);
    let style = sheet.body().bold().sized(20.0);
    sheet.canvas.left(LEFT, 62.0, style, title);
    let accent = sheet.look.accent;
    sheet.canvas.rule(LEFT, LEFT + style.width(title), 70.0, 2.0, accent);
    let mut rows = parts::meta(sheet);
    rows.extend(parts::method(sheet));
    let y = blocks::spread(sheet, MIDDLE + 40.0, RIGHT - 8.0, 58.0, &rows);
    sheet.canvas.frame(Rect::new(MIDDLE + 32.0, 42.0, RIGHT, y - 4.0), 0.6, Color::LINE);
    y + 10.0
}

/// Seller and buyer in two boxes side by side.
fn parties(sheet: &mut Sheet, top: f32) -> f32 {
    let (body, small) = (sheet.body(), sheet.small().bold());
    let gap = 6.0;
    let label = sheet.word(sheet.words.seller);
    sheet.canvas.left(LEFT + 8.0, top + 13.0, small, label);
    let name = parts::seller_name(sheet);
    sheet.canvas.left(LEFT + 8.0, top + 27.0, body.bold(), &name);
    let address = parts::seller_address(sheet);
    let y = sheet.canvas.lines(LEFT + 8.0, top + 27.0 + body.leading(), body, &address);
    let mut rows = parts::seller_numbers(sheet);
    rows.extend(parts::seller_contact(sheet));
    let left = blocks::inline(sheet, LEFT + 8.0, y + 2.0, body, &rows);

    let x = MIDDLE + gap + 8.0;
    let label = sheet.word(sheet.words.buyer);
    sheet.canvas.left(x, top + 13.0, small, label);
    let buyer = parts::buyer(sheet);
    let (name, rest) = buyer.split_first().map_or(("", &[][..]), |(name, rest)| (name.as_str(), rest));
    sheet.canvas.left(x, top + 27.0, body.bold(), name);
    let right = sheet.canvas.lines(x, top + 27.0 + body.leading(), body, rest);

    let bottom = left.max(right) - 2.0;
    sheet.canvas.frame(Rect::new(LEFT, top, MIDDLE - gap, bottom), 0.6, Color::LINE);
    sheet.canvas.frame(Rect::new(MIDDLE + gap, top, RIGHT, bottom), 0.6, Color::LINE);
    bottom
}

fn closing(sheet: &mut Sheet, y: f32) {
    let grid = if sheet.random.chance(0.8) { blocks::tax_grid(sheet, LEFT, y + 4.0, 240.0) } else { y };
    let sums = blocks::totals(sheet, MIDDLE + 24.0, RIGHT, y, false);
    let (body, small) = (sheet.body(), sheet.small());
    let rows = parts::bank(sheet);
    let y = blocks::pairs(sheet, LEFT, grid.max(sums) + 26.0, &rows, small, body);
    let sentences = parts::terms(sheet);
    let y =
        sentences.iter().fold(y + 4.0, |y, text| sheet.canvas.paragraph(LEFT, y, RIGHT - LEFT, body, text));
    // Room for the signatures that some countries still expect.
    if y < BOTTOM - 60.0 && sheet.random.chance(0.5) {
        sheet.canvas.rule(LEFT + 10.0, LEFT + 180.0, BOTTOM - 14.0, 0.5, Color::GREY);
        sheet.canvas.rule(RIGHT - 180.0, RIGHT - 10.0, BOTTOM - 14.0, 0.5, Color::GREY);
    }
}
