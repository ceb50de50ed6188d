//! Evens out the light: every dot is divided by the brightness of the paper around it.

use image::{GrayImage, Luma};

/// Side of the tiles whose brightest dot stands for the paper, in pixels.
///
/// Strokes of body text at 200 dpi are 2 to 5 px wide, so a tile of 8 px shows some paper beside them.
const TILE: u32 = 8;

/// Paper is taken for at least this bright; otherwise the noise of dark areas would be blown up to ink, and
/// light text on a dark bar would be lost with its bar.
const MIN_PAPER: f32 = 90.0;

/// Divides by the paper's brightness and stretches shares in `stretch` to black and white.
pub(super) fn level(picture: &GrayImage, stretch: (f32, f32)) -> GrayImage {
    let paper = Paper::estimate(picture);
    let (black, white) = stretch;
    let mut levelled = GrayImage::new(picture.width(), picture.height());
    for (y, (row, out)) in picture.rows().zip(levelled.rows_mut()).enumerate() {
        let line = paper.line(y as u32);
        for (x, (dot, out)) in row.zip(out).enumerate() {
            let share = f32::from(dot.0[0]) / line.at(x as u32);
            *out = Luma([(((share - black) / (white - black)).clamp(0.0, 1.0) * 255.0) as u8]);
        }
    }
    levelled
}

/// Brightness of the paper on a grid of tiles.
struct Paper {
    columns: usize,
    rows: usize,
    tiles: Vec<f32>,
}

impl Paper {
    fn estimate(picture: &GrayImage) -> Self {
        let columns = picture.width().div_ceil(TILE).max(1) as usize;
        let rows = picture.height().div_ceil(TILE).max(1) as usize;
        let mut brightest = vec![0u8; columns * rows];
        for (y, row) in picture.rows().enumerate() {
            let base = y / TILE as usize * columns;
            for (x, dot) in row.enumerate() {
                let tile = &mut brightest[base + x / TILE as usize];
                *tile = (*tile).max(dot.0[0]);
            }
        }
        let tiles = (0..rows * columns)
            .map(|at| f32::from(median_around(&brightest, columns, rows, at)).max(MIN_PAPER))
            .collect();
        Self { columns, rows, tiles }
    }

    /// The brightness along a row of dots, interpolated between the centres of the tiles.
    fn line(&self, y: u32) -> PaperLine {
        let (upper, lower, weight) = neighbours(y, self.rows);
        let at = |row: usize, column: usize| self.tiles[row * self.columns + column];
        let brightness = (0..self.columns)
            .map(|column| at(upper, column) * (1.0 - weight) + at(lower, column) * weight)
            .collect();
        PaperLine(brightness)
    }
}

struct PaperLine(Vec<f32>);

impl PaperLine {
    fn at(&self, x: u32) -> f32 {
        let (left, right, weight) = neighbours(x, self.0.len());
        self.0[left] * (1.0 - weight) + self.0[right] * weight
    }
}

/// The two tiles between whose centres a dot lies, and the weight of the second.
fn neighbours(dot: u32, tiles: usize) -> (usize, usize, f32) {
    let place = ((dot as f32 + 0.5) / TILE as f32 - 0.5).max(0.0);
    let first = (place as usize).min(tiles - 1);
    (first, (first + 1).min(tiles - 1), place.fract())
}

/// The median of a tile and its eight neighbours.
fn median_around(values: &[u8], columns: usize, rows: usize, at: usize) -> u8 {
    let (row, column) = (at / columns, at % columns);
    let mut window = [0u8; 9];
    let mut filled = 0;
    for y in row.saturating_sub(1)..(row + 2).min(rows) {
        for x in column.saturating_sub(1)..(column + 2).min(columns) {
            window[filled] = values[y * columns + x];
            filled += 1;
        }
    }
    window[..filled].sort_unstable();
    window[filled / 2]
}
