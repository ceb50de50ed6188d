//! One line of text, cut out, turned level and brought to the height that the reading network was trained on.

use image::{GrayImage, Luma};

use super::strip::Strip;

/// Height of the input of the reading network.
pub(super) const HEIGHT_PX: u32 = 48;

/// Lines are squeezed to this share of their length.
///
/// Cost grows with the columns. On 28 receipts of SROIE, F1 and CPU seconds of the pair: 1.0 .827 and 1.63, .8 .834 and
/// 1.47, .65 .820 and 1.29, .5 .773 and 1.22. On a drawn invoice .8 loses a word in thirty against .85 and more.
const SQUEEZE: f32 = 0.85;

/// Columns of the input for a stretch as long as the line is high.
pub(crate) const COLUMNS_A_HEIGHT: f32 = HEIGHT_PX as f32 * SQUEEZE;

/// Longest input: a line of 200 letters; longer strips are squeezed.
const MAX_WIDTH_PX: u32 = 3_200;

/// A strip without so much difference between its darkest and its lightest dots is blank.
///
/// Noise of scanners stays under 20 of 255; the palest print that a person reads differs by 30 and more.
const MIN_CONTRAST: u8 = 24;

/// The line at [`HEIGHT_PX`].
#[derive(Debug, Clone)]
pub(super) struct Crop {
    pub(super) picture: GrayImage,
    pub(super) strip: Strip,
}

impl Crop {
    /// Cuts a strip out of the picture; `None` where it is blank.
    pub(super) fn cut(picture: &GrayImage, strip: Strip) -> Option<Self> {
        let width = (strip.length / strip.height.max(1.0) * COLUMNS_A_HEIGHT).round() as u32;
        let width = width.clamp(1, MAX_WIDTH_PX);
        let step = (strip.length / width as f32, strip.height / HEIGHT_PX as f32);
        // Where several dots fall into one, all of them count.
        let samples = (step.1.ceil() as u32).clamp(1, 4);
        let cut = GrayImage::from_fn(width, HEIGHT_PX, |column, row| {
            let mut sum = 0.0;
            for sample in 0..samples * samples {
                let (right, down) = (sample % samples, sample / samples);
                let inner = |at: u32, part: u32| at as f32 + (part as f32 + 0.5) / samples as f32;
                let (x, y) = strip.place(inner(column, right) * step.0, inner(row, down) * step.1);
                sum += brightness(picture, x - 0.5, y - 0.5);
            }
            Luma([(sum / (samples * samples) as f32).round() as u8])
        });
        has_contrast(&cut).then_some(Self { picture: cut, strip })
    }

    /// Where a column of the crop lies along the strip, in pixels of the picture.
    pub(super) fn along(&self, column: f32) -> f32 {
        column * self.strip.length / self.picture.width() as f32
    }

    /// Where a row of the crop lies across the strip, in pixels of the picture.
    pub(super) fn across(&self, row: f32) -> f32 {
        row * self.strip.height / self.picture.height() as f32
    }
}

fn has_contrast(cut: &GrayImage) -> bool {
    let (darkest, lightest) =
        cut.as_raw().iter().fold((u8::MAX, 0), |(low, high), &dot| (low.min(dot), high.max(dot)));
    lightest.saturating_sub(darkest) >= MIN_CONTRAST
}

/// Brightness between four dots; outside, that of the nearest dot.
fn brightness(picture: &GrayImage, x: f32, y: f32) -> f32 {
    let (right_most, lowest) = (picture.width() as f32 - 1.0, picture.height() as f32 - 1.0);
    let (x, y) = (x.clamp(0.0, right_most.max(0.0)), y.clamp(0.0, lowest.max(0.0)));
    let (left, top) = (x as usize, y as usize);
    let (right_share, lower_share) = (x.fract(), y.fract());
    let width = picture.width() as usize;
    let raw = picture.as_raw();
    let at = |x: usize, y: usize| {
        let (x, y) = (x.min(right_most as usize), y.min(lowest as usize));
        raw.get(y * width + x).copied().map_or(255.0, f32::from)
    };
    let upper = at(left, top) * (1.0 - right_share) + at(left + 1, top) * right_share;
    let lower = at(left, top + 1) * (1.0 - right_share) + at(left + 1, top + 1) * right_share;
    upper * (1.0 - lower_share) + lower * lower_share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slanted_line_comes_out_level() {
        let slant = 0.1f32;
        // A dark bar of 8 px through the middle, rising to the right.
        let picture = GrayImage::from_fn(400, 200, |x, y| {
            let across = (y as f32 - 100.0) - (x as f32 - 200.0) * slant.tan();
            Luma([if across.abs() < 4.0 { 0 } else { 255 }])
        });
        let strip = Strip { center: (200.0, 100.0), length: 300.0, height: 24.0, slant };
        let crop = Crop::cut(&picture, strip).unwrap();
        assert_eq!((crop.picture.width(), crop.picture.height()), (510, HEIGHT_PX));
        for column in [20, 255, 490] {
            assert!(crop.picture.get_pixel(column, 24).0[0] < 30);
            assert!(
                crop.picture.get_pixel(column, 4).0[0] > 200 && crop.picture.get_pixel(column, 43).0[0] > 200
            );
        }
    }

    #[test]
    fn a_blank_strip_is_not_cut() {
        let paper = GrayImage::from_fn(100, 100, |x, _| Luma([240 + (x % 3) as u8]));
        assert!(Crop::cut(&paper, Strip::level([10.0, 10.0, 90.0, 30.0])).is_none());
    }

    #[test]
    fn a_strip_beyond_the_picture_is_cut_without_harm() {
        let picture = GrayImage::from_fn(30, 30, |x, _| Luma([if x < 15 { 0 } else { 255 }]));
        for edges in [[-50.0, -50.0, 80.0, 80.0], [100.0, 100.0, 130.0, 110.0], [5.0, 5.0, 5.0, 5.0]] {
            let _ = Crop::cut(&picture, Strip::level(edges));
        }
    }
}
