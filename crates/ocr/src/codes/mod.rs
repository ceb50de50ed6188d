//! Bar codes and QR codes on the picture of a page.
//!
//! Looking for codes on a whole page costs up to a tenth of reading it, and few pages have any; so only parts are
//! looked through that are as dense as codes, or have the squares of a QR code.

mod dense;
mod finders;

use std::collections::HashSet;

use image::{GrayImage, imageops};
use perigee_model::{Code, Rect};
use rxing::{BarcodeFormat, DecodeHints, RXingResult, helpers};

/// Finer pictures are scaled down to this: a module of a QR code on a bill is 0.4 mm, which are three dots.
const DPI: f32 = 200.0;

/// Codes of a page that are told; a sheet of labels has a few dozen.
const MAX_CODES: usize = 100;

/// A code that says more is not told: the largest QR code has 7,089 digits.
const MAX_CHARACTERS: usize = 8_000;

/// The symbologies that stand on office papers. The short ones of shops are found in hatching and tables too often.
const FORMATS: [BarcodeFormat; 8] = [
    BarcodeFormat::QR_CODE,
    BarcodeFormat::DATA_MATRIX,
    BarcodeFormat::AZTEC,
    BarcodeFormat::PDF_417,
    BarcodeFormat::CODE_128,
    BarcodeFormat::CODE_39,
    BarcodeFormat::EAN_13,
    BarcodeFormat::ITF,
];

/// Fewer characters than this in a symbology without a check digit are lines that look like a code.
const MIN_UNCHECKED: usize = 6;

/// Dots around what may be part of a code that are looked through with it at least. A part's own length is added on
/// every side as well, because coarse codes are found only in part.
const MARGIN_PX: usize = 64;

/// Modules from the corner of a code to its farthest edge: QR codes of more have small modules, and are dense.
const MARGIN_MODULES: f32 = 60.0;

/// A part of a picture: left, upper, right and lower edge in pixels.
type Part = [usize; 4];

/// The codes on an upright picture of a page, in points, in an order of their own.
pub fn find_codes(picture: &GrayImage, dpi: f32) -> Vec<Code> {
    let scale = (DPI / dpi.max(1.0)).min(1.0);
    let side = |pixels: u32| ((pixels as f32 * scale) as u32).max(1);
    let scaled =
        (scale < 0.9).then(|| imageops::thumbnail(picture, side(picture.width()), side(picture.height())));
    let picture = scaled.as_ref().unwrap_or(picture);
    let dpi = if scaled.is_some() { DPI } else { dpi };
    let mut codes = Vec::new();
    for part in parts(picture) {
        let [left, top, right, bottom] = part.map(|edge| edge as u32);
        let cut = imageops::crop_imm(picture, left, top, right - left, bottom - top).to_image();
        let found = codes_on(cut).into_iter().filter(is_believed);
        codes.extend(found.map(|code| told(&code, (left, top), 72.0 / dpi)));
    }
    codes.truncate(MAX_CODES);
    codes
}

/// All that the readers of codes find on a picture.
fn codes_on(picture: GrayImage) -> Vec<RXingResult> {
    let mut hints = DecodeHints {
        PossibleFormats: Some(HashSet::from(FORMATS)),
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    let (width, height) = picture.dimensions();
    helpers::detect_multiple_in_luma_with_hints(picture.into_raw(), width, height, &mut hints)
        .unwrap_or_default()
}

/// The parts of a picture that may hold codes, with paper around them; none overlap.
fn parts(picture: &GrayImage) -> Vec<Part> {
    let windows = dense::windows(picture).into_iter().map(|window| {
        let longer = (window[2] - window[0]).max(window[3] - window[1]);
        (window, MARGIN_PX.max(longer))
    });
    let finders = finders::find(picture).into_iter().map(|finder| {
        let (x, y) = finder.middle;
        ([x, y, x, y], MARGIN_PX.max((finder.module * MARGIN_MODULES) as usize))
    });
    let mut parts = Vec::new();
    for ([left, top, right, bottom], margin) in windows.chain(finders) {
        let right = (right + margin).min(picture.width() as usize);
        let bottom = (bottom + margin).min(picture.height() as usize);
        add(&mut parts, [left.saturating_sub(margin), top.saturating_sub(margin), right, bottom]);
    }
    parts
}

/// Adds a part, joined with those that it overlaps.
fn add(parts: &mut Vec<Part>, mut part: Part) {
    let overlap = |a: &Part, b: &Part| a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    while let Some(at) = parts.iter().position(|other| overlap(other, &part)) {
        let other = parts.swap_remove(at);
        let [left, top, right, bottom] = other;
        part = [part[0].min(left), part[1].min(top), part[2].max(right), part[3].max(bottom)];
    }
    parts.push(part);
}

fn is_believed(code: &RXingResult) -> bool {
    let length = code.getText().chars().count();
    let is_unchecked = matches!(code.getBarcodeFormat(), BarcodeFormat::CODE_39 | BarcodeFormat::ITF);
    (1..=MAX_CHARACTERS).contains(&length) && (!is_unchecked || length >= MIN_UNCHECKED)
}

/// A code on a part of the page that begins at a place.
fn told(code: &RXingResult, (left, top): (u32, u32), to_points: f32) -> Code {
    let corners = code.getPoints().iter().map(|point| {
        let (x, y) = (point.x + left as f32, point.y + top as f32);
        Rect::new(x, y, x, y)
    });
    let around = Rect::around(corners).unwrap_or_default();
    let format = code.getBarcodeFormat();
    let [x0, y0, x1, y1] = [around.x0, around.y0, around.x1, around.y1].map(|v| v.max(0.0) * to_points);
    Code {
        format: name(*format).to_owned(),
        text: code.getText().to_owned(),
        bbox: Rect::new(x0, y0, x1, y1),
    }
}

/// What a symbology is called.
fn name(format: BarcodeFormat) -> &'static str {
    match format {
        BarcodeFormat::QR_CODE => "QR_CODE",
        BarcodeFormat::DATA_MATRIX => "DATA_MATRIX",
        BarcodeFormat::AZTEC => "AZTEC",
        BarcodeFormat::PDF_417 => "PDF_417",
        BarcodeFormat::CODE_128 => "CODE_128",
        BarcodeFormat::CODE_39 => "CODE_39",
        BarcodeFormat::EAN_13 => "EAN_13",
        _ => "ITF",
    }
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    /// A page of 1,000 × 1,400 dots with a QR code of 4 dots a module at a place.
    fn page(text: &str, at: (u32, u32)) -> (GrayImage, u32) {
        let code = qrcode::QrCode::new(text).unwrap();
        let modules = code.width() as u32;
        let mut page = GrayImage::from_pixel(1_000, 1_400, Luma([255]));
        for (index, colour) in code.to_colors().into_iter().enumerate() {
            let (x, y) = (index as u32 % modules * 4, index as u32 / modules * 4);
            for dot in 0..16 {
                if colour == qrcode::Color::Dark {
                    page.put_pixel(at.0 + x + dot % 4, at.1 + y + dot / 4, Luma([20]));
                }
            }
        }
        (page, modules * 4)
    }

    #[test]
    fn a_qr_code_is_read_where_it_stands() {
        let text = "BCD\n002\n1\nSCT\n\nÄrzte ohne Grenzen\nDE33100205000001194700\nEUR123.45";
        let (picture, side) = page(text, (200, 900));
        let codes = find_codes(&picture, 144.0);
        assert_eq!(codes.len(), 1);
        assert_eq!((codes[0].format.as_str(), codes[0].text.as_str()), ("QR_CODE", text));
        let (expected, found) =
            (Rect::new(100.0, 450.0, 100.0 + side as f32 / 2.0, 450.0 + side as f32 / 2.0), codes[0].bbox);
        let overlap = expected.intersection(found).map_or(0.0, Rect::area);
        assert!(overlap > 0.8 * expected.union(found).area(), "{found:?} is not {expected:?}");
    }

    #[test]
    fn lines_and_blank_paper_are_no_codes() {
        let mut ruled = GrayImage::from_pixel(900, 1_200, Luma([255]));
        for y in (100..1_100).step_by(40) {
            (50..850).for_each(|x| ruled.put_pixel(x, y, Luma([0])));
        }
        for x in (50..850).step_by(90) {
            (100..1_100).for_each(|y| ruled.put_pixel(x, y, Luma([0])));
        }
        assert_eq!(find_codes(&ruled, 150.0), []);
        assert_eq!(find_codes(&GrayImage::from_pixel(3, 3, Luma([255])), 150.0), []);
        assert_eq!(find_codes(&GrayImage::new(0, 0), 150.0), []);
    }
}
