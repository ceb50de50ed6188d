//! A picture of a page made easy to read: even light, straight lines, full contrast, no bars and specks, still grey.
//!
//! `research/pdf-ocr.md` 3 measured it: the recognizer's own global threshold loses light text and dark corners,
//! so levelling comes first; hard black and white costs five points against grey.

mod background;
mod bars;
mod deskew;
mod specks;

use image::GrayImage;

pub(crate) use background::Paper;

/// On drawn pages and large pictures, greys up to the first share of the paper's brightness become black, from the second on white.
///
/// F1 of the words by Tesseract on 12 drawn, 8 worn and 8 scanned pages: .35 to .90 .916 .945 .929, .45 to .95 .940 .940
/// .927. Pale grey print of .67 is lost below; .5 to .90 keeps it as well.
const STRETCH_PAGE: (f32, f32) = (0.50, 0.90);

/// On dirty scans in black and white: the greys are the edges of letters, and black between letters joins them.
///
/// F1 of the words by Tesseract on 16 such scans: .50 to .90 .945, .35 to .80 .949, .30 to .70 and .25 to .75 .950. Worn
/// and drawn pages lose 5 to 7 points by .30 to .70.
const STRETCH_SCAN: (f32, f32) = (0.30, 0.70);

/// On small pictures the greys stay as they are.
///
/// On 28 SROIE receipts (words, F1): untouched .756, levelled .757, levelled and stretched .722. Their letters are so
/// small that most of their ink is grey.
const STRETCH_PICTURE: (f32, f32) = (0.0, 1.0);

/// A picture whose short side has so many pixels is treated like a drawn page: at that size an A4 page has 180 dpi.
const LARGE_PX: u32 = 1_500;

/// Slants below this many degrees are left alone, since turning blurs a little.
const MIN_SLANT_DEGREES: f32 = 0.15;

/// Where a picture comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A page that was drawn at the resolution of recognition.
    Page,
    /// A photo or scan as it is.
    Picture,
}

/// A prepared picture.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The picture, as large as the original.
    pub picture: GrayImage,
    /// Clockwise slant of the original's lines in radians; the prepared picture was turned back by it.
    pub slant: f32,
}

impl Prepared {
    /// A place on the prepared picture as a place on the original, in pixels.
    pub fn to_original(&self, x: f32, y: f32) -> (f32, f32) {
        let (center_x, center_y) = center(&self.picture);
        let (sin, cos) = self.slant.sin_cos();
        let (dx, dy) = (x - center_x, y - center_y);
        (center_x + dx * cos - dy * sin, center_y + dx * sin + dy * cos)
    }
}

/// Levels the light, straightens the lines, takes bars off, stretches the contrast of drawn pages and large pictures,
/// and takes specks off dirty scans.
pub fn prepare(picture: &GrayImage, origin: Origin) -> Prepared {
    let levelled = levelled(picture, origin);
    let degrees = deskew::slant_degrees(&levelled);
    let slant = if degrees.abs() < MIN_SLANT_DEGREES { 0.0 } else { degrees.to_radians() };
    let mut picture = if slant == 0.0 { levelled } else { deskew::straighten(&levelled, slant) };
    bars::erase(&mut picture);
    Prepared { picture, slant }
}

/// Whether a picture is as large as a page at the resolution of recognition.
pub(crate) fn is_large(picture: &GrayImage) -> bool {
    picture.width().min(picture.height()) >= LARGE_PX
}

/// The picture with even light, stretched as is best for its kind.
fn levelled(picture: &GrayImage, origin: Origin) -> GrayImage {
    let paper = background::Paper::estimate(picture);
    if origin == Origin::Picture && !is_large(picture) {
        return background::level(picture, &paper, STRETCH_PICTURE);
    }
    if paper.is_hard_black(picture) {
        let mut scan = background::level(picture, &paper, STRETCH_SCAN);
        if specks::erase(&mut scan) {
            return scan;
        }
    }
    background::level(picture, &paper, STRETCH_PAGE)
}

fn center(picture: &GrayImage) -> (f32, f32) {
    (picture.width() as f32 / 2.0, picture.height() as f32 / 2.0)
}
