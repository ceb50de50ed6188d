//! TIFF: every page, every usual sample format, all to eight bits.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage, RgbaImage};
use perigee_model::FileFault;
use tiff::decoder::{BufferLayoutPreference, Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

use super::{DECODER_BYTES, DECODER_BYTES_PER_PIXEL, Frame, check_size, fax};
use crate::document::RenderLimits;
use crate::fault;

/// The pages of a file, without their pixels.
pub(super) fn frames(bytes: &[u8], limits: RenderLimits) -> Result<Vec<Frame>, FileFault> {
    let mut decoder = open(bytes, limits)?;
    let mut frames = Vec::new();
    loop {
        let (width, height) = decoder.dimensions().map_err(to_fault)?;
        check_size(width, height, limits)?;
        frames.push(Frame::new((width, height), stated_dpi(&mut decoder), orientation(&mut decoder)));
        if !decoder.more_images() {
            return Ok(frames);
        }
        if frames.len() >= limits.pages as usize {
            return Err(fault::too_many_pages(frames.len() + 1, limits.pages));
        }
        decoder.next_image().map_err(to_fault)?;
    }
}

/// The picture of a page.
pub(super) fn decode(bytes: &[u8], page: u32, limits: RenderLimits) -> Result<DynamicImage, FileFault> {
    let mut decoder = open(bytes, limits)?;
    decoder.seek_to_image(page as usize).map_err(to_fault)?;
    let (width, height) = decoder.dimensions().map_err(to_fault)?;
    if let Some(fax) = fax::decode(bytes, &mut decoder, (width, height))? {
        return Ok(fax.into());
    }
    if let Some(palette) = palette(&mut decoder) {
        return decode_indices(bytes, page, limits, &palette);
    }
    let colour = decoder.colortype().map_err(to_fault)?;
    let mut data = DecodingResult::U8(Vec::new());
    let layout = decoder.read_image_to_buffer(&mut data).map_err(to_fault)?;
    let samples = Samples::new(data, &layout, colour, false)?;
    picture(&samples, width, height, colour, None).ok_or_else(|| fault::damaged("TIFF picture"))
}

/// `RGBPalette` and `BlackIsZero` of the tag `PhotometricInterpretation`.
const PALETTE: u16 = 3;
const GREY: u16 = 1;

/// The colours of a picture whose samples are indices: all reds, all greens, all blues.
fn palette(decoder: &mut Decoder<Cursor<&[u8]>>) -> Option<Vec<u16>> {
    let kind = decoder.get_tag_u32(Tag::PhotometricInterpretation).ok()?;
    (kind == u32::from(PALETTE)).then(|| decoder.get_tag_u16_vec(Tag::ColorMap).ok())?
}

/// Decodes a picture of indices, which the decoder refuses, by calling it grey in a copy of the file.
fn decode_indices(
    bytes: &[u8],
    page: u32,
    limits: RenderLimits,
    palette: &[u16],
) -> Result<DynamicImage, FileFault> {
    let mut copy = bytes.to_vec();
    let mut decoder = open(bytes, limits)?;
    decoder.seek_to_image(page as usize).map_err(to_fault)?;
    let directory = decoder.ifd_pointer().map_or(0, |pointer| pointer.0);
    call_grey(&mut copy, directory).ok_or_else(|| fault::unsupported("a TIFF picture of a rare kind"))?;
    let mut decoder = open(&copy, limits)?;
    decoder.seek_to_image(page as usize).map_err(to_fault)?;
    let (width, height) = decoder.dimensions().map_err(to_fault)?;
    let colour = decoder.colortype().map_err(to_fault)?;
    let mut data = DecodingResult::U8(Vec::new());
    let layout = decoder.read_image_to_buffer(&mut data).map_err(to_fault)?;
    let samples = Samples::new(data, &layout, colour, true)?;
    picture(&samples, width, height, colour, Some(palette)).ok_or_else(|| fault::damaged("TIFF picture"))
}

/// Changes `PhotometricInterpretation` of the directory at this offset; `None` when it is not found (BigTIFF).
fn call_grey(bytes: &mut [u8], directory: u64) -> Option<()> {
    let big_endian = bytes.first()? == &b'M';
    let read = |bytes: &[u8], at: usize| {
        let pair: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
        Some(if big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    };
    let directory = usize::try_from(directory).ok()?;
    let entries = usize::from(read(bytes, directory)?);
    let entry = (0..entries)
        .map(|index| directory + 2 + 12 * index)
        .find(|&at| read(bytes, at) == Some(Tag::PhotometricInterpretation.to_u16()))?;
    let value = if big_endian { GREY.to_be_bytes() } else { GREY.to_le_bytes() };
    bytes.get_mut(entry + 8..entry + 10)?.copy_from_slice(&value);
    Some(())
}

fn open(bytes: &[u8], limits: RenderLimits) -> Result<Decoder<Cursor<&[u8]>>, FileFault> {
    let mut decoder_limits = Limits::default();
    let pixels = limits.page_pixels.saturating_mul(DECODER_BYTES_PER_PIXEL).saturating_add(DECODER_BYTES);
    decoder_limits.decoding_buffer_size = usize::try_from(pixels).unwrap_or(usize::MAX);
    decoder_limits.intermediate_buffer_size = decoder_limits.decoding_buffer_size;
    Ok(Decoder::new(Cursor::new(bytes)).map_err(to_fault)?.with_limits(decoder_limits))
}

fn to_fault(error: TiffError) -> FileFault {
    match error {
        TiffError::UnsupportedError(_) => fault::unsupported("a TIFF picture of a rare kind"),
        _ => fault::damaged("TIFF picture"),
    }
}

fn stated_dpi(decoder: &mut Decoder<Cursor<&[u8]>>) -> Option<f32> {
    let resolution = decoder.get_tag_f32(Tag::XResolution).ok()?;
    match decoder.get_tag_u32(Tag::ResolutionUnit).unwrap_or(2) {
        2 => Some(resolution),
        3 => Some(resolution * 2.54),
        _ => None,
    }
}

fn orientation(decoder: &mut Decoder<Cursor<&[u8]>>) -> Orientation {
    decoder
        .get_tag_u32(Tag::Orientation)
        .ok()
        .and_then(|value| Orientation::from_exif(u8::try_from(value).ok()?))
        .unwrap_or(Orientation::NoTransforms)
}

/// Decoded samples with any depth from 1 to 32 bits, read as bytes.
struct Samples {
    data: DecodingResult,
    bits: u8,
    /// Samples of a pixel that stand side by side.
    channels: usize,
    row_stride: usize,
    /// Bytes from one colour plane to the next; `None` when the samples of a pixel stand together.
    plane_stride: Option<usize>,
    /// Whether a sample is an index, which must not be stretched to 0..=255.
    is_index: bool,
}

impl Samples {
    fn new(
        data: DecodingResult,
        layout: &BufferLayoutPreference,
        colour: ColorType,
        is_index: bool,
    ) -> Result<Self, FileFault> {
        let row_stride = layout.row_stride.ok_or_else(|| fault::damaged("TIFF picture"))?.get();
        let planar = layout.planes > 1;
        Ok(Self {
            data,
            bits: colour.bit_depth(),
            channels: if planar { 1 } else { usize::from(colour.num_samples()) },
            row_stride,
            plane_stride: layout.plane_stride.filter(|_| planar).map(std::num::NonZeroUsize::get),
            is_index,
        })
    }

    /// A sample as a byte; 0 beyond the end of what could be decoded.
    fn get(&self, x: usize, y: usize, channel: usize) -> u8 {
        let (offset, within) = match self.plane_stride {
            Some(stride) => (stride * channel + self.row_stride * y, x),
            None => (self.row_stride * y, x * self.channels + channel),
        };
        match &self.data {
            DecodingResult::U8(data) => self.unpack(data, offset, within),
            DecodingResult::U16(data) => data.get(offset / 2 + within).map_or(0, |&v| (v >> 8) as u8),
            DecodingResult::U32(data) => data.get(offset / 4 + within).map_or(0, |&v| (v >> 24) as u8),
            DecodingResult::F32(data) => {
                data.get(offset / 4 + within).map_or(0, |&v| (v.clamp(0.0, 1.0) * 255.0).round() as u8)
            }
            _ => 0,
        }
    }

    /// A sample of up to eight bits, packed from the high end of each byte.
    fn unpack(&self, data: &[u8], offset: usize, within: usize) -> u8 {
        let bits = usize::from(self.bits.clamp(1, 8));
        let Some(&byte) = data.get(offset + within * bits / 8) else { return 0 };
        if bits == 8 {
            return byte;
        }
        let shift = 8usize.saturating_sub(bits + within * bits % 8);
        let largest = (1u16 << bits) - 1;
        let value = u16::from(byte >> shift) & largest;
        if self.is_index { value as u8 } else { (value * 255 / largest) as u8 }
    }
}

fn picture(
    samples: &Samples,
    width: u32,
    height: u32,
    colour: ColorType,
    palette: Option<&[u16]>,
) -> Option<DynamicImage> {
    let (columns, rows) = (width as usize, height as usize);
    let each = |pixel: &dyn Fn(usize, usize, &mut Vec<u8>)| {
        let mut bytes = Vec::with_capacity(columns * rows * 3);
        for y in 0..rows {
            for x in 0..columns {
                pixel(x, y, &mut bytes);
            }
        }
        bytes
    };
    let rgb = |bytes| RgbImage::from_raw(width, height, bytes).map(DynamicImage::from);
    if let Some(palette) = palette {
        return rgb(each(&|x, y, out| {
            let (index, size) = (usize::from(samples.get(x, y, 0)), palette.len() / 3);
            out.extend([0, 1, 2].map(|c| palette.get(c * size + index).map_or(0, |&v| (v >> 8) as u8)));
        }));
    }
    match colour {
        ColorType::Gray(_) | ColorType::GrayA(_) | ColorType::Multiband { .. } => {
            let bytes = each(&|x, y, out| out.push(samples.get(x, y, 0)));
            GrayImage::from_raw(width, height, bytes).map(DynamicImage::from)
        }
        ColorType::RGB(_) => rgb(each(&|x, y, out| out.extend([0, 1, 2].map(|c| samples.get(x, y, c))))),
        ColorType::RGBA(_) => {
            let bytes = each(&|x, y, out| out.extend([0, 1, 2, 3].map(|c| samples.get(x, y, c))));
            RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from)
        }
        ColorType::CMYK(_) | ColorType::CMYKA(_) => rgb(each(&|x, y, out| {
            let [cyan, magenta, yellow, black] = [0, 1, 2, 3].map(|c| 255 - u32::from(samples.get(x, y, c)));
            out.extend([cyan, magenta, yellow].map(|ink| (ink * black / 255) as u8));
        })),
        ColorType::YCbCr(_) => {
            rgb(each(&|x, y, out| out.extend(from_ycbcr([0, 1, 2].map(|c| samples.get(x, y, c))))))
        }
        _ => None,
    }
}

/// The full-range conversion of JFIF, which TIFF uses by default.
fn from_ycbcr(ycbcr: [u8; 3]) -> [u8; 3] {
    let [luma, blue, red] = ycbcr.map(f32::from);
    let (blue, red) = (blue - 128.0, red - 128.0);
    [luma + 1.402 * red, luma - 0.344_14 * blue - 0.714_14 * red, luma + 1.772 * blue]
        .map(|colour| colour.round().clamp(0.0, 255.0) as u8)
}
