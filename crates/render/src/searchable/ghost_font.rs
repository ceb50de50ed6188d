//! A font without ink: text set in it can be searched and copied and is never seen.
//!
//! One empty glyph of one em stands for every character; what the characters are is told by the map to Unicode alone.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::add_stream;

/// Name of the font in the resources of a page.
pub(super) const NAME: &str = "PerigeeText";

/// Entries of one block of a map to Unicode (PDF 32000-1, 9.10.3).
const BLOCK: usize = 100;

/// The characters of a document, each with its code.
#[derive(Debug, Default)]
pub(super) struct GhostFont {
    codes: BTreeMap<char, u16>,
    characters: Vec<char>,
}

impl GhostFont {
    /// The string for these characters, in hexadecimal; characters beyond the first 65,535 different ones are left out.
    pub(super) fn encode(&mut self, text: &str) -> String {
        text.chars().filter_map(|character| self.code(character)).map(|code| format!("{code:04X}")).collect()
    }

    fn code(&mut self, character: char) -> Option<u16> {
        if let Some(&code) = self.codes.get(&character) {
            return Some(code);
        }
        // Code 0 stands for an unknown character in every font.
        let code = u16::try_from(self.characters.len() + 1).ok()?;
        self.codes.insert(character, code);
        self.characters.push(character);
        Some(code)
    }

    /// Adds the font under an id that pages name already.
    pub(super) fn add(&self, document: &mut Document, id: ObjectId) {
        let file = font_file();
        let length = i64::try_from(file.len()).unwrap_or(0);
        let file = add_stream(document, dictionary! { "Length1" => length }, file);
        let descriptor = document.add_object(dictionary! {
            "Type" => "FontDescriptor", "FontName" => NAME, "Flags" => 5, "ItalicAngle" => 0,
            "FontBBox" => rectangle([0, -220, 1000, 750]), "Ascent" => 750, "Descent" => -220, "CapHeight" => 750,
            "StemV" => 80, "FontFile2" => file,
        });
        // Every code shows the one glyph.
        let glyphs = add_stream(document, Dictionary::new(), vec![0; 2 * (self.characters.len() + 1)]);
        let system = dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        };
        let descendant = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => NAME, "CIDSystemInfo" => system,
            "FontDescriptor" => descriptor, "DW" => 1000, "CIDToGIDMap" => glyphs,
        });
        let map = add_stream(document, Dictionary::new(), self.to_unicode().into_bytes());
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => NAME, "Encoding" => "Identity-H",
            "DescendantFonts" => vec![Object::Reference(descendant)], "ToUnicode" => map,
        };
        document.set_object(id, font);
    }

    fn to_unicode(&self) -> String {
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n\
             /CMapName /PerigeeText def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
        );
        for (block, characters) in self.characters.chunks(BLOCK).enumerate() {
            map.push_str(&format!("{} beginbfchar\n", characters.len()));
            for (at, character) in characters.iter().enumerate() {
                let mut units = [0; 2];
                let units = character.encode_utf16(&mut units).iter().map(|unit| format!("{unit:04X}"));
                let code = block * BLOCK + at + 1;
                map.push_str(&format!("<{code:04X}> <{}>\n", units.collect::<String>()));
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        map
    }
}

/// An array of whole numbers.
pub(super) fn rectangle(edges: [i64; 4]) -> Object {
    Object::Array(edges.into_iter().map(Object::Integer).collect())
}

/// A TrueType font with one empty glyph of one em.
fn font_file() -> Vec<u8> {
    let tables: [(&[u8; 4], Vec<u8>); 6] = [
        (b"glyf", vec![0; 4]),
        (b"head", head()),
        (b"hhea", words(&[1, 0, 750, -220, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, 1])),
        (b"hmtx", words(&[1000, 0])),
        (b"loca", words(&[0, 0])),
        (b"maxp", words(&[1, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0])),
    ];
    let mut file = words(&[1, 0, 6, 64, 2, 32]);
    let mut at = 12 + 16 * tables.len() as u32;
    for (tag, table) in &tables {
        file.extend_from_slice(*tag);
        for number in [checksum(table), at, table.len() as u32] {
            file.extend_from_slice(&number.to_be_bytes());
        }
        at += table.len().next_multiple_of(4) as u32;
    }
    for (_, table) in tables {
        file.extend(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

/// Version 1.0, 1,000 units an em, an empty box, short offsets.
fn head() -> Vec<u8> {
    let mut table = words(&[1, 0, 1, 0, 0, 0]);
    table.extend_from_slice(&0x5f0f_3cf5_u32.to_be_bytes());
    table.extend(words(&[0, 1000]));
    table.extend([0; 16]);
    table.extend(words(&[0, 0, 0, 0, 0, 8, 2, 0, 0]));
    table
}

fn words(numbers: &[i16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

fn checksum(table: &[u8]) -> u32 {
    let word = |bytes: &[u8]| {
        let mut padded = [0; 4];
        padded.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        u32::from_be_bytes(padded)
    };
    table.chunks(4).map(word).fold(0, u32::wrapping_add)
}
