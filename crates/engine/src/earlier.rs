//! Whether the unseen words of a scan are a recognition of it: they lie on its ink, and little of its ink is elsewhere.
//!
//! Some archives lay a list of their own fields under every scan; its words are as good as any, but the paper does not
//! say them.

use std::collections::HashSet;

use image::GrayImage;
use perigee_model::Word;

/// Resolution at which the page is drawn for this: a letter is still a few dots.
pub(crate) const DPI: f32 = 72.0;

/// Side of the squares in which ink is looked for, in points: half a line of small print.
const SQUARE_PT: f32 = 4.0;

/// Dots darker than this are ink: strokes turn grey when a page is drawn so small.
const INK: u8 = 160;

/// Share of the ink's squares that the words of a recognition cover.
///
/// On 45 scanned forms layers of a recognition cover .77 and more of them, lists of an archive's fields .18 and less.
/// Pictures, handwriting and rules are ink without words, so the bound lies nearer to the lists.
const COVERED: f32 = 0.4;

/// Whether these words cover the ink of the page, drawn at [`DPI`].
pub(crate) fn covers(words: &[Word], picture: &GrayImage) -> bool {
    let per_point = DPI / 72.0;
    let square = |point: f32| (point.max(0.0) / SQUARE_PT) as u32;
    let under_words: HashSet<(u32, u32)> = words
        .iter()
        .flat_map(|word| {
            let [left, top, right, bottom] = <[f32; 4]>::from(word.bbox).map(square);
            (top..=bottom).flat_map(move |row| (left..=right).map(move |column| (column, row)))
        })
        .collect();
    let ink: HashSet<(u32, u32)> = picture
        .enumerate_pixels()
        .filter(|(_, _, dot)| dot.0[0] < INK)
        .map(|(x, y, _)| (square(x as f32 / per_point), square(y as f32 / per_point)))
        .collect();
    ink.intersection(&under_words).count() as f32 >= COVERED * ink.len() as f32
}

#[cfg(test)]
mod tests {
    use image::Luma;
    use perigee_model::{Confidence, Rect};

    use super::*;

    /// Forty lines of strokes, 15 pt apart.
    fn paper() -> GrayImage {
        GrayImage::from_fn(595, 842, |x, y| {
            let ink = y % 15 < 8 && (60..540).contains(&x) && (100..700).contains(&y) && x % 4 == 0;
            Luma([if ink { 40 } else { 250 }])
        })
    }

    fn lines(from: f32, count: u32, pitch: f32) -> Vec<Word> {
        let line = |at: u32| {
            let top = from + at as f32 * pitch;
            Word {
                text: "line".to_owned(),
                bbox: Rect::new(0.0, top, 540.0, top + 8.0),
                confidence: Confidence::CERTAIN,
            }
        };
        (0..count).map(line).collect()
    }

    #[test]
    fn words_on_the_ink_are_a_recognition_of_it() {
        assert!(covers(&lines(105.0, 40, 15.0), &paper()));
    }

    #[test]
    fn a_list_at_the_top_of_the_page_is_not() {
        assert!(!covers(&lines(10.0, 20, 9.0), &paper()));
    }

    #[test]
    fn an_empty_page_contradicts_no_words() {
        assert!(covers(&lines(10.0, 20, 9.0), &GrayImage::from_pixel(595, 842, Luma([255]))));
    }
}
