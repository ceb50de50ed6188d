//! What hayro draws on a page, reduced to words and a few counts.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect as KurboRect, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use perigee_model::Rect;

use super::TextLayer;
use super::code_picture::CodePictures;
use super::rules::{RuleCollector, bounds};
use super::segment::{PlacedGlyph, Segmenter};
use crate::document::PageSize;

/// Glyphs smaller than this many points are not meant to be read.
const MIN_EM: f64 = 0.5;

/// Share by which the scales of the glyphs of a run differ when they are stretched one by one.
const UNEVEN: f64 = 0.001;

/// Pictures of a page that are looked at as codes; a sheet of labels has a few dozen.
const MAX_CODE_PLACES: usize = 100;

/// Letters from which a run may be set spaced; two may stand apart for any reason.
const MIN_SPACED: usize = 3;

/// Gaps between all letters of a spaced run, in thousandths of an em: from where a gap ends a word (see `segment`), up
/// to half an em, as in headings; what stands farther apart are columns of single signs.
const SPACING: std::ops::RangeInclusive<f64> = 140.0..=500.0;

/// Collects the glyphs of a page.
pub(super) struct GlyphCollector<'c> {
    page: KurboRect,
    segmenter: Segmenter,
    layer: TextLayer,
    rules: RuleCollector,
    /// Codes and origin of the run drawn last, to know the second half of filled and stroked text.
    last_run: Option<(Vec<u32>, Point)>,
    code_pictures: &'c mut CodePictures,
}

impl<'c> GlyphCollector<'c> {
    pub(super) fn new(size: PageSize, code_pictures: &'c mut CodePictures) -> Self {
        Self {
            code_pictures,
            page: KurboRect::new(0.0, 0.0, f64::from(size.width), f64::from(size.height)),
            segmenter: Segmenter::new(size),
            layer: TextLayer::default(),
            rules: RuleCollector::new(size),
            last_run: None,
        }
    }

    pub(super) fn finish(mut self) -> TextLayer {
        self.layer.words = self.segmenter.finish();
        self.layer.picture_cover = self.layer.picture_cover.min(1.0);
        let (graphics, patterns) = self.rules.finish();
        self.layer.graphics = graphics;
        self.layer.code_places.extend(patterns);
        self.layer
    }

    /// Whether the run was just drawn filled and now comes again to be stroked.
    fn is_repeated(&mut self, run: &GlyphRun<'_, '_>, transform: Affine, mode: &DrawMode) -> bool {
        let Some(first) = run.glyphs().first() else { return true };
        let origin = transform * first.transform() * Point::ORIGIN;
        let codes: Vec<u32> = run.glyphs().iter().map(|glyph| glyph.char_code()).collect();
        let repeated = matches!(mode, DrawMode::Stroke(_))
            && self.last_run.as_ref().is_some_and(|(last_codes, last_origin)| {
                *last_codes == codes && (*last_origin - origin).hypot() < 0.01
            });
        self.last_run = Some((codes, origin));
        repeated
    }

    fn count_picture(&mut self, image: &Image<'_, '_>, transform: Affine) {
        self.rules.picture(transform);
        let area = transform.transform_rect_bbox(KurboRect::new(0.0, 0.0, 1.0, 1.0)).intersect(self.page);
        let place = Rect::new(area.x0 as f32, area.y0 as f32, area.x1 as f32, area.y1 as f32);
        if self.layer.code_places.len() < MAX_CODE_PLACES && self.code_pictures.may_be(image, place) {
            self.layer.code_places.push(place);
        }
        if area.width() > 0.0 && area.height() > 0.0 {
            self.layer.picture_cover += (area.area() / self.page.area().max(1.0)) as f32;
        }
    }
}

impl<'a> Device<'a> for GlyphCollector<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if self.is_repeated(run, props.transform, mode) {
            return;
        }
        let invisible = matches!(mode, DrawMode::Invisible);
        let vertical = matches!(run.writing_mode(), WritingMode::Vertical);
        let true_scale = if vertical { None } else { scale_of_stretched(run) };
        let spacing = if vertical { 0.0 } else { letter_spacing(run, true_scale) };
        for glyph in run.glyphs() {
            let matrix = props.transform * unstretched(glyph.transform(), true_scale);
            let text = readable_text(glyph.as_unicode());
            let placed = PlacedGlyph::new(matrix, advance(glyph), vertical, invisible).spaced(spacing);
            if !placed.is_finite() || placed.em < MIN_EM {
                continue;
            }
            let blank = text.as_deref().is_some_and(|text| text.chars().all(char::is_whitespace));
            if !invisible && !blank {
                self.layer.glyphs += 1;
                self.layer.unknown_glyphs += u32::from(text.is_none());
            }
            self.segmenter.push(placed, text.as_deref());
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        // The unit of an image's space is one of its pixels.
        let size = Affine::scale_non_uniform(f64::from(image.width()), f64::from(image.height()));
        self.count_picture(&image, props.transform * size);
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.layer.paths += u32::from(!path.is_empty());
        self.rules.path(path, &props, mode);
    }

    fn draw_rect(&mut self, area: &KurboRect, props: DrawProps<'a>, mode: &DrawMode) {
        self.layer.paths += 1;
        self.rules.path(&area.to_path(0.1), &props, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.rules.push_clip(bounds(&clip.path));
    }

    fn push_clip_rect(&mut self, area: &KurboRect) {
        self.rules.push_clip(*area);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {
        self.rules.pop_clip();
    }

    fn pop_transparency_group(&mut self) {}
}

/// The scale along the line of a run whose glyphs are stretched each in its own way; `None` where they are not.
///
/// Glyphs that stand in for those of a font that the file does not bring are drawn as wide as the file says, by a
/// stretch inside their transforms. Their advances are the stated ones, so that it would count twice. What the glyphs
/// share shows in how far their origins are apart.
fn scale_of_stretched(run: &GlyphRun<'_, '_>) -> Option<f64> {
    let scales = || run.glyphs().iter().map(|glyph| x_scale(glyph.transform()));
    let (least, most) =
        scales().fold((f64::INFINITY, 0.0_f64), |(least, most), scale| (least.min(scale), most.max(scale)));
    let is_uneven = most - least > UNEVEN * most;
    if !is_uneven {
        return None;
    }
    let mut shared: Vec<f64> = run
        .glyphs()
        .windows(2)
        .filter_map(|pair| {
            let [glyph, next] = pair else { return None };
            let step = next.transform() * Point::ORIGIN - glyph.transform() * Point::ORIGIN;
            let advance = advance(glyph);
            (advance > 0.0).then_some(step.hypot() / advance)
        })
        .filter(|scale| scale.is_finite() && *scale > 0.0)
        .collect();
    // Some steps also hold spacing and kerning.
    shared.sort_by(f64::total_cmp);
    shared.get(shared.len() / 2).copied()
}

/// What stands between all letters of a run that is set spaced, in thousandths of an em; else 0.
fn letter_spacing(run: &GlyphRun<'_, '_>, scale: Option<f64>) -> f64 {
    let is_blank = |glyph: &Glyph<'_>| {
        let text = readable_text(glyph.as_unicode());
        text.is_some_and(|text| text.chars().all(char::is_whitespace))
    };
    if run.glyphs().len() < MIN_SPACED {
        return 0.0;
    }
    let mut least = f64::INFINITY;
    for pair in run.glyphs().windows(2) {
        let [glyph, next] = pair else { continue };
        let scale = scale.unwrap_or_else(|| x_scale(glyph.transform()));
        let step = next.transform() * Point::ORIGIN - glyph.transform() * Point::ORIGIN;
        let gap = step.hypot() / scale - advance(glyph);
        if !gap.is_finite() || gap < *SPACING.start() {
            return 0.0;
        }
        if gap < least && !is_blank(glyph) && !is_blank(next) {
            least = gap;
        }
    }
    if SPACING.contains(&least) { least } else { 0.0 }
}

/// The transform with this scale along the line.
fn unstretched(transform: Affine, scale: Option<f64>) -> Affine {
    match scale {
        Some(scale) => transform * Affine::scale_non_uniform(scale / x_scale(transform), 1.0),
        None => transform,
    }
}

fn x_scale(transform: Affine) -> f64 {
    let [a, b, ..] = transform.as_coeffs();
    a.hypot(b)
}

/// Advance in thousandths of an em.
fn advance(glyph: &Glyph<'_>) -> f64 {
    let width = match glyph {
        Glyph::Outline(outline) => outline.advance_width(),
        Glyph::Type3(type3) => type3.advance_width(),
    };
    // Half an em is the width of an average letter, for the few fonts that do not say.
    f64::from(width.unwrap_or(500.0))
}

/// The characters of a glyph; `None` when they are not known or mean nothing outside the font.
fn readable_text(unicode: Option<BfString>) -> Option<String> {
    let mut text = String::new();
    let mut push = |character: char| match character {
        '\u{fb00}' => text.push_str("ff"),
        '\u{fb01}' => text.push_str("fi"),
        '\u{fb02}' => text.push_str("fl"),
        '\u{fb03}' => text.push_str("ffi"),
        '\u{fb04}' => text.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => text.push_str("st"),
        '\u{ad}' => text.push('-'),
        // Zero-width characters and direction marks stand for nothing that is printed.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {}
        other => text.push(other),
    };
    match unicode? {
        BfString::Char(character) => push(character),
        BfString::String(characters) => characters.chars().for_each(&mut push),
    }
    let meaningless = |c: char| {
        (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\0')
    };
    (!text.chars().any(meaningless)).then_some(text)
}
