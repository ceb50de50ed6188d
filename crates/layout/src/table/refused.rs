//! What stands in columns and is no table: charts, and tables of contents.

use perigee_model::Rect;

use super::columns::Column;
use super::sheet::{Sheet, TextRow};

/// Bars of a chart are this much higher than words, narrower than this share of it, and this many differ in height.
const BAR_HEIGHT: f32 = 1.2;
const BAR_WIDTH: f32 = 0.25;
const MIN_BARS: usize = 3;

/// Whether areas of different heights stand in the block, as the bars of a chart.
pub(super) fn is_chart(sheet: &Sheet<'_>, block: Rect) -> bool {
    let bars = sheet.page.graphics.fills.iter().filter(|fill| {
        fill.intersection(block).is_some()
            && fill.height() > BAR_HEIGHT * sheet.em
            && fill.width() < BAR_WIDTH * block.width()
    });
    let mut tops: Vec<f32> = bars.map(|bar| bar.y0).collect();
    let count = tops.len();
    tops.sort_by(f32::total_cmp);
    tops.dedup_by(|next, kept| *next - *kept < 2.0);
    // Painted cells stand side by side, bars end at heights of their own.
    tops.len() >= MIN_BARS && 10 * tops.len() > 6 * count
}

/// A table of contents: titles and the numbers of pages, which never fall.
pub(super) fn is_contents(sheet: &Sheet<'_>, rows: &[&TextRow], found: &[Column]) -> bool {
    if found.len() > 3 {
        return false;
    }
    let numbers: Vec<Option<u32>> = rows
        .iter()
        .map(|row| {
            row.chunks
                .last()
                .and_then(|chunk| sheet.text(&chunk.words).trim_start_matches(['.', ' ']).parse().ok())
        })
        .collect();
    let known: Vec<u32> = numbers.iter().flatten().copied().collect();
    let dots =
        rows.iter().filter(|row| row.chunks.iter().any(|c| sheet.text(&c.words).contains("...."))).count();
    let rising = known.windows(2).all(|pair| pair[0] <= pair[1]) && 10 * known.len() >= 8 * rows.len();
    rising && (2 * dots > rows.len() || known.len() >= 6 && known.last() > known.first())
}
