//! Parties and data of a paper: addresses, then number, date and references, in the forms of the family.

use perigee_model::Rect;

use crate::canvas::{Align, Color};

use super::{Block, Data, LEFT, Labelled, Parties, RIGHT, Sheet};

/// Left edge of what stands beside an address.
const BESIDE: f32 = 336.0;

/// Draws the addresses, and the data where it stands beside them.
pub fn parties(sheet: &mut Sheet) {
    let recipient = sheet.paper.recipient.clone();
    let body = sheet.body();
    let top = sheet.y;
    match sheet.family.parties {
        Parties::Window => {
            let sender = &sheet.paper.sender;
            let line = format!("{} · {}", sender.name, sender.address.join(" · "));
            let small = sheet.small().sized(6.4);
            sheet.fitted(LEFT, top + 16.0, Align::Left, 260.0, small, &line);
            sheet.has_address = true;
            let lines = recipient.lines();
            sheet.y = sheet.column(LEFT, top + 34.0, 250.0, body.sized(sheet.size + 0.8), &lines);
            beside(sheet, BESIDE, RIGHT, top + 34.0);
        }
        Parties::RightWindow => {
            let lines = recipient.lines();
            sheet.y = sheet.column(BESIDE, top + 30.0, RIGHT - BESIDE, body.sized(sheet.size + 0.8), &lines);
            beside(sheet, LEFT, BESIDE - 40.0, top + 30.0);
        }
        Parties::Inline => {
            let mut lines = recipient.lines();
            if let Some(first) = lines.first_mut() {
                *first = format!("{}{} {first}", recipient.heading, sheet.paper.colon);
            }
            sheet.y = sheet.column(LEFT, top + 18.0, 270.0, body, &lines);
            beside(sheet, BESIDE, RIGHT, top + 18.0);
        }
        Parties::Columns | Parties::Boxes => {
            let mut blocks = vec![recipient];
            if !sheet.paper.sender.heading.is_empty() {
                blocks.insert(0, sheet.paper.sender.clone());
                sheet.has_address = true;
            }
            side_by_side(sheet, &blocks, top);
        }
    }
    let others = sheet.paper.others.clone();
    if !others.is_empty() {
        let top = sheet.y + 4.0;
        side_by_side(sheet, &others, top);
    }
}

/// Blocks with their headings in columns, framed or not.
fn side_by_side(sheet: &mut Sheet, blocks: &[Block], top: f32) {
    let is_framed = sheet.family.parties == Parties::Boxes;
    let (body, head) = (sheet.body(), sheet.small().bold());
    let step = (RIGHT - LEFT) / blocks.len().max(2) as f32;
    let mut bottom = top;
    for (at, block) in blocks.iter().enumerate() {
        let x = LEFT + at as f32 * step + if is_framed { 8.0 } else { 0.0 };
        sheet.canvas.left(x, top + 16.0, head, &block.heading);
        let width = step - 22.0;
        sheet.fitted(x, top + 30.0, Align::Left, width, body.bold(), &block.name);
        let lines: Vec<String> = block.address.iter().chain(&block.numbers).cloned().collect();
        bottom = f32::max(bottom, sheet.column(x, top + 30.0 + body.leading(), width, body, &lines));
    }
    if is_framed {
        for at in 0..blocks.len() {
            let x = LEFT + at as f32 * step;
            sheet.canvas.frame(Rect::new(x, top + 4.0, x + step - 8.0, bottom), 0.6, Color::LINE);
        }
    }
    sheet.y = bottom + 6.0;
}

/// The data in the column beside an address, in families that put it there.
fn beside(sheet: &mut Sheet, x0: f32, x1: f32, top: f32) {
    if !matches!(sheet.family.data, Data::Pairs | Data::Spread) {
        return;
    }
    let bottom = rows(sheet, x0, x1, top);
    sheet.y = sheet.y.max(bottom);
}

/// Draws what was not drawn beside an address, then the title where it does not stand yet.
pub fn draw(sheet: &mut Sheet) {
    let is_beside = !matches!(sheet.family.parties, Parties::Columns | Parties::Boxes);
    let mut data = sheet.paper.data.clone();
    if sheet.family.data == Data::InTitle {
        in_title(sheet, &mut data);
    }
    title(sheet);
    match sheet.family.data {
        Data::Pairs | Data::Spread if is_beside => {}
        Data::Pairs | Data::Spread => sheet.y = rows(sheet, LEFT, LEFT + 240.0, sheet.y + 16.0),
        Data::Strip => strip(sheet, &data),
        Data::Grid => grid(sheet, &data),
        Data::Lines | Data::InTitle => {
            let lines: Vec<String> = data.iter().map(|row| sheet.joined(row)).collect();
            let body = sheet.body();
            sheet.y = sheet.column(LEFT, sheet.y + 16.0, 300.0, body, &lines);
        }
    }
    let opening = sheet.paper.opening.clone();
    let body = sheet.body();
    for text in &opening {
        sheet.y = sheet.canvas.paragraph(LEFT, sheet.y + 14.0, RIGHT - LEFT, body, text);
    }
    sheet.y += 8.0;
}

fn title(sheet: &mut Sheet) {
    if sheet.has_title {
        return;
    }
    let text = sheet.paper.title.clone();
    let style = sheet.body().bold().sized(16.0).colored(sheet.accent);
    sheet.canvas.left(LEFT, sheet.y + 22.0, style, &text);
    sheet.y += 28.0;
    sheet.has_title = true;
}

/// `Invoice 4711 of 9 March 2026`: the first two of the data go into the title.
fn in_title(sheet: &mut Sheet, data: &mut Vec<Labelled>) {
    let Some([number, of, date]) = sheet.paper.of_title.clone() else { return };
    let text = format!("{} {number} {of} {date}", sheet.paper.title);
    let style = sheet.body().bold().sized(13.0);
    sheet.fitted(LEFT, sheet.y + 22.0, Align::Left, RIGHT - LEFT, style, &text);
    sheet.y += 26.0;
    sheet.has_title = true;
    data.drain(..2.min(data.len()));
}

/// Labels and values in two columns, or at both edges.
fn rows(sheet: &mut Sheet, x0: f32, x1: f32, top: f32) -> f32 {
    let (label, value) = (sheet.small().sized(sheet.size - 0.3), sheet.body());
    let data = sheet.paper.data.clone();
    let colon = if sheet.family.data == Data::Pairs { sheet.paper.colon } else { "" };
    let named: Vec<Labelled> = data
        .iter()
        .map(|(name, text)| (format!("{}{colon}", name.trim_end_matches(':')), text.clone()))
        .collect();
    let indent = named.iter().map(|(name, _)| label.width(name)).fold(0.0, f32::max) + 10.0;
    let mut y = top;
    for (name, text) in &named {
        sheet.canvas.left(x0, y, label, name);
        let room = x1 - x0 - if sheet.family.data == Data::Pairs { indent } else { label.width(name) + 8.0 };
        match sheet.family.data {
            Data::Pairs => sheet.fitted(x0 + indent, y, Align::Left, room, value, text),
            _ => sheet.fitted(x1, y, Align::Right, room, value, text),
        }
        y += value.leading() + 1.6;
    }
    y
}

/// Boxes side by side, the label above the value.
fn strip(sheet: &mut Sheet, data: &[Labelled]) {
    let (value, label) = (sheet.body().bold(), sheet.small());
    let per_row = data.len().div_ceil(data.len().div_ceil(4).max(1)).max(1);
    let fill = sheet.accent.lighter(0.9);
    let mut y = sheet.y + 8.0;
    for chunk in data.chunks(per_row) {
        sheet.canvas.area(LEFT, y, RIGHT, y + 34.0, fill);
        let step = (RIGHT - LEFT) / chunk.len() as f32;
        for (at, (name, text)) in chunk.iter().enumerate() {
            let x = LEFT + at as f32 * step + 8.0;
            sheet.fitted(x, y + 12.5, Align::Left, step - 12.0, label, name);
            sheet.fitted(x, y + 26.0, Align::Left, step - 12.0, value, text);
        }
        y += 38.0;
    }
    sheet.y = y;
}

/// A table of one row: the labels are its head.
fn grid(sheet: &mut Sheet, data: &[Labelled]) {
    let (body, head) = (sheet.body(), sheet.small().bold());
    let per_row = data.len().div_ceil(data.len().div_ceil(5).max(1)).max(1);
    let mut y = sheet.y + 8.0;
    for chunk in data.chunks(per_row) {
        let step = (RIGHT - LEFT) / chunk.len() as f32;
        for (at, (name, text)) in chunk.iter().enumerate() {
            let x = LEFT + at as f32 * step;
            sheet.canvas.frame(Rect::new(x, y, x + step, y + 16.0), 0.5, Color::GREY);
            sheet.canvas.frame(Rect::new(x, y + 16.0, x + step, y + 33.0), 0.5, Color::GREY);
            sheet.fitted(x + 5.0, y + 11.0, Align::Left, step - 9.0, head, name);
            sheet.fitted(x + 5.0, y + 27.5, Align::Left, step - 9.0, body, text);
        }
        y += 38.0;
    }
    sheet.y = y;
}
