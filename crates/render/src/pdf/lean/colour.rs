//! Colours, reduced to what lines depend on: whether they are white, dark, or cannot be seen.

use std::fmt::Write as _;
use std::rc::Rc;

use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{Affine, BezPath, Rect as KurboRect};
use hayro_interpret::{
    BlendMode, CacheKey as _, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret,
};
use hayro_syntax::content::TypedIter;
use hayro_syntax::object::{Name, Object};
use hayro_syntax::page::Resources;
use hayro_syntax::xref::XRef;
use rustc_hash::FxHashMap;

use super::Left;
use crate::pdf::rules::Look;

/// Colours of a file that are asked for; a drawing with more is left to the full interpreter.
const MAX_COLOURS: usize = 4_000;

/// What the numbers of a colour mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Space {
    Grey,
    Rgb,
    Cmyk,
    /// A space of the resources, by its name as it stands in a content stream.
    Named(Rc<str>),
    /// One of the resources of a content around this one, which are out of reach.
    Outer,
}

/// A colour that is set.
#[derive(Debug, Clone)]
pub(super) struct Colour {
    pub(super) space: Space,
    /// What it looks like where it covers.
    pub(super) look: Option<Look>,
    /// Patterns are painted whatever the alpha.
    pub(super) is_pattern: bool,
    pub(super) alpha: f32,
}

impl Default for Colour {
    fn default() -> Self {
        Self { space: Space::Grey, look: Some(Look::of_rgb([0; 3])), is_pattern: false, alpha: 1.0 }
    }
}

impl Colour {
    /// What it looks like; `None` when it cannot be seen.
    pub(super) fn seen(&self) -> Option<Look> {
        self.look.filter(|_| self.is_pattern || byte(self.alpha) > 0)
    }

    /// Enters a content with resources of its own: names of the ones around it mean nothing there.
    pub(super) fn leave(&mut self) {
        if matches!(self.space, Space::Named(_)) {
            self.space = Space::Outer;
        }
    }

    pub(super) fn set_grey(&mut self, [grey]: [f32; 1]) {
        self.set(Space::Grey, Some(Look::of_rgb([byte(grey); 3])));
    }

    pub(super) fn set_rgb(&mut self, rgb: [f32; 3]) {
        self.set(Space::Rgb, Some(Look::of_rgb(rgb.map(byte))));
    }

    pub(super) fn set(&mut self, space: Space, look: Option<Look>) {
        (self.space, self.look, self.is_pattern) = (space, look, false);
    }
}

/// Whether a name of the resources means a space of patterns.
pub(super) fn is_of_patterns(name: &Name<'_>, resources: &Resources<'_>) -> bool {
    let is_pattern = |object: &Object<'_>| matches!(object, Object::Name(name) if name.as_str() == "Pattern");
    match resources.get_color_space(name) {
        Some(Object::Array(parts)) => {
            parts.iter::<Object<'_>>().next().is_some_and(|first| is_pattern(&first))
        }
        Some(object) => is_pattern(&object),
        None => false,
    }
}

/// A share as it is painted.
pub(super) fn byte(value: f32) -> u8 {
    (value * 255.0 + 0.5) as u8
}

/// What other colours look like: the full interpreter is asked once for each.
pub(super) struct Looks<'a> {
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
    known: FxHashMap<(u128, Vec<u32>), Option<Look>>,
}

impl<'a> Looks<'a> {
    pub(super) fn new(cache: InterpreterCache<'a>, settings: InterpreterSettings) -> Self {
        Self { cache, settings, known: FxHashMap::default() }
    }

    /// The look of these numbers in a space, or of the colour that a space begins with when there are none.
    pub(super) fn find(
        &mut self,
        space: &Space,
        numbers: &[f32],
        resources: &Resources<'a>,
        xref: &'a XRef,
    ) -> Result<Option<Look>, Left> {
        let (key, mut content) = match space {
            Space::Named(name) => {
                let own = Name::new(name.as_bytes()).and_then(|name| resources.get_color_space(&name));
                // A name that the resources do not hold means the same everywhere.
                let key = own
                    .map_or_else(|| Name::new_unescaped(name.as_bytes()).cache_key(), |own| own.cache_key());
                (key, format!("/{name} cs "))
            }
            Space::Cmyk => (0, "/DeviceCMYK cs ".to_owned()),
            Space::Outer | Space::Grey | Space::Rgb => return Err(Left),
        };
        let key = (key, numbers.iter().map(|number| number.to_bits()).collect());
        if let Some(known) = self.known.get(&key) {
            return Ok(*known);
        }
        if self.known.len() >= MAX_COLOURS {
            return Err(Left);
        }
        for number in numbers {
            // Writing to a string cannot fail.
            let _ = write!(content, "{number} ");
        }
        content.push_str(if numbers.is_empty() { "0 0 9 9 re f" } else { "sc 0 0 9 9 re f" });
        let mut seen = Seen(None);
        let mut context = Context::new(
            Affine::IDENTITY,
            KurboRect::new(0.0, 0.0, 10.0, 10.0),
            &self.cache,
            xref,
            self.settings.clone(),
        );
        interpret(TypedIter::new(content.as_bytes()), resources, &mut context, &mut seen);
        self.known.insert(key, seen.0);
        Ok(seen.0)
    }

    /// Hands over the picture of this name as the full interpreter sees it.
    pub(super) fn show(
        &self,
        name: &Name<'_>,
        resources: &Resources<'a>,
        xref: &'a XRef,
        look: &mut dyn FnMut(&Image<'_, '_>),
    ) {
        let content = format!("/{} Do", written(name));
        let mut context = Context::new(
            Affine::IDENTITY,
            KurboRect::new(0.0, 0.0, 10.0, 10.0),
            &self.cache,
            xref,
            self.settings.clone(),
        );
        interpret(TypedIter::new(content.as_bytes()), resources, &mut context, &mut Shown(look));
    }
}

/// A name as it is written in a content stream.
pub(super) fn written(name: &Name<'_>) -> String {
    let mut written = String::new();
    for &byte in name.as_ref() {
        if byte.is_ascii_alphanumeric() {
            written.push(char::from(byte));
        } else {
            let _ = write!(written, "#{byte:02x}");
        }
    }
    written
}

/// Takes the look of what is painted.
struct Seen(Option<Look>);

impl<'a> Device<'a> for Seen {
    fn draw_path(&mut self, _: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        self.0 = Look::of(&props.paint);
    }
    fn draw_rect(&mut self, _: &KurboRect, props: DrawProps<'a>, _: &DrawMode) {
        self.0 = Look::of(&props.paint);
    }
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &KurboRect) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Hands on a picture.
struct Shown<'l>(&'l mut dyn FnMut(&Image<'_, '_>));

impl<'a> Device<'a> for Shown<'_> {
    fn draw_image(&mut self, image: Image<'a, '_>, _: ImageDrawProps<'a>) {
        (self.0)(&image);
    }
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn draw_rect(&mut self, _: &KurboRect, _: DrawProps<'a>, _: &DrawMode) {}
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &KurboRect) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
