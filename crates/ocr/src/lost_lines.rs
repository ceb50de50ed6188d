//! Lines of text on which nothing was read: layout loses whole lines between others, as beside underlined words.
//!
//! Ink that no word covers is looked at in cells; what is as high and as long as a line is read again by itself.

use image::{GrayImage, Luma, imageops};

use crate::InkWord;
use crate::cells::{self, Cell};

/// Width and height of the cells in points: rows of text are 2 pt apart and more, and words of one row 2 to 6 pt.
const CELL: (f32, f32) = (3.0, 1.0);

/// Empty cells that a line may have between its words, across and down.
const REACH: (i32, i32) = (2, 0);

/// Dots of ink from which a cell counts, as a share of it.
const MIN_INK: f32 = 0.1;

/// What is known is this much larger than its edges, in points.
const MARGIN: f32 = 1.0;

/// How high and how wide a line is, in points.
const HEIGHTS: std::ops::RangeInclusive<f32> = 6.0..=18.0;
const MIN_WIDTH: f32 = 40.0;

/// Share of the cells of a line that have ink: rules have more.
const SHARES: std::ops::RangeInclusive<f32> = 0.15..=0.85;

/// Lines of one page that are read again.
const MAX_LINES: usize = 8;

/// Paper around a line that is read again, in points.
const PAPER: (f32, f32) = (8.0, 3.0);

/// A line of fewer letters and digits may be anything.
const MIN_LETTERS: f32 = 6.0;

/// Words of such a line are taken when they are so sure on average, and the single one from the second on.
const SURE_LINE: f32 = 0.8;
const SURE_WORD: f32 = 0.6;

/// Where lines stand that were not read, as edges in dots; `known` are the places of words and of what is drawn.
pub(crate) fn find(picture: &GrayImage, known: &[[f32; 4]], dots_per_point: f32) -> Vec<[f32; 4]> {
    let cell = (CELL.0 * dots_per_point, CELL.1 * dots_per_point);
    let inked = cells::inked(picture, known, cell, MARGIN * dots_per_point, MIN_INK);
    let mut lines: Vec<[f32; 4]> =
        cells::groups(inked, REACH).iter().filter_map(|group| line(group, cell, dots_per_point)).collect();
    lines.sort_by(|a, b| (b[2] - b[0]).total_cmp(&(a[2] - a[0])));
    lines.truncate(MAX_LINES);
    lines
}

/// The edges of a group that is as high, as wide and as dense as a line of text.
fn line(group: &[Cell], cell: (f32, f32), dots_per_point: f32) -> Option<[f32; 4]> {
    let ((left, top), (right, bottom)) = cells::extent(group);
    let (columns, rows) = ((right + 1 - left) as f32, (bottom + 1 - top) as f32);
    let (width, height) = (columns * cell.0 / dots_per_point, rows * cell.1 / dots_per_point);
    let share = group.len() as f32 / (columns * rows);
    let fits = HEIGHTS.contains(&height) && width >= MIN_WIDTH.max(3.0 * height) && SHARES.contains(&share);
    fits.then(|| {
        [left as f32 * cell.0, top as f32 * cell.1, (right + 1) as f32 * cell.0, (bottom + 1) as f32 * cell.1]
    })
}

/// A line with paper around it and without what is known, and where its left upper corner stands.
pub(crate) fn cut(
    picture: &GrayImage,
    line: [f32; 4],
    known: &[[f32; 4]],
    dots_per_point: f32,
) -> (GrayImage, (f32, f32)) {
    let (aside, above) = (PAPER.0 * dots_per_point, PAPER.1 * dots_per_point);
    let (left, top) = ((line[0] - aside).max(0.0) as u32, (line[1] - above).max(0.0) as u32);
    let (right, bottom) = ((line[2] + aside) as u32, (line[3] + above) as u32);
    let width = right.min(picture.width()).saturating_sub(left);
    let height = bottom.min(picture.height()).saturating_sub(top);
    let mut strip = imageops::crop_imm(picture, left, top, width, height).to_image();
    for edges in known {
        let from = |edge: f32, start: u32| (edge - start as f32).max(0.0) as u32;
        for y in from(edges[1], top)..from(edges[3], top).min(height) {
            for x in from(edges[0], left)..from(edges[2], left).min(width) {
                strip.put_pixel(x, y, Luma([255]));
            }
        }
    }
    (strip, (left as f32, top as f32))
}

/// The words of a line that was read by itself, where they stand on the page; none where the line is unsure.
pub(crate) fn accepted(words: Vec<InkWord>, (left, top): (f32, f32)) -> Vec<InkWord> {
    let letters = |word: &InkWord| word.text.chars().filter(|sign| sign.is_alphanumeric()).count() as f32;
    let all: f32 = words.iter().map(letters).sum();
    let sure: f32 = words.iter().map(|word| word.confidence.get() * letters(word)).sum();
    if words.len() < 2 || all < MIN_LETTERS || sure < SURE_LINE * all {
        return Vec::new();
    }
    let place = |word: InkWord| {
        let [x0, y0, x1, y1] = word.edges_px;
        InkWord { edges_px: [x0 + left, y0 + top, x1 + left, y1 + top], ..word }
    };
    words.into_iter().filter(|word| word.confidence.get() >= SURE_WORD).map(place).collect()
}

#[cfg(test)]
mod tests {
    use perigee_model::Confidence;

    use super::*;
    use crate::cells::INK;

    /// Dots a point of the pictures here.
    const DOTS: f32 = 2.0;

    /// Rows of stems eight points high from 100 to 400 dots, one every 24 dots from 50 on.
    fn rows(count: u32) -> GrayImage {
        GrayImage::from_fn(600, 400, |x, y| {
            let letter = (100..404).contains(&x) && x % 20 < 3;
            let row = (50..50 + 24 * count).contains(&y) && (y - 50) % 24 < 16;
            Luma([if letter && row { 0 } else { 255 }])
        })
    }

    fn row(at: u32) -> [f32; 4] {
        let top = 50.0 + 24.0 * at as f32;
        [100.0, top, 400.0, top + 16.0]
    }

    fn word(text: &str, confidence: f32) -> InkWord {
        InkWord {
            text: text.to_owned(),
            edges_px: [5.0, 4.0, 65.0, 20.0],
            confidence: Confidence::new(confidence),
        }
    }

    #[test]
    fn a_line_between_others_on_which_nothing_was_read_is_found() {
        let found = find(&rows(3), &[row(0), row(2)], DOTS);
        let [line] = found.as_slice() else { panic!("{found:?}") };
        let near = |edge: f32, other: f32| (edge - other).abs() <= 8.0;
        assert!(line.iter().zip(row(1)).all(|(&edge, other)| near(edge, other)), "{line:?}");
        assert!(find(&rows(3), &[row(0), row(1), row(2)], DOTS).is_empty());
    }

    #[test]
    fn rules_and_drawings_are_no_lines() {
        let picture = GrayImage::from_fn(600, 400, |x, y| {
            let rule = (100..103).contains(&y) && (50..550).contains(&x);
            let drawing = (200..300).contains(&y) && (100..400).contains(&x) && (x + y) % 16 < 5;
            Luma([if rule || drawing { 0 } else { 255 }])
        });
        assert!(find(&picture, &[], DOTS).is_empty());
    }

    #[test]
    fn a_line_is_cut_without_what_stands_above_and_below() {
        let picture = rows(3);
        // A letter of the row above reaches down to the line.
        let above = [100.0, 50.0, 400.0, 72.0];
        let (strip, place) = cut(&picture, row(1), &[above, row(2)], DOTS);
        assert_eq!(place, (84.0, 68.0));
        let has_ink = |rows: std::ops::Range<u32>| {
            rows.into_iter().any(|y| (0..strip.width()).any(|x| strip.get_pixel(x, y).0[0] < INK))
        };
        assert!(has_ink(6..22) && !has_ink(0..4) && !has_ink(22..strip.height()));
    }

    #[test]
    fn places_beyond_the_picture_are_cut_without_harm() {
        let picture = rows(1);
        for line in [[-9.0, -9.0, 20.0, 10.0], [590.0, 390.0, 640.0, 420.0]] {
            cut(&picture, line, &[[-5.0, -5.0, 700.0, 500.0]], DOTS);
        }
        assert!(find(&GrayImage::new(0, 0), &[[0.0, 0.0, 9.0, 9.0]], DOTS).is_empty());
    }

    #[test]
    fn sure_words_of_a_sure_line_are_taken_where_they_stand() {
        let taken = accepted(vec![word("also", 0.97), word("available", 0.95), word("x", 0.3)], (84.0, 68.0));
        let texts: Vec<&str> = taken.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["also", "available"]);
        assert_eq!(taken[0].edges_px, [89.0, 72.0, 149.0, 88.0]);
    }

    #[test]
    fn an_unsure_line_and_a_single_word_are_left() {
        assert!(accepted(vec![word("ees", 0.41), word("ee", 0.16)], (0.0, 0.0)).is_empty());
        assert!(accepted(vec![word("N", 0.9)], (0.0, 0.0)).is_empty());
        assert!(accepted(vec![word("=", 0.9), word("—", 0.9)], (0.0, 0.0)).is_empty());
    }
}
