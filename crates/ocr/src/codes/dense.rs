//! Windows of a picture that are dense with steps from light to dark, as codes are and lines of text are not.

use image::GrayImage;

use super::{Part, add};

/// Side of the tiles in pixels; lines of body text at 200 dpi leave empty ones between them.
const TILE: usize = 4;

/// A tile with this much between its darkest and its lightest dot is at the edge of a bar or module.
const MIN_CONTRAST: u8 = 48;

/// Side in tiles of the windows that are looked through: codes are larger than 40 dots.
const WINDOW: usize = 10;

/// Tiles of a window that lie at edges.
///
/// By reckoning: bars and modules of up to 5 dots have nearly all; coarser QR codes are found by their squares. With 80,
/// paragraphs of small print on scanned forms are looked through in vain.
const MIN_EDGES: u32 = 90;

/// The dense windows, those that touch together: left, upper, right and lower edge in pixels.
pub(super) fn windows(picture: &GrayImage) -> Vec<Part> {
    Edges::find(picture).marks()
}

/// Which tiles lie at edges.
struct Edges {
    columns: usize,
    rows: usize,
    tiles: Vec<bool>,
}

impl Edges {
    fn find(picture: &GrayImage) -> Self {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let columns = width / TILE;
        let rows = if columns == 0 { 0 } else { height / TILE };
        let mut tiles = Vec::with_capacity(columns * rows);
        let (mut darkest, mut lightest) = (vec![0u8; width], vec![0u8; width]);
        for row in 0..rows {
            darkest.fill(u8::MAX);
            lightest.fill(0);
            // A dot more on every side, or edges between two tiles would be missed.
            let lines = (row * TILE).saturating_sub(1)..(row * TILE + TILE + 1).min(height);
            let dots = picture.get(lines.start * width..lines.end * width).unwrap_or_default();
            for line in dots.chunks_exact(width) {
                for ((dot, dark), light) in line.iter().zip(&mut darkest).zip(&mut lightest) {
                    *dark = (*dark).min(*dot);
                    *light = (*light).max(*dot);
                }
            }
            tiles.extend((0..columns).map(|column| {
                let span = (column * TILE).saturating_sub(1)..(column * TILE + TILE + 1).min(width);
                let dark = darkest.get(span.clone()).unwrap_or_default().iter().min();
                let light = lightest.get(span).unwrap_or_default().iter().max();
                dark.zip(light).is_some_and(|(dark, light)| light.saturating_sub(*dark) >= MIN_CONTRAST)
            }));
        }
        Self { columns, rows, tiles }
    }

    /// The places of dense windows in pixels, windows in a row and over each other together.
    fn marks(&self) -> Vec<Part> {
        let mut marks: Vec<Part> = Vec::new();
        if self.columns < WINDOW || self.rows < WINDOW {
            return marks;
        }
        // Edges in each column of the rows of the window, and their sum over its columns.
        let mut counts = vec![0u32; self.columns];
        for (row, tiles) in self.tiles.chunks_exact(self.columns).enumerate() {
            let leaving =
                row.checked_sub(WINDOW).and_then(|row| self.tiles.chunks_exact(self.columns).nth(row));
            for (count, &enters) in counts.iter_mut().zip(tiles) {
                *count += u32::from(enters);
            }
            for (count, &leaves) in counts.iter_mut().zip(leaving.unwrap_or_default()) {
                *count -= u32::from(leaves);
            }
            if row + 1 < WINDOW {
                continue;
            }
            for (column, window) in counts.windows(WINDOW).enumerate() {
                if window.iter().sum::<u32>() >= MIN_EDGES {
                    let (left, top) = (column * TILE, (row + 1 - WINDOW) * TILE);
                    add(&mut marks, [left, top, left + WINDOW * TILE, top + WINDOW * TILE]);
                }
            }
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    #[test]
    fn lines_of_text_are_not_dense() {
        let text = GrayImage::from_fn(1200, 1200, |x, y| {
            // Letters of 14 dots in lines of 33, as body text has at 200 dpi.
            Luma([if y % 33 < 14 && x % 12 < 4 && x % 80 < 68 { 20 } else { 230 }])
        });
        assert!(windows(&text).is_empty());
    }

    #[test]
    fn bars_and_small_modules_are_dense() {
        let page = GrayImage::from_fn(900, 600, |x, y| {
            let on_code = (200..260).contains(&y) && (300..560).contains(&x);
            let module = (x / 3).wrapping_mul(0x9e37_79b1) ^ (y / 3).wrapping_mul(0x85eb_ca6b);
            let ink = if x < 430 { x % 7 < 3 } else { module.wrapping_mul(0xc2b2_ae35) >> 31 == 1 };
            Luma([if on_code && ink { 0 } else { 255 }])
        });
        let found = windows(&page);
        assert!(found.len() == 1 && found[0][0] <= 310 && found[0][2] >= 550, "{found:?}");
    }

    #[test]
    fn a_picture_of_any_size_is_taken() {
        for (width, height) in [(0, 0), (1, 1), (3, 900), (900, 3), (41, 41)] {
            assert!(windows(&GrayImage::new(width, height)).is_empty());
        }
    }
}
