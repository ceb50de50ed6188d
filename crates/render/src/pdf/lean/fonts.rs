//! Fonts as tables of the glyphs that a file uses: what a code stands for is looked up once.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use hayro_font::{CMapResolverFn, FontCache, FontGlyph, FontResolverFn, GlyphId, StandardFont};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::Vec2;
use hayro_interpret::{CacheKey as _, InterpreterSettings};
use hayro_syntax::object::{Dict, Name};
use rustc_hash::FxHashMap;

use super::plain_font::PlainFont;
use crate::pdf::collector::Sign;

/// Values of a byte.
const BYTES: usize = 256;

/// The fonts of a file.
pub(super) struct Fonts<'a> {
    loader: Rc<Loader<'a>>,
    by_key: FxHashMap<u128, Rc<Font<'a>>>,
    /// What stands in for a font that is not there.
    stand_in: Option<Rc<Font<'a>>>,
}

/// Reads fonts as the full interpreter does.
struct Loader<'a> {
    cache: FontCache<'a>,
    resolve: FontResolverFn,
    resolve_cmap: CMapResolverFn,
}

impl<'a> Loader<'a> {
    fn load(&self, dict: &Dict<'a>) -> Option<hayro_font::Font<'a>> {
        self.cache.font(dict, &self.resolve, &self.resolve_cmap)
    }
}

impl<'a> Fonts<'a> {
    pub(super) fn new(settings: &InterpreterSettings) -> Self {
        let loader = Loader {
            cache: FontCache::new(),
            resolve: settings.font_resolver.clone(),
            resolve_cmap: settings.cmap_resolver.clone(),
        };
        Self { loader: Rc::new(loader), by_key: FxHashMap::default(), stand_in: None }
    }

    /// The font that a dictionary describes, or what stands in for one that cannot be read.
    pub(super) fn font(&mut self, dict: &Dict<'a>) -> Option<Rc<Font<'a>>> {
        let key = dict.cache_key();
        if let Some(known) = self.by_key.get(&key) {
            return Some(known.clone());
        }
        let found = match PlainFont::of(dict) {
            Some(plain) => Rc::new(Font::plain(plain, dict.clone(), self.loader.clone())),
            None => match self.loader.load(dict) {
                Some(font) => {
                    let kind = dict.get::<Name<'_>>("Subtype");
                    Rc::new(Font::new(font, kind.is_some_and(|kind| kind.as_str() == "Type0"), false))
                }
                None => self.stand_in()?,
            },
        };
        self.by_key.insert(key, found.clone());
        Some(found)
    }

    /// Helvetica, for text without a font.
    pub(super) fn stand_in(&mut self) -> Option<Rc<Font<'a>>> {
        if self.stand_in.is_none() {
            let Loader { cache, resolve, .. } = &*self.loader;
            let font = cache.standard_font(StandardFont::Helvetica, resolve)?;
            self.stand_in = Some(Rc::new(Font::new(font, false, true)));
        }
        self.stand_in.clone()
    }
}

/// A font and what is known of its glyphs.
pub(super) struct Font<'a> {
    source: Source<'a>,
    /// Codes may have several bytes.
    composite: bool,
    /// It stands in for another one, whose text is shown only where it is plain.
    pub(super) stands_in: bool,
    pub(super) horizontal: bool,
    known: RefCell<Known>,
}

/// Where the glyphs of a font come from.
enum Source<'a> {
    Read(hayro_font::Font<'a>),
    /// Nearly all are told by the dictionary; for the others the font is read when one is asked for.
    Plain {
        plain: PlainFont,
        dict: Dict<'a>,
        loader: Rc<Loader<'a>>,
        read: OnceCell<Option<hayro_font::Font<'a>>>,
    },
}

/// Glyphs by the bytes that select them.
#[derive(Default)]
struct Known {
    by_byte: Vec<Option<Rc<Shown>>>,
    /// By the first of two bytes, then by the second; rows that nothing was asked of are empty.
    by_pair: Vec<Vec<Option<Rc<Shown>>>>,
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
            by_byte: if composite { Vec::new() } else { vec![None; BYTES] },
            by_pair: if composite { vec![Vec::new(); BYTES] } else { Vec::new() },
        };
        let source = Source::Read(font);
        Self { source, composite, stands_in, horizontal, known: RefCell::new(known) }
    }

    fn plain(plain: PlainFont, dict: Dict<'a>, loader: Rc<Loader<'a>>) -> Self {
        let known = Known { by_byte: vec![None; BYTES], by_pair: Vec::new() };
        let source = Source::Plain { plain, dict, loader, read: OnceCell::new() };
        Self { source, composite: false, stands_in: false, horizontal: true, known: RefCell::new(known) }
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
        let mut known = self.known.borrow_mut();
        let Some(&[first, second]) = bytes.first_chunk::<2>() else { return self.look_up_first(bytes).0 };
        let (first, second) = (usize::from(first), usize::from(second));
        if let Some(Some(known)) = known.by_pair.get(first).and_then(|row| row.get(second)) {
            return known.clone();
        }
        let (shown, by_two) = self.look_up_first(bytes);
        if by_two && let Some(row) = known.by_pair.get_mut(first) {
            row.resize(BYTES, None);
            if let Some(place) = row.get_mut(second) {
                *place = Some(shown.clone());
            }
        }
        shown
    }

    /// The glyph that the bytes begin with, and whether the first two of them decide it.
    fn look_up_first(&self, bytes: &[u8]) -> (Rc<Shown>, bool) {
        let (code, length) = match &self.source {
            Source::Read(font) => font.read_code(bytes, 0),
            Source::Plain { .. } => (bytes.first().copied().map_or(0, u32::from), 1),
        };
        // What no code fits has depended on four bytes, and says so by a code of nothing.
        let by_two = length <= 2 && (code, length) != (0, 1);
        (Rc::new(self.look_up(code, length)), by_two)
    }

    fn look_up(&self, code: u32, length: usize) -> Shown {
        let font = match &self.source {
            Source::Read(font) => Some(font),
            Source::Plain { plain, dict, loader, read } => {
                if let Some((width, letter)) = u8::try_from(code).ok().and_then(|code| plain.letter(code)) {
                    return Shown::plain(code, width, Some(letter));
                }
                read.get_or_init(|| loader.load(dict)).as_ref()
            }
        };
        let Some(font) = font else { return Shown::plain(code, 0.0, None) };
        let glyph: GlyphId = font.map_code(code);
        let (advance, unicode) = match font.glyph(glyph, code) {
            FontGlyph::Outline(outline) => (outline.advance_width(), outline.as_unicode()),
            FontGlyph::Type3(type3) => (Some(type3.advance_width()), type3.as_unicode()),
        };
        let step = font.code_advance(code);
        let stretch = match &self.source {
            Source::Read(_) => font.glyph_stretch(glyph, code),
            // As the others of the font, which are not stretched.
            Source::Plain { .. } => 1.0,
        };
        Shown {
            sign: Rc::new(Sign::new(code, advance, unicode)),
            length: length.max(1),
            advance: if self.horizontal { step.x } else { step.y } as f32,
            displacement: font.origin_displacement(code),
            stretch,
            is_space: code == 32 && length == 1,
        }
    }
}

impl Shown {
    fn plain(code: u32, width: f32, letter: Option<char>) -> Self {
        Self {
            sign: Rc::new(Sign::new(code, Some(width), letter.map(BfString::Char))),
            length: 1,
            advance: width,
            displacement: Vec2::ZERO,
            stretch: 1.0,
            is_space: code == 32,
        }
    }
}
