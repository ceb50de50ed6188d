//! TIFF pages as fax machines write them and as the TIFF decoder does not read them: Group 3 (T.4), its form without
//! line ends, and Group 4 (T.6) with the bits of each byte the other way round.

use std::io::Cursor;

use hayro_ccitt::{DecodeSettings, DecoderContext, EncodingMode};
use image::{GrayImage, Luma};
use perigee_model::FileFault;
use tiff::decoder::Decoder;
use tiff::tags::Tag;

use crate::fault;

/// Values of the tag `Compression`.
const MODIFIED_HUFFMAN: u32 = 2;
const GROUP_3: u32 = 3;
const GROUP_4: u32 = 4;

/// A tag that the decoder has no name for, and the bit of it that says that rows are told by those above them.
const T4_OPTIONS: u16 = 292;
const TWO_DIMENSIONS: u32 = 1;

/// `FillOrder`: the first dot is the lowest bit.
const LOW_BITS_FIRST: u32 = 2;

/// `BlackIsZero` of the tag `PhotometricInterpretation`.
const BLACK_IS_ZERO: u32 = 1;

/// The picture of the page that the decoder stands on; `None` when it is packed in another way.
pub(super) fn decode(
    bytes: &[u8],
    decoder: &mut Decoder<Cursor<&[u8]>>,
    (width, height): (u32, u32),
) -> Result<Option<GrayImage>, FileFault> {
    let damaged = || fault::damaged("TIFF picture");
    let tag = |decoder: &mut Decoder<Cursor<&[u8]>>, tag: Tag| decoder.get_tag_u32(tag).ok();
    let compression = tag(decoder, Tag::Compression).unwrap_or(1);
    let is_reversed = tag(decoder, Tag::FillOrder) == Some(LOW_BITS_FIRST);
    let is_for_us = match compression {
        MODIFIED_HUFFMAN | GROUP_3 => true,
        GROUP_4 => is_reversed,
        _ => false,
    };
    if !is_for_us {
        return Ok(None);
    }
    let offsets = decoder.get_tag_u64_vec(Tag::StripOffsets).map_err(|_| damaged())?;
    let lengths = decoder.get_tag_u64_vec(Tag::StripByteCounts).map_err(|_| damaged())?;
    let rows_per_strip = tag(decoder, Tag::RowsPerStrip).unwrap_or(height).clamp(1, height);
    let options = tag(decoder, Tag::from_u16_exhaustive(T4_OPTIONS)).unwrap_or(0);
    let is_negative = tag(decoder, Tag::PhotometricInterpretation) == Some(BLACK_IS_ZERO);
    let settings = DecodeSettings {
        columns: width,
        rows: rows_per_strip,
        end_of_block: false,
        end_of_line: false,
        rows_are_byte_aligned: compression == MODIFIED_HUFFMAN,
        encoding: match compression {
            GROUP_4 => EncodingMode::Group4,
            GROUP_3 if options & TWO_DIMENSIONS != 0 => EncodingMode::Group3_2D,
            _ => EncodingMode::Group3_1D,
        },
        strict: false,
    };
    let mut page = Page { picture: GrayImage::from_pixel(width, height, Luma([255])), row: 0 };
    for (number, (offset, length)) in (0u32..).zip(offsets.into_iter().zip(lengths)) {
        page.row = number.saturating_mul(rows_per_strip);
        if page.row >= height {
            break;
        }
        let strip = strip(bytes, offset, length).ok_or_else(damaged)?;
        let strip =
            if is_reversed { strip.iter().map(|byte| byte.reverse_bits()).collect() } else { strip.to_vec() };
        let rows = rows_per_strip.min(height - page.row);
        let mut context = DecoderContext::new(DecodeSettings { rows, ..settings });
        // A fax whose line broke has the rows up to there.
        let _read_so_far = hayro_ccitt::decode(&strip, &mut page, &mut context);
    }
    if is_negative {
        image::imageops::invert(&mut page.picture);
    }
    Ok(Some(page.picture))
}

fn strip(bytes: &[u8], offset: u64, length: u64) -> Option<&[u8]> {
    let (from, length) = (usize::try_from(offset).ok()?, usize::try_from(length).ok()?);
    bytes.get(from..from.checked_add(length)?)
}

/// The page, which is filled row by row.
struct Page {
    picture: GrayImage,
    row: u32,
}

impl hayro_ccitt::Decoder for Page {
    fn push_row(&mut self, changes: &[u32]) {
        let width = self.picture.width();
        if self.row < self.picture.height() {
            for black in changes.chunks(2) {
                let (from, to) =
                    (black.first().copied().unwrap_or(width), black.get(1).copied().unwrap_or(width));
                for x in from..to.min(width) {
                    self.picture.put_pixel(x, self.row, Luma([0]));
                }
            }
        }
        self.row = self.row.saturating_add(1);
    }
}
