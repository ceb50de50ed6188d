//! How many dots of a picture make an inch: what the file states if that is plausible, otherwise an assumption.
//!
//! Only the scale of the points depends on it; reading is done in pixels.

use crate::kind::FileKind;

/// Stated resolutions in this range are believed.
///
/// Below 100 stand the defaults of programs (72, 96) that never saw paper; above 1,200 scanners do not go.
const PLAUSIBLE_DPI: std::ops::RangeInclusive<f32> = 100.0..=1_200.0;

/// What is assumed for a picture that states nothing: the usual resolution of office scans.
const ASSUMED_DPI: f32 = 200.0;

/// Width of an A4 page in points: a picture whose short side would be wider at [`ASSUMED_DPI`] (a photo) is
/// taken for a page of this width.
const A4_WIDTH_PT: f32 = 595.0;

/// The resolution to work with.
pub(super) fn choose(width_px: u32, height_px: u32, stated: Option<f32>) -> f32 {
    match stated.filter(|dpi| PLAUSIBLE_DPI.contains(dpi)) {
        Some(dpi) => dpi,
        None => ASSUMED_DPI.max(width_px.min(height_px) as f32 * 72.0 / A4_WIDTH_PT),
    }
}

/// The horizontal resolution that the file states.
pub(super) fn stated(bytes: &[u8], kind: FileKind) -> Option<f32> {
    match kind {
        FileKind::Png => png(bytes),
        FileKind::Jpeg => jpeg(bytes),
        FileKind::Bmp => Some(little_endian(bytes, 38)? as f32 * INCH_IN_METRES),
        _ => None,
    }
}

const INCH_IN_METRES: f32 = 0.0254;

/// The `pHYs` chunk, which stands before the pixels.
fn png(bytes: &[u8]) -> Option<f32> {
    let mut at = 8;
    loop {
        let length = big_endian(bytes, at)? as usize;
        match bytes.get(at + 4..at + 8)? {
            b"pHYs" if bytes.get(at + 16) == Some(&1) => {
                return Some(big_endian(bytes, at + 8)? as f32 * INCH_IN_METRES);
            }
            b"pHYs" | b"IDAT" | b"IEND" => return None,
            _ => at = at.checked_add(length)?.checked_add(12)?,
        }
    }
}

/// The density of a JFIF header, which is the first segment.
fn jpeg(bytes: &[u8]) -> Option<f32> {
    let header = bytes.get(2..20)?;
    if header.get(..2)? != [0xff, 0xe0] || header.get(4..9)? != b"JFIF\0" {
        return None;
    }
    let density = f32::from(u16::from_be_bytes([*header.get(12)?, *header.get(13)?]));
    match header.get(11)? {
        1 => Some(density),
        2 => Some(density * 2.54),
        _ => None,
    }
}

fn big_endian(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn little_endian(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_resolution_is_believed_only_when_a_scanner_could_have_made_it() {
        assert_eq!(choose(1654, 2339, Some(200.0)), 200.0);
        assert_eq!(choose(460, 1000, Some(72.0)), 200.0);
        assert_eq!(choose(460, 1000, None), 200.0);
    }

    #[test]
    fn a_photo_is_taken_for_a_page_as_wide_as_a4() {
        let dpi = choose(3000, 4000, Some(72.0));
        assert!((3000.0 * 72.0 / dpi - 595.0).abs() < 0.1);
    }
}
