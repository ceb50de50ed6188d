//! Fonts as tables of the glyphs that a file uses: what a code stands for is looked up once.

use std::cell::RefCell;
use std::rc::Rc;

use hayro_font::{CMapResolverFn, FontCache, FontGlyph, FontResolverFn, GlyphId, StandardFont};
use hayro_interpret::kurbo::Vec2;
use hayro_interpret::{CacheKey as _, InterpreterSettings};
use hayro_syntax::object::{Dict, Name};
use rustc_hash::FxHashMap;

use crate::pdf::collector::Sign;

/// Glyphs of one font that are remembered; the largest fonts have 65,535.
const MAX_REMEMBERED: usize = 70_000;

/// The fonts of a file.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    resolve: FontResolverFn,
    resolve_cmap: CMapResolverFn,
    by_key: FxHashMap<u128, Rc<Font<'a>>>,
    /// What stands in for a font that is not there.
    stand_in: Option<Rc<Font<'a>>>,
}

impl<'a> Fonts<'a> {
    pub(super) fn new(settings: &InterpreterSettings) -> Self {
        Self {
            cache: FontCache::new(),
            resolve: settings.font_resolver.clone(),
            resolve_cmap: settings.cmap_resolver.clone(),
            by_key: FxHashMap::default(),
            stand_in: None,
        }
    }

    /// The font that a dictionary describes, or what stands in for one that cannot be read.
    pub(super) fn font(&mut self, dict: &Dict<'a>) -> Option<Rc<Font<'a>>> {
        let key = dict.cache_key();
        if let Some(known) = self.by_key.get(&key) {
            return Some(known.clone());
        }
        let found = match self.cache.font(dict, &self.resolve, &self.resolve_cmap) {
            Some(font) => {
                let composite = dict.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Type0");
                Rc::new(Font::new(font, composite, false))
            }
            None => self.stand_in()?,
        };
        self.by_key.insert(key, found.clone());
        Some(found)
    }

    /// Helvetica, for text without a font.
    pub(super) fn stand_in(&mut self) -> Option<Rc<Font<'a>>> {
        if self.stand_in.is_none() {
            let font = self.cache.standard_font(StandardFont::Helvetica, &self.resolve)?;
            self.stand_in = Some(Rc::new(Font::new(font, false, true)));
        }
        self.stand_in.clone()
    }
}

/// A font and what is known of its glyphs.
pub(super) struct Font<'a> {
    font: hayro_font::Font<'a>,
    /// Codes may have several bytes.
    composite: bool,
    /// It stands in for another one, whose text is shown only where it is plain.
    pub(super) stands_in: bool,
    pub(super) horizontal: bool,
    known: RefCell<Known>,
}

/// Glyphs by the bytes that select them.
#[derive(Default)]
struct Known {
    by_byte: Vec<Option<Rc<Shown>>>,
    by_pair: FxHashMap<[u8; 2], Rc<Shown>>,
}

/// A glyph as some bytes of a text show it.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) sign: Rc<Sign>,
    /// Bytes that selected it.
    pub(super) length: usize,
    /// How far it is to the next one along the line, in thousandths of an em.
    pub(super) advance: f32,
    /// Where it is drawn, seen from where it stands, in thousandths of an em.
    pub(super) displacement: Vec2,
    /// How much wider it is drawn than its font says.
    pub(super) stretch: f64,
    /// It is the space that words may be set apart by.
    pub(super) is_space: bool,
}

impl<'a> Font<'a> {
    fn new(font: hayro_font::Font<'a>, composite: bool, stands_in: bool) -> Self {
        let horizontal = font.is_horizontal();
        let known = Known {
            by_byte: if composite { Vec::new() } else { vec![None; 256] },
            by_pair: FxHashMap::default(),
        };
        Self { font, composite, stands_in, horizontal, known: RefCell::new(known) }
    }

    /// The glyph that the bytes begin with; `None` when there are none.
    pub(super) fn first(&self, bytes: &[u8]) -> Option<Rc<Shown>> {
        let first = *bytes.first()?;
        if self.composite {
            return Some(self.first_of_composite(bytes));
        }
        let mut known = self.known.borrow_mut();
        let known = known.by_byte.get_mut(usize::from(first))?;
        Some(known.get_or_insert_with(|| Rc::new(self.look_up(u32::from(first), 1))).clone())
    }

    fn first_of_composite(&self, bytes: &[u8]) -> Rc<Shown> {
        let pair = bytes.first_chunk::<2>().copied();
        let mut known = self.known.borrow_mut();
        if let Some(known) = pair.and_then(|pair| known.by_pair.get(&pair)) {
            return known.clone();
        }
        let (code, length) = self.font.read_code(bytes, 0);
        let shown = Rc::new(self.look_up(code, length));
        // What no code fits has depended on four bytes, and says so by a code of nothing.
        if let Some(pair) = pair.filter(|_| length <= 2 && (code, length) != (0, 1))
            && known.by_pair.len() < MAX_REMEMBERED
        {
            known.by_pair.insert(pair, shown.clone());
        }
        shown
    }

    fn look_up(&self, code: u32, length: usize) -> Shown {
        let glyph: GlyphId = self.font.map_code(code);
        let (advance, unicode) = match self.font.glyph(glyph, code) {
            FontGlyph::Outline(outline) => (outline.advance_width(), outline.as_unicode()),
            FontGlyph::Type3(type3) => (Some(type3.advance_width()), type3.as_unicode()),
        };
        let step = self.font.code_advance(code);
        Shown {
            sign: Rc::new(Sign::new(code, advance, unicode)),
            length: length.max(1),
            advance: if self.horizontal { step.x } else { step.y } as f32,
            displacement: self.font.origin_displacement(code),
            stretch: self.font.glyph_stretch(glyph, code),
            is_space: code == 32 && length == 1,
        }
    }
}
