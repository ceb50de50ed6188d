//! Placed glyphs to words.
//!
//! The rules and their numbers are those of `research/pdf-ocr.md` 2.2, which agreed best with other readers.

use std::collections::HashMap;

use hayro_interpret::kurbo::{Affine, Point};
use perigee_model::Rect;

use super::LayerWord;
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

/// Height of a box above and below the baseline, in thousandths of an em.
const ASCENT: f64 = 750.0;
const DESCENT: f64 = -220.0;

/// Characters that stand before a word without being a part of it.
const BULLETS: &str = "•▪■●○◦‣►➢➤□☐☑☒✓✔❖◆◇";

/// Stands for a glyph whose character is not known, inside a word.
const UNKNOWN: char = '\u{fffd}';

/// A glyph with its place on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedGlyph {
    matrix: Affine,
    /// Width of its box in thousandths of an em.
    width: f64,
    origin: Point,
    /// Where the next glyph would begin.
    end: Point,
    angle: f64,
    /// Size of the font in points.
    pub(super) em: f64,
    vertical: bool,
    invisible: bool,
}

impl PlacedGlyph {
    /// A glyph whose space of thousandths of an em is placed by the matrix.
    pub(super) fn new(matrix: Affine, advance: f64, vertical: bool, invisible: bool) -> Self {
        let [a, b, c, d, ..] = matrix.as_coeffs();
        let width = if vertical { 1000.0 } else { advance };
        Self {
            matrix,
            width,
            origin: matrix * Point::ORIGIN,
            end: matrix * Point::new(width, 0.0),
            angle: b.atan2(a),
            em: c.hypot(d) * 1000.0,
            vertical,
            invisible,
        }
    }

    /// The glyph in a run whose letters stand apart by so many thousandths of an em: the next one is expected there.
    pub(super) fn spaced(self, by: f64) -> Self {
        Self { end: self.matrix * Point::new(self.width + by, 0.0), ..self }
    }

    pub(super) fn is_finite(&self) -> bool {
        self.matrix.is_finite() && self.width.is_finite() && self.em > 0.0
    }

    fn bbox(&self) -> Rect {
        let corners = [(0.0, ASCENT), (self.width, ASCENT), (0.0, DESCENT), (self.width, DESCENT)]
            .map(|(x, y)| self.matrix * Point::new(x, y));
        let [xs, ys] = [corners.map(|p| p.x as f32), corners.map(|p| p.y as f32)];
        let min = |values: [f32; 4]| values.into_iter().fold(f32::INFINITY, f32::min);
        let max = |values: [f32; 4]| values.into_iter().fold(f32::NEG_INFINITY, f32::max);
        Rect::new(min(xs), min(ys), max(xs), max(ys))
    }

    /// Distance from the end of `self` to the next glyph: along the line, and across it, in ems.
    fn step_to(&self, next: &Self) -> (f64, f64) {
        let step = next.origin - self.end;
        let (sin, cos) = self.angle.sin_cos();
        let em = self.em.max(next.em);
        ((step.x * cos + step.y * sin) / em, (step.y * cos - step.x * sin) / em)
    }

    fn continues_with(&self, next: &Self) -> bool {
        let turn = (next.angle - self.angle).abs();
        let turn = turn.min(std::f64::consts::TAU - turn);
        let (along, across) = self.step_to(next);
        !self.vertical
            && self.invisible == next.invisible
            && turn <= ANGLE_BREAK
            && across.abs() <= BASELINE_BREAK
            && (STEP_BACK_BREAK..=GAP_BREAK).contains(&along)
    }
}

/// The word that is being put together.
struct OpenWord {
    text: String,
    bbox: Rect,
    last: PlacedGlyph,
    /// Text of the last glyph, to know a double strike.
    last_text: String,
}

/// Puts glyphs together to words.
pub(super) struct Segmenter {
    page: Rect,
    words: Vec<LayerWord>,
    open: Option<OpenWord>,
    /// Positions of finished words by their text.
    by_text: HashMap<String, Vec<usize>>,
}

impl Segmenter {
    pub(super) fn new(size: PageSize) -> Self {
        let page = Rect::new(0.0, 0.0, size.width, size.height);
        Self { page, words: Vec::new(), open: None, by_text: HashMap::new() }
    }

    /// Adds the next glyph; `None` is a glyph whose characters are not known.
    pub(super) fn push(&mut self, glyph: PlacedGlyph, text: Option<&str>) {
        let mut buffer = [0; 4];
        let text = text.unwrap_or_else(|| UNKNOWN.encode_utf8(&mut buffer));
        if text.is_empty() {
            return;
        }
        if text.chars().all(char::is_whitespace) {
            self.close();
            return;
        }
        let alone = text.chars().all(|character| BULLETS.contains(character));
        match &mut self.open {
            Some(open) if open.is_double_strike(&glyph, text) => {}
            Some(open) if !alone && open.last.continues_with(&glyph) => open.extend(glyph, text),
            _ => {
                self.close();
                self.open = Some(OpenWord {
                    text: text.trim().to_owned(),
                    bbox: glyph.bbox(),
                    last: glyph,
                    last_text: text.to_owned(),
                });
            }
        }
        if alone {
            self.close();
        }
    }

    /// The words in the order in which they were drawn.
    pub(super) fn finish(mut self) -> Vec<LayerWord> {
        self.close();
        self.words
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        if open.text.chars().all(|character| character == UNKNOWN) {
            return;
        }
        // What lies outside the page is not on it; what sticks out is cut at the edge.
        let Some(bbox) = open.bbox.intersection(self.page) else { return };
        if 2.0 * bbox.area() < open.bbox.area() || self.is_repeated(&open.text, bbox) {
            return;
        }
        self.by_text.entry(open.text.clone()).or_default().push(self.words.len());
        self.words.push(LayerWord { text: open.text, bbox, invisible: open.last.invisible });
    }

    fn is_repeated(&self, text: &str, bbox: Rect) -> bool {
        let earlier = self.by_text.get(text).map(Vec::as_slice).unwrap_or_default();
        earlier
            .iter()
            .rev()
            .take(MAX_COMPARED)
            .filter_map(|&at| self.words[at].bbox.intersection(bbox))
            .any(|common| common.area() > REPEATED_OVERLAP * bbox.area())
    }
}

impl OpenWord {
    fn is_double_strike(&self, glyph: &PlacedGlyph, text: &str) -> bool {
        let moved = (glyph.origin - self.last.origin).hypot();
        self.last_text == text && moved < DOUBLE_STRIKE * self.last.em
    }

    fn extend(&mut self, glyph: PlacedGlyph, text: &str) {
        self.text.push_str(text.trim());
        self.bbox = self.bbox.union(glyph.bbox());
        text.clone_into(&mut self.last_text);
        self.last = glyph;
    }
}
