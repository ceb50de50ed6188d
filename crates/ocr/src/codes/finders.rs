//! The squares in the corners of QR codes: along every line through one, ink and paper follow as 1:1:3:1:1.

use image::GrayImage;

use crate::prepare::Paper;

/// Dots darker than this share of the paper are ink.
const INK: f32 = 0.6;

/// Every so many rows are looked through; the inner square of the smallest code is 6 dots high.
const ROW_STEP: usize = 2;

/// How far a run may be off, in modules; the middle one three times as far.
const TOLERANCE: f32 = 0.5;

/// Modules larger than this belong to no code on a paper: 64 dots at 200 dpi are a code of 17 cm.
const MAX_MODULE_PX: f32 = 64.0;

/// A square: its middle, and the size of a module, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Finder {
    pub(super) middle: (usize, usize),
    pub(super) module: f32,
}

/// The squares that are crossed by one of the rows looked at; each is found many times.
pub(super) fn find(picture: &GrayImage) -> Vec<Finder> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let ink = Ink { picture, paper: Paper::estimate(picture), width, height };
    let mut found = Vec::new();
    // Ends of the runs of the row, from its left edge.
    let mut ends: Vec<usize> = Vec::new();
    for y in (0..height).step_by(ROW_STEP) {
        ends.clear();
        let mut before = false;
        for x in 0..width {
            let now = ink.at(x, y);
            if now != before {
                ends.push(x);
            }
            before = now;
        }
        // Every second run is ink; six ends bound five runs.
        for ends in ends.windows(6).step_by(2) {
            let runs = [0, 1, 2, 3, 4].map(|at| ends[at + 1] - ends[at]);
            let middle = (ends[2] + ends[3]) / 2;
            if let Some(module) = module(runs)
                && ink.is_finder_column(middle, y, module)
            {
                found.push(Finder { middle: (middle, y), module });
            }
        }
    }
    found
}

/// Size of a module, when the runs are those of a square.
fn module(runs: [usize; 5]) -> Option<f32> {
    let module = runs.iter().sum::<usize>() as f32 / 7.0;
    let fits =
        |(run, modules): (usize, f32)| (run as f32 - modules * module).abs() <= TOLERANCE * modules * module;
    let all = runs.into_iter().zip([1.0, 1.0, 3.0, 1.0, 1.0]).all(fits);
    (all && (1.0..=MAX_MODULE_PX).contains(&module)).then_some(module)
}

struct Ink<'a> {
    picture: &'a GrayImage,
    paper: Paper,
    width: usize,
    height: usize,
}

impl Ink<'_> {
    fn at(&self, x: usize, y: usize) -> bool {
        let dot = self.picture.get(y * self.width + x).copied().unwrap_or(u8::MAX);
        f32::from(dot) < INK * self.paper.at(x, y)
    }

    /// Whether the runs above and below this place are those of a square, too.
    fn is_finder_column(&self, x: usize, y: usize, module_px: f32) -> bool {
        let longest = (4.0 * module_px) as usize + 1;
        let up = self.runs((0..=y).rev().map(|y| self.at(x, y)), longest);
        let down = self.runs((y + 1..self.height).map(|y| self.at(x, y)), longest);
        module([up[2], up[1], up[0] + down[0], down[1], down[2]])
            .is_some_and(|module| (module / module_px).max(module_px / module) < 1.5)
    }

    /// Lengths of the first three runs, ink first; longer ones are cut off.
    fn runs(&self, dots: impl Iterator<Item = bool>, longest: usize) -> [usize; 3] {
        let (mut runs, mut at) = ([0; 3], 0);
        for ink in dots {
            if ink != (at % 2 == 0) {
                at += 1;
            }
            match runs.get_mut(at) {
                Some(run) if *run < longest => *run += 1,
                _ => break,
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    #[test]
    fn the_three_squares_of_a_code_are_found_at_every_size_and_nothing_else() {
        for module in [2u32, 3, 5, 10, 17] {
            let code = qrcode::QrCode::new("https://example.org/bill/118").unwrap();
            let (side, colours) = (code.width() as u32, code.to_colors());
            let page = GrayImage::from_fn(900, 900, |x, y| {
                let (x, y) = (x.wrapping_sub(100) / module, y.wrapping_sub(200) / module);
                let dark = x < side && y < side && colours[(y * side + x) as usize] == qrcode::Color::Dark;
                Luma([if dark { 40 } else { 210 }])
            });
            let found = find(&page);
            let size = module as f32;
            assert!(found.iter().all(|finder| (finder.module - size).abs() < 0.3 * size), "{found:?}");
            for (column, row) in [(3, 3), (side - 4, 3), (3, side - 4)] {
                let near = |finder: &&Finder| {
                    let (x, y) = (100 + column * module + module / 2, 200 + row * module + module / 2);
                    let off = |a: usize, b: u32| (a as f32 - b as f32).abs();
                    off(finder.middle.0, x) <= size && off(finder.middle.1, y) <= 2.0 * size
                };
                assert!(found.iter().any(|finder| near(&finder)), "{module}: {column} {row} {found:?}");
            }
        }
    }

    #[test]
    fn text_and_rules_have_none() {
        let page = GrayImage::from_fn(900, 900, |x, y| {
            let text = y % 33 < 14 && (x % 12 < 4 || x % 31 < 9);
            Luma([if text || y % 150 < 3 { 0 } else { 255 }])
        });
        assert_eq!(find(&page), []);
        assert_eq!(find(&GrayImage::new(0, 0)), []);
    }
}
