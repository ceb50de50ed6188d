//! Whether a picture on a page may be a QR code: it has the shape of one, next to nothing but dark and light dots, and
//! as many changes between them in every part.
//!
//! Drawing a page and searching it for codes takes longer than reading all its words, and most square pictures are
//! logos.

use std::collections::HashMap;

use hayro_interpret::{Image, ImageData};
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

/// Parts of a code's height, and of its width, that are looked at by themselves, and lines of dots that each has.
const BANDS: usize = 4;
const LINES_IN_BAND: usize = 4;

/// Lines that are looked at in each direction, evenly over the picture.
const MAX_LINES: usize = 100;

/// Changes between dark and light on a line through a code, on the mean of the lines of a part.
///
/// By reckoning: QR codes have 10 and more, Aztec codes and square Data Matrix codes of 16 modules about 8. In the logos
/// of stations on 60 advertising orders rings around letters have 4 to 6, and all have less in one part at least.
const MIN_CHANGES: f32 = 7.0;

/// How many times more changes one part may have than another: in a code dark and light are mixed as if by chance, the
/// marks in its corners halve the changes at most. A logo over a line of small letters has more.
const MAX_UNEVENNESS: f32 = 2.0;

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
    /// Whether the picture with this key that is shown at this place may be a code; `show` hands it over.
    pub(super) fn may_be(
        &mut self,
        key: u128,
        place: Rect,
        show: impl FnOnce(&mut dyn FnMut(&Image<'_, '_>)),
    ) -> bool {
        if !is_shaped_like_a_code(place) {
            return false;
        }
        if let Some(&known) = self.0.get(&key) {
            return known;
        }
        let mut found = false;
        show(&mut |image| found = looks_like_a_code(image));
        if self.0.len() < MAX_REMEMBERED {
            self.0.insert(key, found);
        }
        found
    }
}

/// Whether a place is as large as codes are, and as square.
pub(super) fn is_shaped_like_a_code(place: Rect) -> bool {
    let (width, height) = (place.width(), place.height());
    let is_square = width.max(height) < MAX_RATIO * width.min(height);
    SIDES.contains(&width) && SIDES.contains(&height) && is_square
}

fn looks_like_a_code(image: &Image<'_, '_>) -> bool {
    let mut found = false;
    match image {
        // A stencil paints in one colour.
        Image::Stencil(stencil) => stencil.with_stencil(
            |luma, _| found = has_changes_everywhere(&luma.data, luma.width as usize),
            Some((ENOUGH_PX, ENOUGH_PX)),
        ),
        Image::Raster(raster) => raster.with_rgba(
            |data, alpha| {
                found = match data {
                    // What shows through is not known here.
                    _ if alpha.is_some() => true,
                    ImageData::Luma(luma) => {
                        is_two_toned(luma.data.iter().copied(), luma.data.len())
                            && has_changes_everywhere(&luma.data, luma.width as usize)
                    }
                    ImageData::Rgb(rgb) => {
                        let green = || rgb.data.iter().skip(1).step_by(3).copied();
                        is_grey(&rgb.data)
                            && is_two_toned(green(), rgb.data.len() / 3)
                            && has_changes_everywhere(&green().collect::<Vec<_>>(), rgb.width as usize)
                    }
                };
            },
            Some((ENOUGH_PX, ENOUGH_PX)),
        ),
    }
    found
}

/// Whether every part of the picture inside its white edge changes between dark and light as codes do.
fn has_changes_everywhere(dots: &[u8], width: usize) -> bool {
    let Some(height) = dots.len().checked_div(width) else { return false };
    let every = |lines: usize| (0..lines).step_by(lines.div_ceil(MAX_LINES).max(1));
    let rows = every(height).map(|y| dots.iter().copied().skip(y * width).take(width));
    let columns = every(width).map(|x| dots.iter().copied().skip(x).step_by(width));
    has_changes_in_bands(rows) && has_changes_in_bands(columns)
}

fn has_changes_in_bands(lines: impl Iterator<Item = impl Iterator<Item = u8>>) -> bool {
    let changes: Vec<u32> = lines.map(changes).collect();
    // The white edge has none.
    let first = changes.iter().position(|&changes| changes > 0).unwrap_or(0);
    let end = changes.iter().rposition(|&changes| changes > 0).map_or(0, |last| last + 1);
    let inside = changes.get(first..end).unwrap_or_default();
    let band = inside.len().div_ceil(BANDS).max(1);
    let means = inside.chunks(band).map(|band| band.iter().sum::<u32>() as f32 / band.len() as f32);
    let (least, most) =
        means.fold((f32::INFINITY, 0.0_f32), |(least, most), mean| (least.min(mean), most.max(mean)));
    inside.len() >= BANDS * LINES_IN_BAND && least >= MIN_CHANGES && most <= MAX_UNEVENNESS * least
}

/// Changes from dark to light and back along a line; soft edges count once.
fn changes(dots: impl Iterator<Item = u8>) -> u32 {
    let (mut changes, mut is_dark) = (0, false);
    for dot in dots {
        if dot <= DARK && !is_dark || dot >= LIGHT && is_dark {
            is_dark = !is_dark;
            changes += 1;
        }
    }
    changes
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of modules of three dots in a white edge; `dark` tells of each module whether it is.
    fn modules(side: usize, dark: impl Fn(usize, usize) -> bool) -> (Vec<u8>, usize) {
        let width = (side + 8) * 3;
        let dot = |at: usize| {
            let (x, y) = ((at % width / 3).wrapping_sub(4), (at / width / 3).wrapping_sub(4));
            if x < side && y < side && dark(x, y) { 10 } else { 250 }
        };
        ((0..width * width).map(dot).collect(), width)
    }

    /// Marks in three corners, and something like chance between them.
    fn code(x: usize, y: usize) -> bool {
        let (column, row) = (x.min(20 - x), y.min(20 - y));
        let in_corner = column < 8 && row < 8 && !(x > 12 && y > 12);
        match column.max(row) {
            _ if !in_corner => (x * 7 + y * 13 + x * y) % 5 < 2,
            _ => {
                let off = column.abs_diff(3).max(row.abs_diff(3));
                off != 2 && off < 4
            }
        }
    }

    #[test]
    fn a_code_changes_everywhere_and_a_logo_does_not() {
        let (dots, width) = modules(21, code);
        assert!(has_changes_everywhere(&dots, width));
        // A mark beside two lines of letters.
        let (dots, width) =
            modules(40, |x, y| if x < 14 { (x + y) % 20 < 12 } else { y % 20 > 12 && x % 3 == 0 });
        assert!(!has_changes_everywhere(&dots, width));
        // Large letters, and small ones below them.
        let (dots, width) =
            modules(60, |x, y| if y < 40 { (x / 6 + y / 6) % 2 == 0 } else { (x + y) % 2 == 0 });
        assert!(!has_changes_everywhere(&dots, width));
    }

    /// Codes of all lengths, alone and with a white mark of a fifth of the side in their middles, as on Swiss bills.
    #[test]
    fn real_codes_change_everywhere() {
        for length in (5..1_200).step_by(97) {
            let text: String = (0..length).map(|at| char::from(b'a' + (at * at % 26) as u8)).collect();
            for level in [qrcode::EcLevel::L, qrcode::EcLevel::H] {
                let code = qrcode::QrCode::with_error_correction_level(&text, level).unwrap();
                let (side, colours) = (code.width(), code.to_colors());
                for mark in [0, side / 5] {
                    let in_mark = |at: usize| 2 * at.abs_diff(side / 2) < mark;
                    let is_dark = |x: usize, y: usize| {
                        colours[y * side + x] == qrcode::Color::Dark && !(in_mark(x) && in_mark(y))
                    };
                    let (dots, width) = modules(side, is_dark);
                    assert!(has_changes_everywhere(&dots, width), "{length} letters, {level:?}, mark {mark}");
                }
            }
        }
    }

    #[test]
    fn pictures_of_any_size_are_taken() {
        for (dots, width) in [(0, 0), (0, 5), (3, 5), (25, 5), (7, 1)] {
            assert!(!has_changes_everywhere(&vec![0; dots], width));
        }
    }
}
