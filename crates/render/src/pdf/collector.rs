//! What stands on a page, reduced to words and a few counts; who reads the page hands over runs of glyphs, paths and
//! pictures.

use std::rc::Rc;

use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect as KurboRect, Shape};
use perigee_model::Rect;

use super::TextLayer;
use super::rules::{Look, Painting, RuleCollector, bounds};
use super::segment::{PlacedGlyph, Pose, Segmenter, Way};
use crate::document::PageSize;

/// Glyphs smaller than this many points are not meant to be read.
const MIN_EM: f64 = 0.5;

/// Share by which the scales of the glyphs of a run differ when they are stretched one by one.
const UNEVEN: f64 = 0.001;

/// Steps between glyphs say the same scale within this share of it …
const AGREEING: f64 = 0.02;

/// … and are believed when so many do, and one in so many.
const MIN_AGREEING: usize = 2;
const AGREEING_SHARE: usize = 3;

/// Pictures of a page that are looked at as codes; a sheet of labels has a few dozen.
const MAX_CODE_PLACES: usize = 100;

/// Letters from which a run may be set spaced; two may stand apart for any reason.
const MIN_SPACED: usize = 3;

/// Gaps between all letters of a spaced run, in thousandths of an em: from where a gap ends a word (see `segment`), up
/// to half an em, as in headings; what stands farther apart are columns of single signs.
const SPACING: std::ops::RangeInclusive<f64> = 140.0..=500.0;

/// Half an em is the width of an average letter, for the few fonts that do not say.
const USUAL_ADVANCE: f32 = 500.0;

/// Characters that stand before a word without being a part of it.
const BULLETS: &str = "•▪■●○◦‣►➢➤□☐☑☒✓✔❖◆◇";

/// A glyph of a font, wherever it stands.
#[derive(Debug)]
pub(super) struct Sign {
    /// What selected it in the file.
    code: u32,
    /// How far it is to the next glyph, in thousandths of an em.
    advance: f64,
    /// Its characters without white space around them; `None` when they are not known or mean nothing outside the font.
    pub(super) text: Option<String>,
    /// The text of one character, as most signs have.
    pub(super) character: Option<char>,
    /// It is white space, or nothing at all.
    pub(super) blank: bool,
    /// It stands before a word without being a part of it.
    pub(super) bullet: bool,
}

impl Sign {
    pub(super) fn new(code: u32, advance: Option<f32>, unicode: Option<BfString>) -> Self {
        let text = readable_text(unicode);
        let all = |is: fn(char) -> bool| text.as_deref().is_some_and(|text| text.chars().all(is));
        let (blank, bullet) = (all(char::is_whitespace), all(|character| BULLETS.contains(character)));
        let text = text.map(|text| if blank { text } else { text.trim().to_owned() });
        let character = text.as_deref().and_then(only_character);
        Self { code, advance: f64::from(advance.unwrap_or(USUAL_ADVANCE)), text, character, blank, bullet }
    }
}

/// A glyph in a run; the transform leads from thousandths of an em to where the text stands.
///
/// In this order it is copied as it was written, two numbers at a time; in another one each copy waits for the writing.
#[derive(Debug)]
#[repr(C)]
pub(super) struct RunGlyph {
    pub(super) transform: Affine,
    pub(super) sign: Rc<Sign>,
}

/// How a run of glyphs is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drawing {
    Filled,
    Stroked,
    Unseen,
}

/// Collects what stands on a page.
pub(super) struct PageCollector {
    page: KurboRect,
    segmenter: Segmenter,
    layer: TextLayer,
    rules: RuleCollector,
    /// Codes and origin of the run drawn last, to know the second half of filled and stroked text.
    last_codes: Vec<u32>,
    last_origin: Option<Point>,
    /// The matrix of the glyph before, whose place does not count, and its pose.
    turn: Affine,
    pose: Pose,
}

impl PageCollector {
    pub(super) fn new(size: PageSize) -> Self {
        Self {
            page: KurboRect::new(0.0, 0.0, f64::from(size.width), f64::from(size.height)),
            segmenter: Segmenter::new(size),
            layer: TextLayer::default(),
            rules: RuleCollector::new(size),
            last_codes: Vec::new(),
            last_origin: None,
            turn: Affine::scale(0.0),
            pose: Pose::of(Affine::scale(0.0)),
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

    /// Takes a run of glyphs; the transform leads from where the text stands to the page.
    pub(super) fn run(&mut self, run: &[RunGlyph], transform: Affine, vertical: bool, drawing: Drawing) {
        if self.is_repeated(run, transform, drawing) {
            return;
        }
        let invisible = drawing == Drawing::Unseen;
        let way = Way { vertical, invisible };
        let true_scale = if vertical { None } else { scale_of_stretched(run) };
        let spacing = if vertical { 0.0 } else { letter_spacing(run, true_scale) };
        // Most glyphs of a run share all but the place, and most runs of a page the pose.
        let mut shared = None;
        for glyph in run {
            let [a, b, c, d, x, y] = unstretched(glyph.transform, true_scale).as_coeffs();
            let sign = &glyph.sign;
            if shared != Some([a, b, c, d]) {
                shared = Some([a, b, c, d]);
                let turn = transform * Affine::new([a, b, c, d, 0.0, 0.0]);
                if turn.as_coeffs().first_chunk::<4>() != self.turn.as_coeffs().first_chunk() {
                    self.pose = Pose::of(turn);
                }
                self.turn = turn;
            }
            if self.pose.em < MIN_EM {
                continue;
            }
            let origin = transform * Point::new(x, y);
            let placed = PlacedGlyph::new(self.turn, origin, self.pose, sign.advance, spacing, way);
            if !placed.is_finite() {
                continue;
            }
            if !invisible && !sign.blank {
                self.layer.glyphs += 1;
                self.layer.unknown_glyphs += u32::from(sign.text.is_none());
            }
            self.segmenter.push(placed, sign);
        }
    }

    /// Whether the run was just drawn filled and now comes again to be stroked.
    fn is_repeated(&mut self, run: &[RunGlyph], transform: Affine, drawing: Drawing) -> bool {
        let Some(first) = run.first() else { return true };
        let origin = transform * first.transform * Point::ORIGIN;
        let codes = || run.iter().map(|glyph| glyph.sign.code);
        let repeated = drawing == Drawing::Stroked
            && self.last_origin.is_some_and(|last| (last - origin).hypot() < 0.01)
            && codes().eq(self.last_codes.iter().copied());
        self.last_codes.clear();
        self.last_codes.extend(codes());
        self.last_origin = Some(origin);
        repeated
    }

    /// Takes a picture; the transform places the unit square. `may_be_code` is asked only when it matters.
    pub(super) fn picture(&mut self, transform: Affine, may_be_code: impl FnOnce(Rect) -> bool) {
        self.rules.picture(transform);
        let area = transform.transform_rect_bbox(KurboRect::new(0.0, 0.0, 1.0, 1.0)).intersect(self.page);
        let place = Rect::new(area.x0 as f32, area.y0 as f32, area.x1 as f32, area.y1 as f32);
        if self.layer.code_places.len() < MAX_CODE_PLACES && may_be_code(place) {
            self.layer.code_places.push(place);
        }
        if area.width() > 0.0 && area.height() > 0.0 {
            self.layer.picture_cover += (area.area() / self.page.area().max(1.0)) as f32;
        }
    }

    /// Takes a path; without a look it cannot be seen.
    pub(super) fn path(&mut self, path: &BezPath, transform: Affine, look: Option<Look>, painting: Painting) {
        self.layer.paths += u32::from(!path.is_empty());
        self.rules.path(path, transform, look, painting);
    }

    /// Takes an upright area.
    pub(super) fn area(
        &mut self,
        area: KurboRect,
        transform: Affine,
        look: Option<Look>,
        painting: Painting,
    ) {
        self.layer.paths += 1;
        self.rules.path(&area.to_path(0.1), transform, look, painting);
    }

    pub(super) fn push_clip_path(&mut self, path: &BezPath) {
        self.rules.push_clip(bounds(path));
    }

    pub(super) fn push_clip(&mut self, area: KurboRect) {
        self.rules.push_clip(area);
    }

    pub(super) fn pop_clip(&mut self) {
        self.rules.pop_clip();
    }

    /// What the clips leave of the page.
    pub(super) fn visible(&self) -> KurboRect {
        self.rules.visible()
    }
}

/// The scale along the line of a run whose glyphs are stretched each in its own way; `None` where they are not.
///
/// Glyphs that stand in for those of a font that the file does not bring are drawn as wide as the file says, by a
/// stretch inside their transforms. Their advances are the stated ones, so that it would count twice. What the glyphs
/// share shows in how far their origins are apart, if enough of them agree; else it is taken for that of their height.
fn scale_of_stretched(run: &[RunGlyph]) -> Option<f64> {
    let first = run.first()?;
    let same = |glyph: &RunGlyph, other: &RunGlyph| {
        let ([a, b, ..], [c, d, ..]) = (glyph.transform.as_coeffs(), other.transform.as_coeffs());
        a == c && b == d
    };
    if run.iter().all(|glyph| same(glyph, first)) {
        return None;
    }
    let scales = || run.iter().map(|glyph| x_scale(glyph.transform));
    let (least, most) =
        scales().fold((f64::INFINITY, 0.0_f64), |(least, most), scale| (least.min(scale), most.max(scale)));
    let is_uneven = most - least > UNEVEN * most;
    is_uneven.then(|| scale_of_steps(run).unwrap_or_else(|| y_scale(first.transform)))
}

/// The scale that the steps between glyphs agree on; some of them also hold spacing and kerning.
fn scale_of_steps(run: &[RunGlyph]) -> Option<f64> {
    let mut scales: Vec<f64> = run
        .windows(2)
        .filter_map(|pair| {
            let [glyph, next] = pair else { return None };
            let step = next.transform * Point::ORIGIN - glyph.transform * Point::ORIGIN;
            let advance = glyph.sign.advance;
            (advance > 0.0).then_some(step.hypot() / advance)
        })
        .filter(|scale| scale.is_finite() && *scale > 0.0)
        .collect();
    scales.sort_by(f64::total_cmp);
    let middle = *scales.get(scales.len() / 2)?;
    let agreeing = scales.iter().filter(|scale| (*scale - middle).abs() <= AGREEING * middle).count();
    (agreeing >= MIN_AGREEING && AGREEING_SHARE * agreeing >= scales.len()).then_some(middle)
}

/// What stands between all letters of a run that is set spaced, in thousandths of an em; else 0.
fn letter_spacing(run: &[RunGlyph], scale: Option<f64>) -> f64 {
    if run.len() < MIN_SPACED {
        return 0.0;
    }
    let mut least = f64::INFINITY;
    for pair in run.windows(2) {
        let [glyph, next] = pair else { continue };
        let scale = scale.unwrap_or_else(|| x_scale(glyph.transform));
        let step = next.transform * Point::ORIGIN - glyph.transform * Point::ORIGIN;
        let gap = step.hypot() / scale - glyph.sign.advance;
        if !gap.is_finite() || gap < *SPACING.start() {
            return 0.0;
        }
        if gap < least && !glyph.sign.blank && !next.sign.blank {
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

fn y_scale(transform: Affine) -> f64 {
    let [_, _, c, d, ..] = transform.as_coeffs();
    c.hypot(d)
}

fn only_character(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
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
