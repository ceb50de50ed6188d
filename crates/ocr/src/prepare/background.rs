//! Evens out the light: every dot is divided by the brightness of the paper around it.

use image::GrayImage;

/// Side of the tiles whose brightest dot stands for the paper, in pixels.
///
/// Strokes of body text at 200 dpi are 2 to 5 px wide, so a tile of 8 px shows some paper beside them.
const TILE: u32 = 8;

/// Paper is taken for at least this bright; otherwise the noise of dark areas would be blown up to ink, and
/// light text on a dark bar would be lost with its bar.
const MIN_PAPER: f32 = 90.0;

/// Dots below this share of the paper's brightness are ink …
const INK: f32 = 0.9;

/// … and below this one are black.
const BLACK: f32 = 0.5;

/// On a page in hard black and white so much of the ink is black, and the rest are the edges of letters.
///
/// Scans of forms in black and white have .74 to .99 at 150 to 300 dpi, drawn pages .30 to .80, worn ones .29 to .37.
const HARD_SHARE: f32 = 0.72;

/// Every so many rows are looked at for that.
const HARD_STEP: usize = 4;

/// Divides by the paper's brightness and stretches shares in `stretch` to black and white.
pub(super) fn level(picture: &GrayImage, paper: &Paper, stretch: (f32, f32)) -> GrayImage {
    let (black, white) = stretch;
    let (gain, shift) = (255.0 / (white - black), 255.0 * black / (white - black));
    let width = picture.width().max(1) as usize;
    let mut levelled = GrayImage::new(picture.width(), picture.height());
    let mut gains = Vec::with_capacity(width);
    for (y, (row, out)) in picture.chunks_exact(width).zip(levelled.chunks_exact_mut(width)).enumerate() {
        paper.gains(y as u32, gain, width, &mut gains);
        for ((dot, gain), out) in row.iter().zip(&gains).zip(out) {
            *out = (f32::from(*dot) * gain - shift + 0.5) as u8;
        }
    }
    levelled
}

/// Brightness of the paper on a grid of tiles.
pub(crate) struct Paper {
    columns: usize,
    rows: usize,
    tiles: Vec<f32>,
}

impl Paper {
    /// The paper of a picture, as bright as its brightest dots.
    pub(crate) fn estimate(picture: &GrayImage) -> Self {
        let columns = picture.width().div_ceil(TILE).max(1) as usize;
        let rows = picture.height().div_ceil(TILE).max(1) as usize;
        let mut brightest = vec![0u8; columns * rows];
        for (y, row) in picture.chunks_exact(picture.width().max(1) as usize).enumerate() {
            let tiles = brightest.chunks_exact_mut(columns).nth(y / TILE as usize).unwrap_or_default();
            for (tile, dots) in tiles.iter_mut().zip(row.chunks(TILE as usize)) {
                *tile = dots.iter().fold(*tile, |brightest, &dot| brightest.max(dot));
            }
        }
        let tiles = (0..rows * columns)
            .map(|at| f32::from(median_around(&brightest, columns, rows, at)).max(MIN_PAPER))
            .collect();
        Self { columns, rows, tiles }
    }

    /// Brightness around a dot.
    pub(crate) fn at(&self, x: usize, y: usize) -> f32 {
        self.tiles.get(y / TILE as usize * self.columns + x / TILE as usize).copied().unwrap_or(MIN_PAPER)
    }

    /// Whether the ink on a picture of this paper is black throughout, as a scanner in black and white leaves it.
    pub(super) fn is_hard_black(&self, picture: &GrayImage) -> bool {
        let width = picture.width().max(1) as usize;
        let (mut ink, mut black) = (0usize, 0usize);
        for (y, row) in picture.chunks_exact(width).enumerate().step_by(HARD_STEP) {
            let tiles = self.tiles.chunks_exact(self.columns).nth(y / TILE as usize).unwrap_or_default();
            for (paper, dots) in tiles.iter().zip(row.chunks(TILE as usize)) {
                let below = |share: f32| dots.iter().filter(|&&dot| f32::from(dot) < share * paper).count();
                ink += below(INK);
                black += below(BLACK);
            }
        }
        ink > 0 && black as f32 >= HARD_SHARE * ink as f32
    }

    /// What each dot of a row is multiplied with: `gain` over the brightness between the centres of the tiles.
    fn gains(&self, y: u32, gain: f32, width: usize, gains: &mut Vec<f32>) {
        let (upper, lower, weight) = neighbours(y, self.rows);
        let at = |row: usize, column: usize| self.tiles[row * self.columns + column];
        let tile = |column: usize| gain / (at(upper, column) * (1.0 - weight) + at(lower, column) * weight);
        gains.clear();
        gains.resize(TILE as usize / 2, tile(0));
        for column in 1..self.columns {
            let (left, right) = (tile(column - 1), tile(column));
            gains.extend((0..TILE).map(|dot| left + (right - left) * (dot as f32 + 0.5) / TILE as f32));
        }
        gains.resize(width.max(gains.len()), tile(self.columns - 1));
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

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    /// Stems six dots wide with a grey dot on each side, on paper of this brightness; the ink takes so much of it.
    fn print(paper: f32, ink: f32) -> GrayImage {
        GrayImage::from_fn(400, 400, |x, y| {
            let dark = match x % 16 {
                _ if y % 40 >= 20 => 0.0,
                4 | 11 => 0.3,
                5..11 => 1.0,
                _ => 0.0,
            };
            Luma([(paper * (1.0 - dark * ink)) as u8])
        })
    }

    #[test]
    fn black_print_is_hard_whatever_the_paper_and_pale_print_is_not() {
        let is_hard = |picture: GrayImage| Paper::estimate(&picture).is_hard_black(&picture);
        assert!(is_hard(print(255.0, 1.0)) && is_hard(print(190.0, 0.9)));
        assert!(!is_hard(print(255.0, 0.45)) && !is_hard(GrayImage::from_pixel(400, 400, Luma([255]))));
    }
}
