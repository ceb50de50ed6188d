//! The operators of a content stream.

use std::rc::Rc;

use hayro_interpret::kurbo::{Affine, Shape as _};
use hayro_syntax::object::{Array, Dict, Name, Number, Object};
use hayro_syntax::page::Resources;
use hayro_syntax::xref::XRef;
use rustc_hash::FxHashMap;

use super::colour::{self, Colour, Space};
use super::fonts::Font;
use super::operands::Operands;
use super::paths::OpenPath;
use super::state::{State, TextMode};
use super::tokens::Tokens;
use super::{Left, Shared, layers};
use crate::document::PageSize;
use crate::pdf::code_picture::CodePictures;
use crate::pdf::collector::{PageCollector, RunGlyph};
use crate::pdf::rules::{Look, Painting};

/// States that may be saved; files that save more are left to the full interpreter, which counts them.
const MAX_SAVED: usize = 10_000;

/// Follows a content stream.
pub(super) struct Interpreter<'a, 's> {
    pub(super) xref: &'a XRef,
    pub(super) shared: &'s mut Shared<'a>,
    pub(super) code_pictures: &'s mut CodePictures,
    pub(super) collector: PageCollector,
    pub(super) state: State<'a>,
    saved: Vec<State<'a>>,
    pub(super) open: OpenPath,
    /// Clips that hold now.
    pub(super) clips: u32,
    /// Contents around this one.
    pub(super) depth: u32,
    /// The glyphs of the text that is being shown; keeps its room.
    pub(super) run: Vec<RunGlyph>,
}

/// Names of fonts in one content, with what they mean there.
type NamedFonts<'a> = FxHashMap<Vec<u8>, Option<Rc<Font<'a>>>>;

/// What follows an operator.
enum Next {
    Go,
    /// The rest of the content is garbage.
    Stop,
}

impl<'a, 's> Interpreter<'a, 's> {
    pub(super) fn new(
        xref: &'a XRef,
        upright: Affine,
        size: PageSize,
        shared: &'s mut Shared<'a>,
        code_pictures: &'s mut CodePictures,
    ) -> Self {
        Self {
            xref,
            shared,
            code_pictures,
            collector: PageCollector::new(size),
            state: State::new(upright),
            saved: Vec::new(),
            open: OpenPath::default(),
            clips: 0,
            depth: 0,
            run: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> PageCollector {
        self.collector
    }

    pub(super) fn save(&mut self) -> Result<(), Left> {
        if self.saved.len() >= MAX_SAVED {
            return Err(Left);
        }
        self.state.clips = self.clips;
        self.saved.push(self.state.clone());
        Ok(())
    }

    pub(super) fn restore(&mut self) {
        let Some(state) = self.saved.pop() else { return };
        while self.clips > state.clips {
            self.collector.pop_clip();
            self.clips -= 1;
        }
        self.state = state;
    }

    /// Reads a content to its end.
    pub(super) fn read(&mut self, content: &[u8], resources: &Resources<'a>) -> Result<(), Left> {
        let mut tokens = Tokens::new(content).ok_or(Left)?;
        let saved_before = self.saved.len();
        let mut fonts = NamedFonts::default();
        self.save()?;
        while tokens.advance() {
            match self.follow(&tokens, resources, &mut fonts)? {
                Next::Go => {}
                Next::Stop => break,
            }
        }
        // A path does not go on behind its content.
        self.open.clear();
        self.open.clips = false;
        while self.saved.len() > saved_before {
            self.restore();
        }
        Ok(())
    }

    /// Does what an instruction says; one whose operands are wrong is passed over.
    fn follow(
        &mut self,
        tokens: &Tokens<'_>,
        resources: &Resources<'a>,
        fonts: &mut NamedFonts<'a>,
    ) -> Result<Next, Left> {
        let (operator, operands) = (tokens.operator(), Operands::of(tokens));
        match operator {
            [b'q'] => self.save()?,
            [b'Q'] => self.restore(),
            [b'c', b'm'] => {
                if let Some(matrix) = operands.numbers() {
                    self.state.ctm *= Affine::new(matrix);
                }
            }
            [b'w'] => {
                if let Some([width]) = operands.singles() {
                    self.state.line_width = width;
                }
            }
            [b'g', b's'] => self.set_state(&operands, resources)?,
            [b'D', b'o'] => {
                if let Some(name) = operands.name(0) {
                    self.draw(&name, resources)?;
                }
            }
            [b'B', b'I'] => {
                if let Some(picture) = operands.picture() {
                    self.draw_inline(picture)?;
                }
            }
            [b's', b'h'] => self.shade(&operands, resources)?,
            [b'B', b'D', b'C'] => check_layer(&operands, resources)?,
            _ => {
                return match self.follow_path(operator, &operands) {
                    Some(next) => Ok(next),
                    None => self.follow_text(operator, &operands, resources, fonts),
                };
            }
        }
        Ok(Next::Go)
    }

    /// Operators of paths; `None` for another one.
    fn follow_path(&mut self, operator: &[u8], operands: &Operands<'_, '_>) -> Option<Next> {
        let made = match operator {
            [b'r', b'e'] => operands.numbers().map(|numbers| self.open.rectangle(numbers)),
            [b'm'] => operands.numbers().map(|numbers| self.open.move_to(numbers)),
            [b'l'] => operands.numbers().map(|numbers| self.open.line_to(numbers)),
            [b'c'] => operands.numbers().map(|numbers| self.open.curve_to(numbers)),
            [b'v'] => operands.numbers().map(|numbers| self.open.curve_from_last(numbers)),
            [b'y'] => operands.numbers().map(|numbers| self.open.curve_to_end(numbers)),
            _ => {
                return self.paint_path(operator).then_some(Next::Go);
            }
        };
        // Without its numbers, what comes after would be drawn at random.
        Some(if made.is_some() { Next::Go } else { Next::Stop })
    }

    /// Operators that paint, or end a path; `false` for another one.
    fn paint_path(&mut self, operator: &[u8]) -> bool {
        match operator {
            [b'h'] => self.open.close(),
            [b'W'] | [b'W', b'*'] => self.open.clips = true,
            [b'n'] => self.end_path(),
            [b'f'] | [b'F'] | [b'f', b'*'] => {
                self.fill();
                self.end_path();
            }
            [b'S'] | [b's'] => {
                if operator == b"s" {
                    self.open.close();
                }
                self.stroke();
                self.end_path();
            }
            [b'B'] | [b'B', b'*'] | [b'b'] | [b'b', b'*'] => {
                if operator.starts_with(b"b") {
                    self.open.close();
                }
                self.fill();
                self.stroke();
                self.end_path();
            }
            _ => return false,
        }
        true
    }

    fn follow_text(
        &mut self,
        operator: &[u8],
        operands: &Operands<'_, '_>,
        resources: &Resources<'a>,
        fonts: &mut NamedFonts<'a>,
    ) -> Result<Next, Left> {
        let text = &mut self.state.text;
        match operator {
            [b'B', b'T'] => (text.matrix, text.line_matrix) = (Affine::IDENTITY, Affine::IDENTITY),
            [b'T', b'm'] => {
                if let Some(matrix) = operands.numbers().map(Affine::new) {
                    (text.matrix, text.line_matrix) = (matrix, matrix);
                }
            }
            [b'T', b'd'] => {
                if let Some([x, y]) = operands.numbers() {
                    text.next_line(x, y);
                }
            }
            [b'T', b'D'] => {
                if let Some([x, y]) = operands.numbers() {
                    text.leading = -y as f32;
                    text.next_line(x, y);
                }
            }
            [b'T', b'*'] => text.next_line(0.0, -f64::from(text.leading)),
            [b'T', b'j'] => {
                if let Some(shown) = operands.text() {
                    self.need_font();
                    self.show(shown)?;
                }
            }
            [b'T', b'J'] => {
                if let Some(list) = operands.list() {
                    self.need_font();
                    self.show_list(list)?;
                }
            }
            [b'\''] => {
                if let Some(shown) = operands.text() {
                    text.next_line(0.0, -f64::from(text.leading));
                    self.show(shown)?;
                }
            }
            [b'"'] => {
                if let (Some([word, char]), Some(shown)) = (operands.two_before_last(), operands.text()) {
                    (text.word_space, text.char_space) = (word, char);
                    text.next_line(0.0, -f64::from(text.leading));
                    self.show(shown)?;
                }
            }
            [b'T', b'f'] => {
                if let (Some(name), Some([size])) = (operands.name(1), operands.singles()) {
                    text.size = size;
                    self.state.text.font = self.font(&name, resources, fonts);
                }
            }
            _ => {
                self.set_text(operator, operands);
                self.set_colour(operator, operands, resources)?;
            }
        }
        Ok(Next::Go)
    }

    /// What a name means as a font; of the standard when it means nothing.
    fn font(
        &mut self,
        name: &Name<'_>,
        resources: &Resources<'a>,
        fonts: &mut NamedFonts<'a>,
    ) -> Option<Rc<Font<'a>>> {
        if let Some(known) = fonts.get(name.as_ref()) {
            return known.clone();
        }
        let found = match resources.get_font(name) {
            Some(dict) => self.shared.fonts.font(&dict),
            None => self.shared.fonts.stand_in(),
        };
        fonts.insert(name.as_ref().to_vec(), found.clone());
        found
    }

    fn set_text(&mut self, operator: &[u8], operands: &Operands<'_, '_>) {
        let text = &mut self.state.text;
        let target = match operator {
            [b'T', b'c'] => &mut text.char_space,
            [b'T', b'w'] => &mut text.word_space,
            [b'T', b'z'] => &mut text.scaling,
            [b'T', b'L'] => &mut text.leading,
            [b'T', b's'] => &mut text.rise,
            [b'T', b'r'] => {
                text.mode = match operands.whole() {
                    None => return,
                    Some(1) => TextMode::Stroke,
                    Some(2) => TextMode::FillAndStroke,
                    Some(3) => TextMode::Unseen,
                    Some(4..=7) => TextMode::Clip,
                    Some(_) => TextMode::Fill,
                };
                return;
            }
            _ => return,
        };
        if let Some([value]) = operands.singles() {
            *target = value;
        }
    }

    fn set_colour(
        &mut self,
        operator: &[u8],
        operands: &Operands<'_, '_>,
        resources: &Resources<'a>,
    ) -> Result<(), Left> {
        let State { fill, stroke, .. } = &mut self.state;
        let (colour, operator): (&mut Colour, _) = match operator {
            [b'g'] | [b'r', b'g'] | [b'k'] | [b'c', b's'] | [b's', b'c'] | [b's', b'c', b'n'] => {
                (fill, operator)
            }
            [b'G'] => (stroke, b"g"),
            [b'R', b'G'] => (stroke, b"rg"),
            [b'K'] => (stroke, b"k"),
            [b'C', b'S'] => (stroke, b"cs"),
            [b'S', b'C'] => (stroke, b"sc"),
            [b'S', b'C', b'N'] => (stroke, b"scn"),
            _ => return Ok(()),
        };
        let looks = &mut self.shared.looks;
        match operator {
            [b'g'] => operands.singles().into_iter().for_each(|grey| colour.set_grey(grey)),
            [b'r', b'g'] => operands.singles().into_iter().for_each(|rgb| colour.set_rgb(rgb)),
            [b'k'] => {
                if let Some(cmyk) = operands.singles::<4>() {
                    colour.set(Space::Cmyk, looks.find(&Space::Cmyk, &cmyk, resources, self.xref)?);
                }
            }
            [b'c', b's'] => {
                let Some(name) = operands.name(0) else { return Ok(()) };
                match name.as_str() {
                    "DeviceGray" | "G" => colour.set_grey([0.0]),
                    "DeviceRGB" | "RGB" => colour.set_rgb([0.0; 3]),
                    // What was painted with goes on to be.
                    "Pattern" if colour.is_pattern => colour.space = Space::Named("Pattern".into()),
                    _ if colour.is_pattern && colour::is_of_patterns(&name, resources) => return Err(Left),
                    _ => {
                        let space = Space::Named(colour::written(&name).into());
                        let look = looks.find(&space, &[], resources, self.xref)?;
                        colour.set(space, look);
                    }
                }
            }
            _ => {
                let Some((numbers, name)) = operands.colour() else { return Ok(()) };
                let pattern = name.filter(|_| operator == b"scn");
                colour.is_pattern = pattern.is_some();
                colour.look = match (pattern, &colour.space, numbers.as_slice()) {
                    // Of a pattern that is not there nothing is seen.
                    (Some(name), ..) => resources.get_pattern(&name).map(|_| Look::PATTERN),
                    (None, Space::Grey, &[grey, ..]) => Some(Look::of_rgb([colour::byte(grey); 3])),
                    (None, Space::Rgb, &[red, green, blue, ..]) => {
                        Some(Look::of_rgb([red, green, blue].map(colour::byte)))
                    }
                    (None, Space::Grey | Space::Rgb, _) | (None, _, []) => return Err(Left),
                    (None, space, numbers) => looks.find(space, numbers, resources, self.xref)?,
                };
            }
        }
        Ok(())
    }

    /// Sets what a dictionary of the resources says.
    fn set_state(&mut self, operands: &Operands<'_, '_>, resources: &Resources<'a>) -> Result<(), Left> {
        let Some(set) = operands.name(0).and_then(|name| resources.get_ext_g_state(&name)) else {
            return Ok(());
        };
        if let Some(width) = set.get::<f32>("LW") {
            self.state.line_width = width;
        }
        if let Some(alpha) = set.get::<f32>("CA") {
            self.state.stroke.alpha = alpha;
        }
        if let Some(alpha) = set.get::<f32>("ca") {
            self.state.fill.alpha = alpha;
        }
        let transfers = |key: &str| matches!(set.get::<Object<'_>>(key), Some(Object::Name(_)) | None);
        if !transfers("TR") || !transfers("TR2") {
            return Err(Left);
        }
        if let Some(font) = set.get::<Array<'a>>("Font") {
            let mut parts = font.iter::<Object<'a>>();
            if let (Some(Object::Dict(dict)), Some(Object::Number(size))) = (parts.next(), parts.next()) {
                self.state.text.font = self.shared.fonts.font(&dict);
                self.state.text.size = Number::as_f32(&size);
            }
        }
        Ok(())
    }

    /// Paints all that can be seen with a shading; a mesh, which has bounds of its own, is left.
    fn shade(&mut self, operands: &Operands<'_, '_>, resources: &Resources<'a>) -> Result<(), Left> {
        let Some(shading) = operands.name(0).and_then(|name| resources.get_shading(&name)) else {
            return Ok(());
        };
        match shading {
            Object::Dict(dict)
                if dict.get::<u32>("ShadingType").is_some_and(|kind| (1..=3).contains(&kind)) =>
            {
                let seen = self.collector.visible().to_path(0.1);
                self.collector.path(&seen, Affine::IDENTITY, Some(Look::PATTERN), Painting::Fill);
                Ok(())
            }
            _ => Err(Left),
        }
    }
}

/// Leaves a page with marked content whose layer follows a rule.
fn check_layer(operands: &Operands<'_, '_>, resources: &Resources<'_>) -> Result<(), Left> {
    let is_layer = operands.name(1).is_some_and(|tag| tag.as_str() == "OC");
    let name = operands.name(0).filter(|_| is_layer);
    let layer = name.and_then(|name| resources.properties.get::<Dict<'_>>(name));
    layers::check(layer.as_ref())
}
