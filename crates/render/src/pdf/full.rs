//! A page as the full interpreter draws it, for pages that the lean one leaves: every run of glyphs, path and picture is
//! handed on to the collector.

use std::rc::Rc;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::WritingMode;
use hayro_interpret::kurbo::{Affine, BezPath, Rect as KurboRect};
use hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};

use super::code_picture::CodePictures;
use super::collector::{Drawing, PageCollector, RunGlyph, Sign};
use super::rules::{Look, Painting};

/// Hands on what is drawn.
pub(super) struct FullPass<'c> {
    pub(super) collector: PageCollector,
    pub(super) code_pictures: &'c mut CodePictures,
}

impl<'a> Device<'a> for FullPass<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let glyphs: Vec<RunGlyph> = run
            .glyphs()
            .iter()
            .map(|glyph| {
                let advance = match &**glyph {
                    Glyph::Outline(outline) => outline.advance_width(),
                    Glyph::Type3(type3) => type3.advance_width(),
                };
                let sign = Sign::new(glyph.char_code(), advance, glyph.as_unicode());
                RunGlyph { sign: Rc::new(sign), transform: glyph.transform() }
            })
            .collect();
        let drawing = match mode {
            DrawMode::Stroke(_) => Drawing::Stroked,
            DrawMode::Invisible => Drawing::Unseen,
            DrawMode::Fill(_) | DrawMode::FillAndStroke(..) => Drawing::Filled,
        };
        let vertical = matches!(run.writing_mode(), WritingMode::Vertical);
        self.collector.run(&glyphs, props.transform, vertical, drawing);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        // The unit of an image's space is one of its pixels.
        let size = Affine::scale_non_uniform(f64::from(image.width()), f64::from(image.height()));
        let pictures = &mut *self.code_pictures;
        self.collector.picture(props.transform * size, |place| {
            pictures.may_be(image.cache_key(), place, |look| look(&image))
        });
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        for painting in paintings(mode) {
            self.collector.path(path, props.transform, Look::of(&props.paint), painting);
        }
    }

    fn draw_rect(&mut self, area: &KurboRect, props: DrawProps<'a>, mode: &DrawMode) {
        for painting in paintings(mode) {
            self.collector.area(*area, props.transform, Look::of(&props.paint), painting);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.collector.push_clip_path(&clip.path);
    }

    fn push_clip_rect(&mut self, area: &KurboRect) {
        self.collector.push_clip(*area);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_clip(&mut self) {
        self.collector.pop_clip();
    }

    fn pop_transparency_group(&mut self) {}
}

/// How a path is painted: once or twice.
fn paintings(mode: &DrawMode) -> impl Iterator<Item = Painting> + use<> {
    let (first, second) = match mode {
        DrawMode::Fill(_) => (Some(Painting::Fill), None),
        DrawMode::Stroke(stroke) => (Some(Painting::Stroke(stroke.line_width)), None),
        DrawMode::FillAndStroke(_, stroke) => {
            (Some(Painting::Fill), Some(Painting::Stroke(stroke.line_width)))
        }
        DrawMode::Invisible => (None, None),
    };
    first.into_iter().chain(second)
}
