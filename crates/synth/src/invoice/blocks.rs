//! Blocks that several layouts share: labelled rows, totals, tax breakdown, page numbers.

use perigee_model::Rect;

use crate::canvas::{Align, Color, Style};
use crate::invoice::parts::{self, Labelled, Total};
use crate::invoice::sheet::Sheet;

/// Labels in one column and values in another; returns the baseline after the last.
pub fn pairs(sheet: &mut Sheet, x: f32, baseline: f32, rows: &[Labelled], label: Style, value: Style) -> f32 {
    let indent = rows.iter().map(|(text, _)| label.width(text)).fold(0.0, f32::max) + 10.0;
    rows.iter().fold(baseline, |y, (name, text)| {
        sheet.canvas.left(x, y, label, name);
        sheet.canvas.left(x + indent, y, value, text);
        y + value.leading() + 1.6
    })
}

/// Labels on the left edge, values on the right edge; returns the baseline after the last.
pub fn spread(sheet: &mut Sheet, x0: f32, x1: f32, baseline: f32, rows: &[Labelled]) -> f32 {
    let (label, value) = (sheet.small().sized(sheet.look.size - 0.4), sheet.body());
    rows.iter().fold(baseline, |y, (name, text)| {
        sheet.canvas.left(x0, y, label, name);
        // A long value, e.g. a period in words, gets a line of its own.
        let fits = label.width(name) + 8.0 + value.width(text) <= x1 - x0;
        let y = if fits { y } else { y + value.leading() };
        sheet.canvas.right(x1, y, value, text);
        y + value.leading() + 2.0
    })
}

/// The style, smaller where the text would be wider than this.
pub fn fitted(style: Style, text: &str, width: f32) -> Style {
    // Under 5 points nobody could read it; no text of the tables gets there.
    let size = (style.size * width / style.width(text).max(1.0)).clamp(5.0, style.size);
    style.sized(size)
}

/// Rows as `label: value` text, below each other; returns the baseline after the last.
pub fn inline(sheet: &mut Sheet, x: f32, baseline: f32, style: Style, rows: &[Labelled]) -> f32 {
    let colon = if sheet.invoice.language == crate::language::Language::French { " :" } else { ":" };
    let lines: Vec<String> =
        rows.iter().map(|(name, text)| format!("{}{colon} {text}", name.trim_end_matches('.'))).collect();
    sheet.canvas.lines(x, baseline, style, &lines)
}

/// The sums, labels left and amounts right; returns the lower edge.
pub fn totals(sheet: &mut Sheet, x0: f32, x1: f32, top: f32, filled: bool) -> f32 {
    let rows: Vec<Total> = parts::totals(sheet);
    let mut y = top;
    for row in rows {
        let style = if row.strong { sheet.body().bold().sized(sheet.look.size + 1.8) } else { sheet.body() };
        let height = style.leading() + if row.strong { 11.0 } else { 5.0 };
        let mut color = Color::INK;
        if row.strong && filled {
            sheet.canvas.area(x0, y + 2.0, x1, y + height, sheet.look.accent);
            color = Color::WHITE;
        } else if row.strong {
            sheet.canvas.rule(x0, x1, y + 2.0, 0.8, sheet.look.accent);
        }
        let baseline = y + 2.0 + (height - 2.0) / 2.0 + style.size * 0.36;
        sheet.canvas.left(x0 + 5.0, baseline, style.colored(color), &row.label);
        sheet.canvas.right(x1 - 5.0, baseline, style.colored(color), &row.value);
        y += height;
    }
    y
}

/// The tax breakdown as a small grid; returns the lower edge.
pub fn tax_grid(sheet: &mut Sheet, x0: f32, top: f32, width: f32) -> f32 {
    let rows = parts::tax_table(sheet);
    let (body, size) = (sheet.body().sized(sheet.look.size - 0.6), sheet.look.size);
    let height = body.leading() + 6.0;
    let step = width / 4.0;
    for (i, row) in rows.iter().enumerate() {
        let y = top + i as f32 * height;
        if i == 0 {
            sheet.canvas.area(x0, y, x0 + width, y + height, sheet.look.accent.lighter(0.88));
        }
        let style = if i == 0 { body.bold() } else { body };
        for (column, text) in row.iter().enumerate() {
            let right = x0 + (column + 1) as f32 * step - 5.0;
            sheet.canvas.right(right, y + height - 3.0 - size * 0.35, style, text);
        }
        sheet.canvas.rule(x0, x0 + width, y + height, 0.5, Color::LINE);
    }
    let bottom = top + rows.len() as f32 * height;
    sheet.canvas.frame(Rect::new(x0, top, x0 + width, bottom), 0.5, Color::LINE);
    bottom
}

/// `Page 1 of 2` on every page, where there are several or the layout always does it.
pub fn page_numbers(sheet: &mut Sheet, x: f32, baseline: f32, align: Align, always: bool) {
    let count = sheet.canvas.page_count();
    if count == 1 && !always {
        return;
    }
    let (style, words) = (sheet.small(), sheet.words);
    for page in 0..count {
        let text = format!("{} {} {} {count}", words.page, page + 1, words.of);
        sheet.canvas.on_page(page, |canvas| {
            canvas.text(x, baseline, align, style, &text);
        });
    }
}

/// A mark that could be a company's: drawn, not written.
pub fn emblem(sheet: &mut Sheet, x: f32, y: f32, size: f32, color: Color) {
    let canvas = &mut sheet.canvas;
    match sheet.random.between(0, 3) {
        0 => {
            canvas.disc(x + size * 0.36, y + size / 2.0, size * 0.36, color);
            canvas.disc(x + size * 0.68, y + size / 2.0, size * 0.32, color.lighter(0.45));
        }
        1 => {
            canvas.polygon(&[(x, y + size), (x + size / 2.0, y), (x + size, y + size)], color);
            canvas.polygon(
                &[
                    (x + size * 0.28, y + size),
                    (x + size * 0.5, y + size * 0.56),
                    (x + size * 0.72, y + size),
                ],
                color.lighter(0.6),
            );
        }
        2 => {
            for (i, share) in [0.45, 0.75, 1.0, 0.6].into_iter().enumerate() {
                let left = x + i as f32 * size * 0.26;
                canvas.area(
                    left,
                    y + size * (1.0 - share),
                    left + size * 0.18,
                    y + size,
                    color.lighter(i as f32 * 0.14),
                );
            }
        }
        _ => {
            canvas.area(x, y, x + size, y + size, color);
            canvas.polygon(&[(x + size, y), (x + size, y + size), (x, y + size)], color.lighter(0.3));
        }
    }
}
