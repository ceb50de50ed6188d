//! Tests of the crate as its users see it.

#![expect(clippy::unwrap_used, reason = "a test may panic, also in the functions that its cases share")]

mod networks;
mod page_reading;
mod preparation;
mod recognition;

use image::{GrayImage, imageops};
use perigee_render::{Document, RenderLimits};

/// The first page of a PDF, drawn in grey.
fn drawn(pdf: &[u8], dpi: f32) -> GrayImage {
    let limits = RenderLimits { pages: 10, page_pixels: 100_000_000 };
    let document = Document::open(pdf.to_vec(), limits).unwrap();
    imageops::grayscale(&document.reader().draw(0, dpi).unwrap())
}
