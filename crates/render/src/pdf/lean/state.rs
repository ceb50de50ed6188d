//! The graphics state, as far as words and lines depend on it.

use std::rc::Rc;

use hayro_interpret::kurbo::{Affine, Vec2};

use super::colour::Colour;
use super::fonts::Font;

/// Thousandths of an em that an em has.
pub(super) const PER_EM: f32 = 1000.0;

/// How text is drawn; ways that clip are left to the full interpreter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextMode {
    Fill,
    Stroke,
    FillAndStroke,
    Unseen,
    Clip,
}

/// State that `q` saves and `Q` brings back.
#[derive(Clone)]
pub(super) struct State<'a> {
    pub(super) ctm: Affine,
    pub(super) fill: Colour,
    pub(super) stroke: Colour,
    pub(super) line_width: f32,
    pub(super) text: TextState<'a>,
    /// Clips that hold, as a count.
    pub(super) clips: u32,
}

/// State of text.
#[derive(Clone)]
pub(super) struct TextState<'a> {
    pub(super) char_space: f32,
    pub(super) word_space: f32,
    /// In percent.
    pub(super) scaling: f32,
    pub(super) leading: f32,
    pub(super) font: Option<Rc<Font<'a>>>,
    pub(super) size: f32,
    pub(super) rise: f32,
    pub(super) mode: TextMode,
    pub(super) matrix: Affine,
    pub(super) line_matrix: Affine,
}

impl State<'_> {
    pub(super) fn new(ctm: Affine) -> Self {
        Self {
            ctm,
            fill: Colour::default(),
            stroke: Colour::default(),
            line_width: 1.0,
            text: TextState::default(),
            clips: 0,
        }
    }
}

impl Default for TextState<'_> {
    fn default() -> Self {
        Self {
            char_space: 0.0,
            word_space: 0.0,
            scaling: 100.0,
            leading: 0.0,
            font: None,
            size: 1.0,
            rise: 0.0,
            mode: TextMode::Fill,
            matrix: Affine::IDENTITY,
            line_matrix: Affine::IDENTITY,
        }
    }
}

impl TextState<'_> {
    fn is_horizontal(&self) -> bool {
        self.font.as_ref().is_some_and(|font| font.horizontal)
    }

    /// From thousandths of an em to where the text stands, apart from the matrix.
    pub(super) fn shape(&self) -> Affine {
        let (size, scaling) = (f64::from(self.size), f64::from(self.scaling / 100.0));
        Affine::new([size * scaling, 0.0, 0.0, size, 0.0, f64::from(self.rise)])
            * Affine::scale(1.0 / f64::from(PER_EM))
    }

    /// Moves by an amount of `TJ`.
    pub(super) fn adjust(&mut self, by: f32) {
        let horizontal = self.is_horizontal();
        let scaling = if horizontal { self.scaling / 100.0 } else { 1.0 };
        let by = -by / PER_EM * self.size * scaling;
        let moved = if horizontal { self.along(by, 0.0) } else { self.along(0.0, by) };
        self.move_by(moved);
    }

    /// How far it is past a glyph, as the matrix turns it.
    pub(super) fn step(&self, horizontal: bool, advance: f32, is_space: bool) -> Vec2 {
        let word_space = if is_space { self.word_space } else { 0.0 };
        let by = advance / PER_EM * self.size + self.char_space + word_space;
        if horizontal { self.along(by * (self.scaling / 100.0), 0.0) } else { self.along(0.0, by) }
    }

    /// A distance in the space of the text, as the matrix turns it.
    fn along(&self, x: f32, y: f32) -> Vec2 {
        let [a, b, c, d, ..] = self.matrix.as_coeffs();
        let (x, y) = (f64::from(x), f64::from(y));
        Vec2::new(a * x + c * y, b * x + d * y)
    }

    /// Moves on.
    pub(super) fn move_by(&mut self, by: Vec2) {
        let [a, b, c, d, x, y] = self.matrix.as_coeffs();
        self.matrix = Affine::new([a, b, c, d, x + by.x, y + by.y]);
    }

    /// Goes to the start of a line, this far from that of the last one.
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.line_matrix *= Affine::translate((x, y));
        self.matrix = self.line_matrix;
    }
}
