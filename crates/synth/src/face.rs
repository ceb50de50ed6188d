//! The bundled faces and their measures.

use std::collections::HashMap;
use std::sync::OnceLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};

/// A bundled face; licences and origin stand in `fonts/SOURCE.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// Roboto.
    Roboto,
    /// Roboto, bold.
    RobotoBold,
    /// Roboto Condensed.
    Condensed,
    /// Roboto Condensed, bold.
    CondensedBold,
    /// Open Sans.
    OpenSans,
    /// Open Sans, bold.
    OpenSansBold,
    /// Noto Serif.
    Serif,
    /// Noto Serif, bold.
    SerifBold,
}

impl Face {
    /// Every face.
    pub const ALL: [Self; 8] = [
        Self::Roboto,
        Self::RobotoBold,
        Self::Condensed,
        Self::CondensedBold,
        Self::OpenSans,
        Self::OpenSansBold,
        Self::Serif,
        Self::SerifBold,
    ];

    /// The same family in bold.
    pub fn bold(self) -> Self {
        match self {
            Self::Roboto | Self::RobotoBold => Self::RobotoBold,
            Self::Condensed | Self::CondensedBold => Self::CondensedBold,
            Self::OpenSans | Self::OpenSansBold => Self::OpenSansBold,
            Self::Serif | Self::SerifBold => Self::SerifBold,
        }
    }

    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Roboto => include_bytes!("../fonts/Roboto-Regular.ttf"),
            Self::RobotoBold => include_bytes!("../fonts/Roboto-Bold.ttf"),
            Self::Condensed => include_bytes!("../fonts/RobotoCondensed-Regular.ttf"),
            Self::CondensedBold => include_bytes!("../fonts/RobotoCondensed-Bold.ttf"),
            Self::OpenSans => include_bytes!("../fonts/OpenSans-Regular.ttf"),
            Self::OpenSansBold => include_bytes!("../fonts/OpenSans-Bold.ttf"),
            Self::Serif => include_bytes!("../fonts/NotoSerif-Regular.ttf"),
            Self::SerifBold => include_bytes!("../fonts/NotoSerif-Bold.ttf"),
        }
    }

    fn measures(self) -> &'static Measures {
        // The variants count from 0 in the order of `ALL`.
        MEASURES[self as usize].get_or_init(|| Measures::read(self.bytes()))
    }

    /// Width of the text in points at this size.
    pub fn width(self, text: &str, size: f32) -> f32 {
        let measures = self.measures();
        text.chars().map(|c| measures.glyph(c).1).sum::<f32>() * size
    }

    /// Distance from the baseline up to the top of the tallest letters, in points.
    pub fn ascent(self, size: f32) -> f32 {
        self.measures().ascent * size
    }

    /// Distance from the baseline down to the bottom of the deepest letters, in points.
    pub fn descent(self, size: f32) -> f32 {
        self.measures().descent * size
    }

    /// The glyphs of a text, with advances for size 1.
    pub(crate) fn glyphs(self, text: &str) -> Vec<KrillaGlyph> {
        let measures = self.measures();
        text.char_indices()
            .map(|(start, c)| {
                let (glyph, advance) = measures.glyph(c);
                let range = start..start + c.len_utf8();
                KrillaGlyph::new(GlyphId::new(u32::from(glyph)), advance, 0.0, 0.0, 0.0, range, None)
            })
            .collect()
    }

    /// The font for the writer of PDF files.
    pub(crate) fn font(self) -> Font {
        self.measures().font.clone()
    }
}

struct Measures {
    font: Font,
    ascent: f32,
    descent: f32,
    glyphs: HashMap<char, (u16, f32)>,
}

impl Measures {
    fn read(bytes: &'static [u8]) -> Self {
        let font = Font::new(bytes.into(), 0).expect("the bundled font is whole");
        let face = ttf_parser::Face::parse(bytes, 0).expect("the bundled font is whole");
        let em = f32::from(face.units_per_em());
        let mut glyphs = HashMap::new();
        let tables =
            face.tables().cmap.iter().flat_map(|cmap| cmap.subtables).filter(|table| table.is_unicode());
        tables.for_each(|table| {
            table.codepoints(|code| {
                let Some(character) = char::from_u32(code) else { return };
                let Some(glyph) = table.glyph_index(code) else { return };
                let advance = f32::from(face.glyph_hor_advance(glyph).unwrap_or(0)) / em;
                glyphs.insert(character, (glyph.0, advance));
            });
        });
        Self {
            font,
            ascent: f32::from(face.ascender()) / em,
            descent: -f32::from(face.descender()) / em,
            glyphs,
        }
    }

    /// The glyph and its advance; a character that the subset lacks becomes the empty box.
    fn glyph(&self, character: char) -> (u16, f32) {
        self.glyphs.get(&character).copied().unwrap_or((0, 0.5))
    }
}

static MEASURES: [OnceLock<Measures>; Face::ALL.len()] = [const { OnceLock::new() }; Face::ALL.len()];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_has_the_letters_of_all_languages_drawn_here() {
        for face in Face::ALL {
            for c in "AaßÄéèçœąćęłńóśźżñáíúìòùº¡¿€£§№–„”‚’…%&/@·•×".chars()
            {
                assert!(face.measures().glyphs.contains_key(&c), "{face:?} lacks {c}");
            }
        }
    }

    #[test]
    fn digits_of_a_face_are_equally_wide() {
        for face in Face::ALL {
            let width = face.width("0", 10.0);
            assert!("123456789".chars().all(|c| face.width(&c.to_string(), 10.0) == width), "{face:?}");
        }
    }
}
