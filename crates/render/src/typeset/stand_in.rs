//! A font made on the spot for characters that the bundled one lacks: a box for each, so that the text stays text.
//!
//! In a PDF the meaning of a glyph belongs to the glyph. One box for all would lose which character it stands for.

use std::collections::BTreeMap;

use krilla::text::Font;

use super::face::stand_in_advance;
use super::flow::Mark;

const EM: u16 = 1000;

/// Glyphs that a font can hold beside glyph 0; further characters share the last.
const MAX_GLYPHS: usize = 60_000;

/// The stand-in font of one document.
pub(super) struct StandIn {
    glyphs: BTreeMap<char, u16>,
    font: Option<Font>,
}

impl StandIn {
    /// A font with a box for each character of the pages that is not bundled.
    pub(super) fn of(pages: &[Vec<Mark>]) -> Self {
        let mut glyphs = BTreeMap::new();
        for mark in pages.iter().flatten() {
            let Mark::Text { style, text, .. } = mark else { continue };
            for c in text.chars().filter(|&c| style.face().glyph(c).is_none()) {
                glyphs.insert(c, 0);
            }
        }
        for (at, glyph) in glyphs.values_mut().enumerate() {
            *glyph = (at.min(MAX_GLYPHS - 1) + 1) as u16;
        }
        let advances: Vec<u16> = std::iter::once(EM)
            .chain(glyphs.keys().take(MAX_GLYPHS).map(|&c| (stand_in_advance(c) * f32::from(EM)) as u16))
            .collect();
        let font = if glyphs.is_empty() { None } else { Font::new(file(&advances).into(), 0) };
        Self { glyphs, font }
    }

    /// The glyph of a character.
    pub(super) fn glyph(&self, c: char) -> u16 {
        self.glyphs.get(&c).copied().unwrap_or(0)
    }

    /// The font, unless every character is bundled.
    pub(super) fn font(&self) -> Option<&Font> {
        self.font.as_ref()
    }
}

/// A TrueType file whose glyphs are hollow boxes of these widths.
fn file(advances: &[u16]) -> Vec<u8> {
    let count = advances.len() as u16;
    let (mut outlines, mut offsets, mut metrics) = (Vec::new(), Vec::new(), Vec::new());
    for &advance in advances {
        offsets.extend((outlines.len() as u32).to_be_bytes());
        outlines.extend(outline(advance));
        metrics.extend(words(&[advance, BEARING as u16]));
    }
    offsets.extend((outlines.len() as u32).to_be_bytes());
    let tables: [(&[u8; 4], Vec<u8>); 8] = [
        (b"glyf", outlines),
        (b"head", head()),
        (b"hhea", hhea(count)),
        (b"hmtx", metrics),
        (b"loca", offsets),
        (b"maxp", maxp(count)),
        (b"name", words(&[0, 0, 6])),
        (b"post", post()),
    ];
    let mut directory = [vec![0, 1, 0, 0], words(&[tables.len() as u16, 128, 3, 0])].concat();
    let mut body = Vec::new();
    let start = directory.len() + 16 * tables.len();
    for (tag, table) in tables {
        directory.extend(tag);
        directory.extend([0; 4]);
        directory.extend(((start + body.len()) as u32).to_be_bytes());
        directory.extend((table.len() as u32).to_be_bytes());
        body.extend(table);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    directory.extend(body);
    directory
}

/// Space beside a box, its top, and the thickness of its edge.
const BEARING: i16 = 60;
const TOP: i16 = 740;
const EDGE: i16 = 50;

/// A box inside a box, turned the other way round so that it is hollow.
fn outline(advance: u16) -> Vec<u8> {
    let right = advance as i16 - BEARING;
    let header = [2, BEARING, 0, right, TOP].map(|number| number as u16);
    let mut glyph = words(&header);
    // The last points of both contours, no instructions, and eight flags: on the curve, both coordinates in words.
    glyph.extend(words(&[3, 7, 0]));
    glyph.extend([1; 8]);
    let inner = [
        (BEARING + EDGE, EDGE),
        (right - EDGE, EDGE),
        (right - EDGE, TOP - EDGE),
        (BEARING + EDGE, TOP - EDGE),
    ];
    let points = [(BEARING, 0), (BEARING, TOP), (right, TOP), (right, 0)].into_iter().chain(inner);
    let (xs, ys): (Vec<i16>, Vec<i16>) = points.unzip();
    for coordinates in [xs, ys] {
        let mut last = 0;
        for coordinate in coordinates {
            glyph.extend(words(&[(coordinate - last) as u16]));
            last = coordinate;
        }
    }
    glyph.resize(glyph.len().next_multiple_of(4), 0);
    glyph
}

fn head() -> Vec<u8> {
    let mut table = words(&[1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, EM]);
    // Created and modified: never.
    table.extend([0; 16]);
    // The box around all glyphs, no style, smallest size, direction, offsets in double words, glyph format.
    table.extend(words(&[0, 0, EM, EM, 0, 6, 2, 1, 0]));
    table
}

fn hhea(count: u16) -> Vec<u8> {
    let mut table = words(&[1, 0, 800, (-200_i16) as u16, 0, EM, 0, 0, EM, 1]);
    table.extend(words(&[0; 7]));
    table.extend(words(&[count]));
    table
}

fn maxp(count: u16) -> Vec<u8> {
    words(&[1, 0, count, 8, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])
}

fn post() -> Vec<u8> {
    let mut table = words(&[3]);
    table.resize(32, 0);
    table
}

fn words(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}
