//! Pictures as files of one page, and TIFF files of several.

mod fax;
mod jpeg;
mod resolution;
mod tiff;

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage};
use perigee_model::{FileFault, Page};

use crate::document::{MAX_SIDE_PX, PageSize, RenderLimits};
use crate::fault;
use crate::kind::FileKind;
use crate::searchable::{StoredPicture, of_pictures};

/// Bytes a decoder may use for each pixel of a picture, plus [`DECODER_BYTES`]; 16-bit RGBA needs eight.
const DECODER_BYTES_PER_PIXEL: u64 = 8;

/// Bytes a decoder may use beside the pixels.
const DECODER_BYTES: u64 = 64 << 20;

/// A page of a picture file before it is decoded.
#[derive(Debug, Clone, Copy)]
struct Frame {
    /// Width as stored, in pixels.
    width_px: u32,
    /// Height as stored, in pixels.
    height_px: u32,
    /// Resolution: the stated one if it is plausible, otherwise an assumption.
    dpi: f32,
    orientation: Orientation,
}

impl Frame {
    fn new(size_px: (u32, u32), stated_dpi: Option<f32>, orientation: Orientation) -> Self {
        let (width_px, height_px) = size_px;
        Self { width_px, height_px, dpi: resolution::choose(width_px, height_px, stated_dpi), orientation }
    }

    /// Clockwise degrees by which the picture is turned to stand upright; mirroring apart.
    fn rotation(&self) -> u16 {
        match self.orientation {
            Orientation::NoTransforms | Orientation::FlipHorizontal => 0,
            Orientation::Rotate90 | Orientation::Rotate90FlipH => 90,
            Orientation::Rotate180 | Orientation::FlipVertical => 180,
            Orientation::Rotate270 | Orientation::Rotate270FlipH => 270,
        }
    }

    fn size(&self) -> PageSize {
        let rotation = self.rotation();
        let points = |pixels: u32| pixels as f32 * 72.0 / self.dpi;
        let (width, height) = (points(self.width_px), points(self.height_px));
        match rotation {
            90 | 270 => PageSize { width: height, height: width, rotation },
            _ => PageSize { width, height, rotation },
        }
    }
}

/// An opened picture file; its pixels are decoded page by page.
#[derive(Debug)]
pub(crate) struct PictureFile {
    bytes: Vec<u8>,
    kind: FileKind,
    limits: RenderLimits,
    frames: Vec<Frame>,
}

impl PictureFile {
    pub(crate) fn open(bytes: Vec<u8>, kind: FileKind, limits: RenderLimits) -> Result<Self, FileFault> {
        let frames = match kind {
            FileKind::Tiff => tiff::frames(&bytes, limits)?,
            _ => vec![single_frame(&bytes, kind, limits)?],
        };
        for frame in &frames {
            check_size(frame.width_px, frame.height_px, limits)?;
        }
        Ok(Self { bytes, kind, limits, frames })
    }

    pub(crate) fn page_count(&self) -> u32 {
        self.frames.len() as u32
    }

    fn frame(&self, page: u32) -> Result<&Frame, FileFault> {
        self.frames.get(page as usize).ok_or_else(|| fault::no_such_page(page))
    }

    pub(crate) fn size(&self, page: u32) -> Result<PageSize, FileFault> {
        self.frame(page).map(Frame::size)
    }

    pub(crate) fn dpi(&self, page: u32) -> Option<f32> {
        self.frames.get(page as usize).map(|frame| frame.dpi)
    }

    /// Decodes a page, turns it upright and scales it to the resolution.
    pub(crate) fn draw(&self, page: u32, dpi: f32) -> Result<RgbImage, FileFault> {
        let frame = self.frame(page)?;
        Ok(scaled(self.upright(page, frame)?, dpi / frame.dpi))
    }

    /// A page as it was stored, turned upright, on white paper.
    fn upright(&self, page: u32, frame: &Frame) -> Result<RgbImage, FileFault> {
        let mut picture = match self.kind {
            FileKind::Tiff => tiff::decode(&self.bytes, page, self.limits)?,
            _ => decode(&self.bytes, self.kind, self.limits)?,
        };
        picture.apply_orientation(frame.orientation);
        Ok(on_white(picture))
    }

    /// The pages as a PDF with their words laid over them unseen.
    pub(crate) fn searchable(&self, pages: &[Page]) -> Result<Vec<u8>, FileFault> {
        of_pictures(pages, |page| {
            let frame = self.frame(page.number)?;
            match self.plain_jpeg(frame) {
                Some(is_grey) => {
                    Ok(StoredPicture::jpeg(&self.bytes, (frame.width_px, frame.height_px), is_grey))
                }
                None => Ok(StoredPicture::pixels(&self.upright(page.number, frame)?, frame.rotation())),
            }
        })
    }

    /// Whether a JPEG can stand in a PDF as it is, and is grey: it has one or three colours and is not mirrored.
    fn plain_jpeg(&self, frame: &Frame) -> Option<bool> {
        let is_turned_only = matches!(
            frame.orientation,
            Orientation::NoTransforms
                | Orientation::Rotate90
                | Orientation::Rotate180
                | Orientation::Rotate270
        );
        if self.kind != FileKind::Jpeg || !is_turned_only {
            return None;
        }
        match jpeg::colours(&self.bytes)? {
            1 => Some(true),
            3 => Some(false),
            _ => None,
        }
    }
}

fn check_size(width_px: u32, height_px: u32, limits: RenderLimits) -> Result<(), FileFault> {
    let (width, height) = (u64::from(width_px), u64::from(height_px));
    if width == 0 || height == 0 {
        return Err(fault::damaged("picture"));
    }
    if width * height > limits.page_pixels {
        return Err(fault::image_too_large(width, height, limits.page_pixels));
    }
    Ok(())
}

fn decoder<'a>(bytes: &'a [u8], kind: FileKind) -> Result<impl ImageDecoder + 'a, FileFault> {
    let format = match kind {
        FileKind::Png => ImageFormat::Png,
        FileKind::Jpeg => ImageFormat::Jpeg,
        FileKind::WebP => ImageFormat::WebP,
        FileKind::Bmp => ImageFormat::Bmp,
        FileKind::Gif => ImageFormat::Gif,
        FileKind::Tiff => ImageFormat::Tiff,
        _ => return Err(fault::damaged("picture")),
    };
    ImageReader::with_format(Cursor::new(bytes), format)
        .into_decoder()
        .map_err(|_| fault::damaged(kind.name()))
}

fn single_frame(bytes: &[u8], kind: FileKind, limits: RenderLimits) -> Result<Frame, FileFault> {
    let mut decoder = decoder(bytes, kind)?;
    let (width_px, height_px) = decoder.dimensions();
    check_size(width_px, height_px, limits)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok(Frame::new((width_px, height_px), resolution::stated(bytes, kind), orientation))
}

/// Decodes the picture of a file that holds one.
fn decode(bytes: &[u8], kind: FileKind, limits: RenderLimits) -> Result<DynamicImage, FileFault> {
    let mut decoder = decoder(bytes, kind)?;
    let (width, height) = decoder.dimensions();
    let mut decoder_limits = Limits::default();
    decoder_limits.max_alloc =
        Some(u64::from(width) * u64::from(height) * DECODER_BYTES_PER_PIXEL + DECODER_BYTES);
    decoder
        .set_limits(decoder_limits)
        .map_err(|_| fault::image_too_large(u64::from(width), u64::from(height), limits.page_pixels))?;
    DynamicImage::from_decoder(decoder).map_err(|_| fault::damaged(kind.name()))
}

/// The picture as it looks on white paper.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture: RgbaImage = picture.into_rgba8();
    let mut paper = RgbImage::new(picture.width(), picture.height());
    for (dot, pixel) in paper.pixels_mut().zip(picture.pixels()) {
        let [red, green, blue, alpha] = pixel.0.map(u32::from);
        dot.0 = [red, green, blue].map(|colour| ((colour * alpha + 255 * (255 - alpha)) / 255) as u8);
    }
    paper
}

/// The picture at this scale; less when a side would pass the limit.
fn scaled(picture: RgbImage, scale: f32) -> RgbImage {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let scale = scale.min(MAX_SIDE_PX as f32 / width.max(height));
    let side = |pixels: f32| ((pixels * scale).round() as u32).clamp(1, MAX_SIDE_PX);
    let (new_width, new_height) = (side(width), side(height));
    if (new_width, new_height) == picture.dimensions() {
        picture
    } else if scale < 1.0 {
        image::imageops::thumbnail(&picture, new_width, new_height)
    } else {
        image::imageops::resize(&picture, new_width, new_height, image::imageops::FilterType::Triangle)
    }
}
