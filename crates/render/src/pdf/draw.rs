//! A PDF page to pixels.

use hayro::{PixmapSettings, RenderCache, RenderSettings, render, vello_cpu::color::palette::css::WHITE};
use hayro_interpret::InterpreterSettings;
use hayro_syntax::page::Page;
use image::RgbImage;

use crate::document::MAX_SIDE_PX;

/// Draws a page on white; `dpi` is lowered until no side passes [`MAX_SIDE_PX`].
pub(super) fn draw<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    settings: &InterpreterSettings,
    dpi: f32,
) -> RgbImage {
    let (width, height) = page.render_dimensions();
    let (x_scale, y_scale) = (scale(width, dpi, width.max(height)), scale(height, dpi, width.max(height)));
    let pixmap = render(
        page,
        cache,
        settings,
        &RenderSettings::default(),
        &PixmapSettings { x_scale, y_scale, bg_color: WHITE },
    );
    // The page is opaque after clearing with white, so premultiplied colours are the colours.
    let rgb = pixmap.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]);
    let (width_px, height_px) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    RgbImage::from_raw(width_px, height_px, rgb.collect()).unwrap_or_default()
}

/// The scale along a side: that of the resolution, but at least one pixel and at most the limit on the long side.
fn scale(side_pt: f32, dpi: f32, long_side_pt: f32) -> f32 {
    let wanted = dpi / 72.0;
    let largest = (MAX_SIDE_PX as f32 - 1.0) / long_side_pt;
    // Half a pixel more, so that truncation inside the rasterizer rounds instead.
    let pixels = (side_pt * wanted.min(largest)).round().max(1.0) + 0.01;
    pixels / side_pt
}
