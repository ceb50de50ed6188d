//! The head of a paper: who writes, and sometimes what it is.

use crate::canvas::{A4_WIDTH, Align, Color};

use super::{Foot, Head, INLINE, LEFT, Parties, RIGHT, Sheet};

/// Draws the head of the family.
pub fn draw(sheet: &mut Sheet) {
    match sheet.family.head {
        Head::Letterhead => letterhead(sheet),
        Head::Centered => centered(sheet),
        Head::RightBlock => right_block(sheet),
        Head::Band => band(sheet),
        Head::TitleFirst => title_first(sheet),
        Head::Plain => plain(sheet),
    }
}

/// Whether the address of the sender stands with the parties or in the foot, so that the head need not say it.
fn is_said_elsewhere(sheet: &Sheet) -> bool {
    matches!(sheet.family.parties, Parties::Window | Parties::Columns | Parties::Boxes)
        || sheet.family.foot == Foot::Columns
}

fn contacts(sheet: &Sheet) -> Vec<String> {
    sheet.paper.contact.iter().map(|row| sheet.joined(row)).collect()
}

fn letterhead(sheet: &mut Sheet) {
    let accent = sheet.accent;
    emblem(sheet, LEFT, 38.0, 32.0, accent);
    let name = sheet.paper.sender.name.clone();
    let style = sheet.body().bold().sized(14.5).colored(accent);
    sheet.fitted(LEFT + 42.0, 59.0, Align::Left, 250.0, style, &name);
    let mut lines = if is_said_elsewhere(sheet) { Vec::new() } else { sheet.paper.sender.address.clone() };
    sheet.has_address = !lines.is_empty();
    lines.extend(contacts(sheet));
    let small = sheet.small();
    let mut y = 46.0;
    for line in &lines {
        sheet.canvas.right(RIGHT, y, small, line);
        y += small.leading();
    }
    sheet.y = f32::max(y, 84.0) + 10.0;
}

fn centered(sheet: &mut Sheet) {
    let middle = A4_WIDTH / 2.0;
    let (accent, small) = (sheet.accent, sheet.small());
    let name = sheet.paper.sender.name.clone();
    let style = sheet.body().bold().sized(17.0).colored(accent);
    sheet.canvas.text(middle, 54.0, Align::Center, style, &name);
    let address = sheet.paper.sender.address.join(INLINE);
    sheet.canvas.text(middle, 68.0, Align::Center, small, &address);
    sheet.has_address = true;
    let line = contacts(sheet).join("   ");
    sheet.fitted(middle, 80.0, Align::Center, RIGHT - LEFT, small, &line);
    sheet.canvas.rule(LEFT, RIGHT, 88.0, 0.8, accent);
    sheet.y = 104.0;
}

fn right_block(sheet: &mut Sheet) {
    let (accent, body, small) = (sheet.accent, sheet.body(), sheet.small());
    let title = sheet.paper.title.clone();
    sheet.fitted(LEFT, 66.0, Align::Left, 240.0, body.bold().sized(21.0).colored(accent), &title);
    sheet.has_title = true;
    let x = 356.0;
    let name = sheet.paper.sender.name.clone();
    sheet.fitted(x, 50.0, Align::Left, RIGHT - x, body.bold().sized(sheet.size + 2.0), &name);
    let address = sheet.paper.sender.address.clone();
    let y = sheet.column(x, 64.0, RIGHT - x, body, &address);
    sheet.has_address = true;
    let contacts = contacts(sheet);
    let y = sheet.column(x, y + 2.0, RIGHT - x, small, &contacts);
    sheet.y = f32::max(y, 84.0) + 8.0;
}

fn band(sheet: &mut Sheet) {
    let accent = if sheet.accent == Color::INK { Color(45, 55, 72) } else { sheet.accent };
    sheet.canvas.area(0.0, 0.0, A4_WIDTH, 78.0, accent);
    let style = sheet.body().bold().colored(Color::WHITE);
    let title = sheet.paper.title.clone();
    sheet.fitted(RIGHT, 50.0, Align::Right, 190.0, style.sized(22.0), &title);
    sheet.has_title = true;
    let name = sheet.paper.sender.name.clone();
    sheet.fitted(LEFT, 48.0, Align::Left, 280.0, style.sized(14.0), &name);
    sheet.y = 98.0;
    if !is_said_elsewhere(sheet) {
        let (address, small) = (sheet.paper.sender.address.join(" · "), sheet.small());
        sheet.canvas.left(LEFT, 94.0, small, &address);
        sheet.has_address = true;
        sheet.y = 112.0;
    }
}

fn title_first(sheet: &mut Sheet) {
    let (body, small) = (sheet.body(), sheet.small());
    let title = sheet.paper.title.to_uppercase();
    sheet.fitted(LEFT, 62.0, Align::Left, 250.0, body.bold().sized(24.0), &title);
    sheet.has_title = true;
    let name = sheet.paper.sender.name.clone();
    sheet.fitted(RIGHT, 48.0, Align::Right, 220.0, body.bold().sized(sheet.size + 2.4), &name);
    let mut lines = sheet.paper.sender.address.clone();
    lines.extend(contacts(sheet));
    sheet.has_address = true;
    let mut y = 62.0;
    for line in &lines {
        sheet.fitted(RIGHT, y, Align::Right, 220.0, small, line);
        y += small.leading();
    }
    sheet.canvas.rule(LEFT, RIGHT, y, 0.5, Color::LINE);
    sheet.y = y + 14.0;
}

fn plain(sheet: &mut Sheet) {
    let body = sheet.body();
    let name = sheet.paper.sender.name.clone();
    sheet.canvas.left(LEFT, 54.0, body.bold().sized(sheet.size + 1.0), &name);
    let mut lines = sheet.paper.sender.address.clone();
    lines.extend(contacts(sheet));
    sheet.has_address = true;
    sheet.y = sheet.column(LEFT, 68.0, 260.0, body, &lines) + 10.0;
}

/// A mark that could be a company's: drawn, not written.
fn emblem(sheet: &mut Sheet, x: f32, y: f32, size: f32, color: Color) {
    match sheet.random.between(0, 2) {
        0 => {
            sheet.canvas.disc(x + size * 0.4, y + size / 2.0, size * 0.4, color);
            sheet.canvas.disc(x + size * 0.7, y + size / 2.0, size * 0.28, color.lighter(0.5));
        }
        1 => sheet.canvas.polygon(&[(x, y + size), (x + size / 2.0, y), (x + size, y + size)], color),
        _ => {
            sheet.canvas.area(x, y, x + size, y + size, color);
            sheet.canvas.polygon(&[(x + size, y), (x + size, y + size), (x, y + size)], color.lighter(0.35));
        }
    }
}
