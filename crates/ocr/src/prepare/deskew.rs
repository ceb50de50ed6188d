//! Finds how far the lines of a page slant, and turns them level.

use image::{GrayImage, Luma};

use super::center;

/// Long side of the copy on which the slant is searched, in pixels, about: lines of text are still 5 to 10 px apart.
const SEARCH_SIDE_PX: u32 = 800;

/// Slants beyond this are not the work of a scanner.
const MAX_DEGREES: f32 = 6.0;

/// Steps of the two searches, in degrees.
const COARSE_DEGREES: f32 = 0.5;
const FINE_DEGREES: f32 = 0.1;

/// Dots darker than this are ink.
const INK: u8 = 128;

/// The slant must sharpen the profile by this factor, or the page is not clearly slanted.
const MIN_GAIN: f64 = 1.02;

/// Fewer dots of ink than this show no lines.
const MIN_INK: usize = 200;

/// Clockwise slant of the lines, in degrees.
pub(super) fn slant_degrees(picture: &GrayImage) -> f32 {
    let ink = ink_dots(picture);
    if ink.len() < MIN_INK {
        return 0.0;
    }
    let steps = (MAX_DEGREES / COARSE_DEGREES) as i32;
    let coarse = best((-steps..=steps).map(|step| step as f32 * COARSE_DEGREES), &ink);
    let fine = best((-4..=4).map(|step| coarse + step as f32 * FINE_DEGREES), &ink);
    if sharpness(&ink, fine) > MIN_GAIN * sharpness(&ink, 0.0) { fine } else { 0.0 }
}

/// Places of the ink on a small copy, from its centre.
fn ink_dots(picture: &GrayImage) -> Vec<(f32, f32)> {
    let shrink = (picture.width().max(picture.height()) as f32 / SEARCH_SIDE_PX as f32).round().max(1.0);
    let small = shrunk(picture, shrink as usize);
    let (center_x, center_y) = center(&small);
    small
        .enumerate_pixels()
        .filter(|(_, _, dot)| dot.0[0] < INK)
        .map(|(x, y, _)| (x as f32 - center_x, y as f32 - center_y))
        .collect()
}

/// Every square of so many dots as one of their mean; what is left over on the right and below is left out.
fn shrunk(picture: &GrayImage, by: usize) -> GrayImage {
    let (width, height) = (picture.width() as usize / by, picture.height() as usize / by);
    let mut small = GrayImage::new(width as u32, height as u32);
    let mut sums = vec![0u32; width];
    let rows = picture.chunks_exact(by * picture.width().max(1) as usize);
    for (rows, out) in rows.zip(small.chunks_exact_mut(width.max(1))) {
        sums.fill(0);
        for row in rows.chunks_exact(picture.width() as usize) {
            for (sum, dots) in sums.iter_mut().zip(row.chunks_exact(by)) {
                *sum += dots.iter().map(|&dot| u32::from(dot)).sum::<u32>();
            }
        }
        for (sum, out) in sums.iter().zip(out) {
            *out = (sum / (by * by) as u32) as u8;
        }
    }
    small
}

fn best(degrees: impl Iterator<Item = f32>, ink: &[(f32, f32)]) -> f32 {
    degrees
        .map(|angle| (angle, sharpness(ink, angle)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map_or(0.0, |(angle, _)| angle)
}

/// How sharply the ink falls into rows when looked at along this slant: sum of squared steps of the profile.
fn sharpness(ink: &[(f32, f32)], degrees: f32) -> f64 {
    let slope = degrees.to_radians().tan();
    // A profile of twice the side holds every row at every slant.
    let mut profile = vec![0f64; 2 * SEARCH_SIDE_PX as usize];
    for (x, y) in ink {
        let row = (y - x * slope + SEARCH_SIDE_PX as f32) as usize;
        if let Some(count) = profile.get_mut(row) {
            *count += 1.0;
        }
    }
    profile.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)).sum()
}

/// The picture turned back by its slant (in radians) around its centre, on white.
pub(super) fn straighten(picture: &GrayImage, slant: f32) -> GrayImage {
    let (center_x, center_y) = center(picture);
    let (sin, cos) = slant.sin_cos();
    let mut straight = GrayImage::new(picture.width(), picture.height());
    for (y, row) in straight.rows_mut().enumerate() {
        let dy = y as f32 + 0.5 - center_y;
        for (x, dot) in row.enumerate() {
            let dx = x as f32 + 0.5 - center_x;
            let source = (center_x + dx * cos - dy * sin - 0.5, center_y + dx * sin + dy * cos - 0.5);
            *dot = Luma([brightness(picture, source.0, source.1)]);
        }
    }
    straight
}

/// Brightness between four dots; white outside.
fn brightness(picture: &GrayImage, x: f32, y: f32) -> u8 {
    let (left, top) = (x.floor(), y.floor());
    let (right_weight, lower_weight) = (x - left, y - top);
    let (width, height) = (picture.width() as i32, picture.height() as i32);
    let raw = picture.as_raw();
    let at = |x: i32, y: i32| {
        let inside = (0..width).contains(&x) && (0..height).contains(&y);
        if inside { f32::from(raw[(y * width + x) as usize]) } else { 255.0 }
    };
    let (left, top) = (left as i32, top as i32);
    let upper = at(left, top) * (1.0 - right_weight) + at(left + 1, top) * right_weight;
    let lower = at(left, top + 1) * (1.0 - right_weight) + at(left + 1, top + 1) * right_weight;
    // Half more and cut off: `round` is a call of its own for every dot.
    (upper * (1.0 - lower_weight) + lower * lower_weight + 0.5) as u8
}
