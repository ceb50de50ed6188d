//! A page as text for people: lines from top to bottom, wide gaps kept visible.

use perigee_layout::Line;
use perigee_model::Page;

/// The lines of a page, each ended by a line feed.
pub(crate) fn of(page: &Page) -> String {
    perigee_layout::lines(page).iter().map(|line| text_of(page, line) + "\n").collect()
}

fn text_of(page: &Page, line: &Line) -> String {
    let segments = line.segments.iter().map(|segment| {
        let words = segment.words.iter().filter_map(|&index| page.words.get(index as usize));
        words.map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    });
    segments.collect::<Vec<_>>().join("  ")
}
