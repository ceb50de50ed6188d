//! The end of a paper: sums, sentences, where to pay, the foot.

use crate::canvas::{A4_HEIGHT, A4_WIDTH, Align, Color};

use super::{FOOT, Foot, Head, LEFT, RIGHT, Sheet, Sum, Sums};

/// Draws everything below the tables.
pub fn draw(sheet: &mut Sheet) {
    let rows = sheet.paper.sums.clone();
    let height = rows.len() as f32 * 19.0 + 26.0;
    sheet.need(height);
    match sheet.family.sums {
        Sums::Right | Sums::Filled => stacked(sheet, &rows, 336.0, RIGHT),
        Sums::Wide => stacked(sheet, &rows, LEFT, RIGHT),
        Sums::Left => stacked(sheet, &rows, LEFT, LEFT + 230.0),
        Sums::Above => above(sheet, &rows),
    }
    sheet.y += 12.0;
    closing(sheet);
    foot(sheet);
    page_numbers(sheet);
}

/// Labels left and amounts right, a row each.
fn stacked(sheet: &mut Sheet, rows: &[Sum], x0: f32, x1: f32) {
    for row in rows {
        let style = if row.strong { sheet.body().bold().sized(sheet.size + 1.4) } else { sheet.body() };
        let height = style.leading() + if row.strong { 7.0 } else { 3.0 };
        let mut color = Color::INK;
        if row.strong && sheet.family.sums == Sums::Filled {
            sheet.canvas.area(x0, sheet.y + 1.0, x1, sheet.y + height, sheet.accent);
            color = Color::WHITE;
        } else if row.strong {
            sheet.canvas.rule(x0, x1, sheet.y + 1.0, 0.7, sheet.accent);
        }
        let baseline = sheet.y + height / 2.0 + style.size * 0.36;
        sheet.canvas.left(x0 + 4.0, baseline, style.colored(color), &row.label);
        sheet.canvas.right(x1 - 4.0, baseline, style.colored(color), &row.value);
        sheet.y += height;
    }
}

/// The sums side by side, each below its label.
fn above(sheet: &mut Sheet, rows: &[Sum]) {
    let (body, small) = (sheet.body(), sheet.small());
    for chunk in rows.chunks(4) {
        let step = (RIGHT - LEFT) / chunk.len() as f32;
        sheet.canvas.rule(LEFT, RIGHT, sheet.y + 2.0, 0.6, sheet.accent);
        for (at, row) in chunk.iter().enumerate() {
            let x = LEFT + at as f32 * step;
            let style = if row.strong { body.bold() } else { body };
            sheet.fitted(x, sheet.y + 15.0, Align::Left, step - 8.0, small, &row.label);
            sheet.fitted(x, sheet.y + 28.0, Align::Left, step - 8.0, style, &row.value);
        }
        sheet.y += 36.0;
    }
}

/// Where to pay and the closing sentences.
fn closing(sheet: &mut Sheet) {
    let (body, small) = (sheet.body(), sheet.small());
    if sheet.family.foot != Foot::Columns && !sheet.paper.bank.is_empty() {
        let bank = sheet.paper.bank.clone();
        sheet.need(bank.len() as f32 * 14.0 + 20.0);
        let indent = bank.iter().map(|(name, _)| small.width(name)).fold(0.0, f32::max) + 12.0;
        for (name, text) in &bank {
            sheet.canvas.left(LEFT, sheet.y + 12.0, small, name);
            sheet.canvas.left(LEFT + indent, sheet.y + 12.0, body, text);
            sheet.y += body.leading() + 1.0;
        }
        sheet.y += 6.0;
    }
    let sentences = sheet.paper.closing.clone();
    for text in &sentences {
        sheet.need(34.0);
        sheet.y = sheet.canvas.paragraph(LEFT, sheet.y + 13.0, RIGHT - LEFT, body, text);
    }
}

/// Small print at the foot of the last page.
fn foot(sheet: &mut Sheet) {
    // A band has no room for telephone and e-mail.
    let contact = if sheet.family.head == Head::Band { &sheet.paper.contact[..] } else { &[] };
    let numbers: Vec<String> =
        contact.iter().chain(&sheet.paper.numbers).map(|row| sheet.joined(row)).collect();
    let sender = sheet.paper.sender.clone();
    let style = sheet.small().sized(6.8);
    match sheet.family.foot {
        Foot::Columns => {
            let bank: Vec<String> = sheet.paper.bank.iter().map(|row| sheet.joined(row)).collect();
            let address: Vec<String> = std::iter::once(sender.name.clone()).chain(sender.address).collect();
            let columns: Vec<Vec<String>> =
                [address, numbers, bank].into_iter().filter(|column| !column.is_empty()).collect();
            sheet.canvas.rule(LEFT, RIGHT, FOOT, 0.5, sheet.accent);
            let step = (RIGHT - LEFT) / columns.len().max(1) as f32;
            for (at, column) in columns.iter().enumerate() {
                sheet.column(LEFT + at as f32 * step, FOOT + 13.0, step - 10.0, style, column);
            }
        }
        Foot::Line => {
            let mut parts = vec![sender.name.clone()];
            if !sheet.has_address {
                parts.extend(sender.address);
            }
            parts.extend(numbers);
            let (text, middle) = (parts.join("  ·  "), A4_WIDTH / 2.0);
            sheet.fitted(middle, FOOT + 20.0, Align::Center, RIGHT - LEFT, style, &text);
        }
        Foot::Beside => {
            let mut lines = if sheet.has_address { Vec::new() } else { sender.address };
            lines.extend(numbers);
            sheet.column(LEFT, FOOT + 13.0, 260.0, style, &lines);
        }
    }
}

/// `Page 1 of 2` on every page where there are several.
fn page_numbers(sheet: &mut Sheet) {
    let count = sheet.canvas.page_count();
    if count == 1 {
        return;
    }
    let (style, [page_word, of]) = (sheet.small(), sheet.paper.page_words);
    for page in 0..count {
        let text = format!("{page_word} {} {of} {count}", page + 1);
        sheet.canvas.on_page(page, |canvas| {
            canvas.right(RIGHT, A4_HEIGHT - 24.0, style, &text);
        });
    }
}
