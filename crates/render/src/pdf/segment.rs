//! Placed glyphs to words.
//!
//! The rules and their numbers are those of `research/pdf-ocr.md` 2.2, which agreed best with other readers.

use std::hash::{Hash as _, Hasher as _};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHasher};

use hayro_interpret::kurbo::{Affine, Point};
use perigee_model::Rect;

use super::LayerWord;
use super::collector::Sign;
use crate::document::PageSize;

/// Change of direction, in radians, that ends a word.
const ANGLE_BREAK: f64 = 0.05;

/// Shift of the baseline, in ems, that ends a word.
const BASELINE_BREAK: f64 = 0.35;

/// Gap to the next glyph, in ems, that ends a word: a narrow space is 0.2 em, wide kerning 0.1 em.
const GAP_BREAK: f64 = 0.14;

/// Step back, in ems, that ends a word.
const STEP_BACK_BREAK: f64 = -0.35;

/// A glyph drawn again within this many ems of itself is a way to print bold.
const DOUBLE_STRIKE: f64 = 0.1;

/// Share of a word's box under an earlier equal word from which it is a repetition.
const REPEATED_OVERLAP: f32 = 0.6;

/// Earlier equal words that a word is compared with; keeps a page of a hundred thousand dashes linear.
const MAX_COMPARED: usize = 200;

/// A part of a word that is drawn again is as high as the word, and stands on its line, within this share of the height.
const SAME_HEIGHT: f32 = 0.1;

/// How far the place of a letter in a word may differ from what its share of the word's letters says: one letter, and one
/// more for so many letters, since some are wider than others.
const LETTERS_A_SLIP: usize = 5;

/// Height in points of the bands in which words are looked for; a line of body text.
const BAND_HEIGHT: f32 = 10.0;

/// Bands; on pages that are higher, those far from each other are one.
const BANDS: usize = 128;

/// Bytes that most words need.
const USUAL_LENGTH: usize = 16;

/// Height of a box above and below the baseline, in thousandths of an em.
const ASCENT: f64 = 750.0;
const DESCENT: f64 = -220.0;

/// Stands for a glyph whose character is not known, inside a word.
const UNKNOWN: char = '\u{fffd}';
const UNKNOWN_TEXT: &str = "\u{fffd}";

/// Size and direction of glyphs: what their matrices say beside the place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pose {
    angle: f64,
    sin: f64,
    cos: f64,
    /// Size of the font in points.
    pub(super) em: f64,
}

impl Pose {
    /// The pose of a matrix.
    pub(super) fn of(matrix: Affine) -> Self {
        let [a, b, c, d, ..] = matrix.as_coeffs();
        let angle = b.atan2(a);
        let (sin, cos) = angle.sin_cos();
        Self { angle, sin, cos, em: c.hypot(d) * 1000.0 }
    }
}

/// A glyph with its place on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedGlyph {
    pose: Pose,
    origin: Point,
    /// Where the next glyph would begin.
    end: Point,
    bbox: Rect,
    way: Way,
}

/// How a run of glyphs is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) vertical: bool,
    pub(super) invisible: bool,
}

impl PlacedGlyph {
    /// A glyph whose space of thousandths of an em is turned by the matrix, which has this pose.
    ///
    /// In a run whose letters stand apart by `spacing` thousandths of an em the next one is expected there.
    pub(super) fn new(turn: Affine, origin: Point, pose: Pose, advance: f64, spacing: f64, way: Way) -> Self {
        let width = if way.vertical { 1000.0 } else { advance };
        let [a, b, ..] = turn.as_coeffs();
        let along = width + spacing;
        Self {
            pose,
            origin,
            end: Point::new(origin.x + a * along, origin.y + b * along),
            bbox: bbox(turn, origin, width),
            way,
        }
    }

    pub(super) fn is_finite(&self) -> bool {
        let Rect { x0, y0, x1, y1 } = self.bbox;
        // A sum is finite only when its parts are.
        (x0 + y0 + x1 + y1).is_finite() && self.end.is_finite() && self.pose.em > 0.0
    }

    fn continues_with(&self, next: &Self) -> bool {
        let turn = (next.pose.angle - self.pose.angle).abs();
        let turn = turn.min(std::f64::consts::TAU - turn);
        let Pose { sin, cos, .. } = self.pose;
        let (step, em) = (next.origin - self.end, self.pose.em.max(next.pose.em));
        let (along, across) = (step.x * cos + step.y * sin, step.y * cos - step.x * sin);
        !self.way.vertical
            && self.way.invisible == next.way.invisible
            && turn <= ANGLE_BREAK
            && across.abs() <= BASELINE_BREAK * em
            && (STEP_BACK_BREAK * em..=GAP_BREAK * em).contains(&along)
    }
}

/// The box of a glyph of this width, in thousandths of an em.
fn bbox(turn: Affine, Point { x, y }: Point, width: f64) -> Rect {
    let [a, b, c, d, ..] = turn.as_coeffs();
    // From the middle to the edges, along and across the line.
    let (along, across) = (width / 2.0, (ASCENT - DESCENT) / 2.0);
    let height = (ASCENT + DESCENT) / 2.0;
    let (middle_x, middle_y) = (x + a * along + c * height, y + b * along + d * height);
    let half_width = (a * along).abs() + (c * across).abs();
    let half_height = (b * along).abs() + (d * across).abs();
    Rect {
        x0: (middle_x - half_width) as f32,
        y0: (middle_y - half_height) as f32,
        x1: (middle_x + half_width) as f32,
        y1: (middle_y + half_height) as f32,
    }
}

/// The smallest rectangle around both, neither of which is endless.
fn union(one: Rect, other: Rect) -> Rect {
    let (min, max) = (|a: f32, b: f32| if a < b { a } else { b }, |a: f32, b: f32| if a > b { a } else { b });
    Rect {
        x0: min(one.x0, other.x0),
        y0: min(one.y0, other.y0),
        x1: max(one.x1, other.x1),
        y1: max(one.y1, other.y1),
    }
}

/// The word that is being put together.
struct OpenWord {
    text: String,
    bbox: Rect,
    last: PlacedGlyph,
    /// The last glyph, to know a double strike.
    last_sign: Rc<Sign>,
}

/// Puts glyphs together to words.
pub(super) struct Segmenter {
    page: Rect,
    words: Vec<LayerWord>,
    open: Option<OpenWord>,
    /// Position of the last word of each text by the hash of the text, and for each word that of the one before it:
    /// most texts are there once, and none is kept twice.
    last_of: FxHashMap<u64, usize>,
    before: Vec<Option<usize>>,
    bands: Vec<Band>,
    /// Words that turned out to be parts of later ones have lost their text.
    has_parts: bool,
}

/// Words whose middles have about the same height.
#[derive(Default, Clone)]
struct Band {
    /// Right edge of what reaches farthest.
    right: f32,
    words: Vec<usize>,
}

impl Segmenter {
    pub(super) fn new(size: PageSize) -> Self {
        let page = Rect::new(0.0, 0.0, size.width, size.height);
        let bands = vec![Band::default(); BANDS];
        Self {
            page,
            words: Vec::new(),
            open: None,
            last_of: FxHashMap::default(),
            before: Vec::new(),
            bands,
            has_parts: false,
        }
    }

    /// Adds the next glyph.
    pub(super) fn push(&mut self, glyph: PlacedGlyph, sign: &Rc<Sign>) {
        if sign.blank {
            // What has no characters at all parts no words either.
            if sign.text.as_deref() != Some("") {
                self.close();
            }
            return;
        }
        let text = sign.text.as_deref().unwrap_or(UNKNOWN_TEXT);
        match &mut self.open {
            Some(open) if open.is_double_strike(&glyph, sign) => {}
            Some(open) if !sign.bullet && open.last.continues_with(&glyph) => open.extend(glyph, sign, text),
            _ => {
                self.close();
                let (bbox, last_sign) = (glyph.bbox, sign.clone());
                let mut word = String::with_capacity(USUAL_LENGTH);
                word.push_str(text);
                self.open = Some(OpenWord { text: word, bbox, last: glyph, last_sign });
            }
        }
        if sign.bullet {
            self.close();
        }
    }

    /// The words in the order in which they were drawn.
    pub(super) fn finish(mut self) -> Vec<LayerWord> {
        self.close();
        if self.has_parts {
            self.words.retain(|word| !word.text.is_empty());
        }
        self.words
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        if open.text.chars().all(|character| character == UNKNOWN) {
            return;
        }
        // What lies outside the page is not on it; what sticks out is cut at the edge.
        let Some(bbox) = open.bbox.intersection(self.page) else { return };
        if 2.0 * bbox.area() < open.bbox.area() {
            return;
        }
        let mut hasher = FxHasher::default();
        open.text.hash(&mut hasher);
        let key = hasher.finish();
        let last = self.last_of.get(&key).copied();
        if self.is_repeated(last, &open.text, bbox) {
            return;
        }
        let word = LayerWord { text: open.text, bbox, invisible: open.last.way.invisible };
        if self.is_part_again(&word) {
            return;
        }
        if let Some(band) = self.bands.get_mut(band_of(bbox.center_y())) {
            band.right = band.right.max(bbox.x1);
            band.words.push(self.words.len());
        }
        self.last_of.insert(key, self.words.len());
        self.before.push(last);
        self.words.push(word);
    }

    /// Whether a word lies over an equal one; `last` is the last one whose text has the same hash.
    fn is_repeated(&self, last: Option<usize>, text: &str, bbox: Rect) -> bool {
        std::iter::successors(last, |&at| self.before.get(at).copied().flatten())
            .take(MAX_COMPARED)
            .filter_map(|at| self.words.get(at))
            .filter(|word| word.text == text)
            .filter_map(|word| word.bbox.intersection(bbox))
            .any(|common| common.area() > REPEATED_OVERLAP * bbox.area())
    }

    /// Whether a word lies over the same letters of an earlier one; those that lie over its own lose their texts.
    ///
    /// Programs that draw by rows of dots draw again what a row touches, and leave out the points.
    fn is_part_again(&mut self, word: &LayerWord) -> bool {
        let bbox = word.bbox;
        // Bands are as high as lines, so that the other may lie in the one above or below.
        let reach = SAME_HEIGHT * bbox.height();
        let (upper, lower) = (band_of(bbox.center_y() - reach), band_of(bbox.center_y() + reach));
        for band in std::iter::once(upper).chain((lower != upper).then_some(lower)) {
            // Most words stand behind all others of their line.
            let Some(band) = self.bands.get(band).filter(|band| band.right > bbox.x0) else { continue };
            for &at in band.words.iter().rev().take(MAX_COMPARED) {
                let Some(other) = self.words.get_mut(at) else { continue };
                if is_part(word, other) {
                    return true;
                }
                if is_part(other, word) {
                    other.text.clear();
                    self.has_parts = true;
                }
            }
        }
        false
    }
}

/// The band in which a height lies.
fn band_of(y: f32) -> usize {
    (y.max(0.0) / BAND_HEIGHT) as usize % BANDS
}

/// Whether one word lies over the same letters of another.
fn is_part(part: &LayerWord, whole: &LayerWord) -> bool {
    let near = |one: f32, other: f32| (one - other).abs() <= SAME_HEIGHT * part.bbox.height();
    let common = whole.bbox.intersection(part.bbox).map_or(0.0, |common| common.area());
    common > REPEATED_OVERLAP * part.bbox.area()
        && part.invisible == whole.invisible
        && part.text.len() < whole.text.len()
        && near(whole.bbox.y0, part.bbox.y0)
        && near(whole.bbox.y1, part.bbox.y1)
        && stands_in(part, whole)
}

/// Whether the letters of a word stand in another one about where it lies.
fn stands_in(part: &LayerWord, whole: &LayerWord) -> bool {
    let letters = whole.text.chars().count();
    let share = (part.bbox.x0 - whole.bbox.x0) / whole.bbox.width().max(f32::EPSILON);
    let place = share * letters as f32;
    let slip = (1 + letters / LETTERS_A_SLIP) as f32;
    !part.text.is_empty()
        && whole.text.match_indices(&part.text).any(|(at, _)| {
            let before = whole.text.get(..at).map_or(0, |before| before.chars().count());
            (before as f32 - place).abs() <= slip
        })
}

/// Whether two signs have the same characters.
fn looks_like(one: &Sign, other: &Sign) -> bool {
    one.character == other.character && (one.character.is_some() || one.text == other.text)
}

impl OpenWord {
    fn is_double_strike(&self, glyph: &PlacedGlyph, sign: &Rc<Sign>) -> bool {
        (Rc::ptr_eq(&self.last_sign, sign) || looks_like(&self.last_sign, sign))
            && (glyph.origin - self.last.origin).hypot() < DOUBLE_STRIKE * self.last.pose.em
    }

    fn extend(&mut self, glyph: PlacedGlyph, sign: &Rc<Sign>, text: &str) {
        match sign.character {
            Some(character) => self.text.push(character),
            None => self.text.push_str(text),
        }
        self.bbox = union(self.bbox, glyph.bbox);
        if !Rc::ptr_eq(&self.last_sign, sign) {
            self.last_sign = sign.clone();
        }
        self.last = glyph;
    }
}
