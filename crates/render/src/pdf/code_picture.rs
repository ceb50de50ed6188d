//! Whether a picture on a page may be a QR code: it has the shape of one, and next to nothing but dark and light dots.
//!
//! Drawing a page and searching it for codes takes longer than reading all its words, and most square pictures are
//! logos.

use std::collections::HashMap;

use hayro_interpret::{CacheKey, Image, ImageData};
use perigee_model::Rect;

/// Sides in points of pictures that may be codes: QR codes on papers have 15 to 80 mm (bills: 46 mm).
const SIDES: std::ops::RangeInclusive<f32> = 40.0..=230.0;

/// How far the sides may differ: some programs stretch a little, or draw the number below into the picture.
const MAX_RATIO: f32 = 1.25;

/// Dots up to the first are dark, from the second on light; between them lie the soft edges of scaled pictures.
const DARK: u8 = 96;
const LIGHT: u8 = 160;

/// Share of dots that are neither dark nor light: a code scaled to 3 dots a module and packed as JPEG has about a tenth.
const MAX_BETWEEN: f32 = 0.25;

/// Share of dark dots: half of the modules, less with a wide white edge.
const DARK_SHARE: std::ops::RangeInclusive<f32> = 0.12..=0.75;

/// A dot whose channels differ by more than this has a colour.
const COLOURED: u8 = 80;

/// Share of dots with a colour, in a code that has a small mark in its middle.
///
/// Square logos of stations on 60 advertising orders had more, and drawing their pages took most of the time of reading.
const MAX_COLOURED: f32 = 0.15;

/// Side in dots of the smaller version that decoders may hand out: three dots for each module of the largest codes.
const ENOUGH_PX: u32 = 600;

/// Dots that are looked at, evenly over the picture.
const MAX_DOTS: usize = 40_000;

/// Pictures of a file that are remembered.
const MAX_REMEMBERED: usize = 1_000;

/// Remembers the pictures of a file: the same logo stands on every page.
#[derive(Debug, Default)]
pub(super) struct CodePictures(HashMap<u128, bool>);

impl CodePictures {
    /// Whether a picture that is shown at this place may be a code.
    pub(super) fn may_be(&mut self, image: &Image<'_, '_>, place: Rect) -> bool {
        let (width, height) = (place.width(), place.height());
        let is_square = width.max(height) < MAX_RATIO * width.min(height);
        if !(SIDES.contains(&width) && SIDES.contains(&height) && is_square) {
            return false;
        }
        let key = image.cache_key();
        if let Some(&known) = self.0.get(&key) {
            return known;
        }
        let found = has_two_tones(image);
        if self.0.len() < MAX_REMEMBERED {
            self.0.insert(key, found);
        }
        found
    }
}

fn has_two_tones(image: &Image<'_, '_>) -> bool {
    let mut found = false;
    match image {
        // A stencil paints in one colour.
        Image::Stencil(_) => found = true,
        Image::Raster(raster) => raster.with_rgba(
            |data, alpha| {
                found = match data {
                    // What shows through is not known here.
                    _ if alpha.is_some() => true,
                    ImageData::Luma(luma) => is_two_toned(luma.data.iter().copied(), luma.data.len()),
                    ImageData::Rgb(rgb) => {
                        let green = rgb.data.iter().skip(1).step_by(3).copied();
                        is_grey(&rgb.data) && is_two_toned(green, rgb.data.len() / 3)
                    }
                };
            },
            Some((ENOUGH_PX, ENOUGH_PX)),
        ),
    }
    found
}

/// Whether next to no dot has a colour.
fn is_grey(rgb: &[u8]) -> bool {
    let (mut all, mut coloured) = (0_u32, 0_u32);
    for dot in rgb.chunks_exact(3).step_by((rgb.len() / 3 / MAX_DOTS).max(1) | 1) {
        let (least, most) = dot.iter().fold((u8::MAX, 0), |(least, most), &v| (least.min(v), most.max(v)));
        all += 1;
        coloured += u32::from(most - least > COLOURED);
    }
    coloured as f32 <= MAX_COLOURED * all as f32
}

fn is_two_toned(dots: impl Iterator<Item = u8>, count: usize) -> bool {
    // An odd step does not fall in with the columns of most pictures.
    let step = (count / MAX_DOTS).max(1) | 1;
    let (mut all, mut dark, mut between) = (0_u32, 0_u32, 0_u32);
    for dot in dots.step_by(step) {
        all += 1;
        dark += u32::from(dot <= DARK);
        between += u32::from(dot > DARK && dot < LIGHT);
    }
    let share = |part: u32| part as f32 / all.max(1) as f32;
    share(between) <= MAX_BETWEEN && DARK_SHARE.contains(&share(dark))
}
