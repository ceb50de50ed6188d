//! The bundled font and its measures.

use std::collections::HashMap;
use std::sync::LazyLock;

use krilla::text::Font;

/// Share of the size that a character without a glyph takes: scripts of square signs, and all others.
const SQUARE_ADVANCE: f32 = 1.0;
const OTHER_ADVANCE: f32 = 0.6;

/// From here on the signs of East Asian scripts stand, and little else that is not bundled.
const FIRST_SQUARE: char = '\u{2e80}';

/// Weight and size of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub bold: bool,
    /// In points.
    pub size: f32,
}

impl Style {
    pub(super) fn regular(size: f32) -> Self {
        Self { bold: false, size }
    }

    pub(super) fn bold(size: f32) -> Self {
        Self { bold: true, size }
    }

    /// Width of a character in points.
    pub(super) fn advance(self, c: char) -> f32 {
        self.face().advance(c) * self.size
    }

    /// Width of a text in points.
    pub(super) fn width(self, text: &str) -> f32 {
        text.chars().map(|c| self.advance(c)).sum()
    }

    /// Distance between two baselines.
    pub(super) fn leading(self) -> f32 {
        self.size * 1.35
    }

    /// Distance from the top of a line to its baseline.
    pub(super) fn ascent(self) -> f32 {
        self.size
    }

    pub(super) fn face(self) -> &'static Face {
        if self.bold { &BOLD } else { &REGULAR }
    }
}

static REGULAR: LazyLock<Face> =
    LazyLock::new(|| Face::read(include_bytes!("../../fonts/DejaVuSansCondensed.ttf")));
static BOLD: LazyLock<Face> =
    LazyLock::new(|| Face::read(include_bytes!("../../fonts/DejaVuSansCondensed-Bold.ttf")));

/// One weight of the bundled font; licence and origin stand in `fonts/SOURCE.md`.
pub(super) struct Face {
    pub font: Font,
    glyphs: HashMap<char, (u16, f32)>,
}

impl Face {
    fn read(bytes: &'static [u8]) -> Self {
        let font = Font::new(bytes.into(), 0).expect("the bundled font is whole");
        let face = ttf_parser::Face::parse(bytes, 0).expect("the bundled font is whole");
        let em = f32::from(face.units_per_em());
        let mut glyphs = HashMap::new();
        let tables = face.tables().cmap.iter().flat_map(|cmap| cmap.subtables);
        for table in tables.filter(|table| table.is_unicode()) {
            table.codepoints(|code| {
                let Some(character) = char::from_u32(code) else { return };
                let Some(glyph) = table.glyph_index(code).filter(|glyph| glyph.0 != 0) else { return };
                let advance = f32::from(face.glyph_hor_advance(glyph).unwrap_or(0)) / em;
                glyphs.insert(character, (glyph.0, advance));
            });
        }
        Self { font, glyphs }
    }

    /// The glyph of a character, if it has one.
    pub(super) fn glyph(&self, c: char) -> Option<u16> {
        self.glyphs.get(&c).map(|glyph| glyph.0)
    }

    /// Width of a character at size 1.
    pub(super) fn advance(&self, c: char) -> f32 {
        self.glyphs.get(&c).map_or_else(|| stand_in_advance(c), |glyph| glyph.1)
    }
}

/// Width of the box for a character that is not bundled, at size 1.
pub(super) fn stand_in_advance(c: char) -> f32 {
    if c >= FIRST_SQUARE { SQUARE_ADVANCE } else { OTHER_ADVANCE }
}
