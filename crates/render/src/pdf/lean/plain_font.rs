//! Fonts of which the dictionary tells all that reading needs: office programs name Arial or Times, state the widths, and
//! bring neither the font nor a table of characters.
//!
//! To find outlines for such a font takes longer than to read a page, and nobody draws them here.

use hayro_syntax::object::{Array, Dict, Name, Object};

/// Fonts whose codes stand for signs, whatever encoding is stated.
const FONTS_OF_SIGNS: [&str; 4] = ["symbol", "dingbat", "wingding", "webding"];

/// Widths of the letters of a font, whose codes are those of Windows.
#[derive(Debug)]
pub(super) struct PlainFont {
    first: usize,
    /// In thousandths of an em, from the first code on.
    widths: Vec<f32>,
}

impl PlainFont {
    /// The font that a dictionary describes; `None` when it has to be read.
    pub(super) fn of(dict: &Dict<'_>) -> Option<Self> {
        let is = |key: &str, values: &[&str]| {
            dict.get::<Name<'_>>(key).is_some_and(|name| values.contains(&name.as_str()))
        };
        let brings_font = dict.get::<Dict<'_>>("FontDescriptor").is_some_and(|descriptor| {
            ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| descriptor.contains_key(*key))
        });
        let name = dict.get::<Name<'_>>("BaseFont")?.as_str().to_ascii_lowercase();
        let is_plain = is("Subtype", &["TrueType", "Type1"])
            && has_codes_of_windows(dict)
            && !brings_font
            && !dict.contains_key("ToUnicode")
            && !FONTS_OF_SIGNS.iter().any(|signs| name.contains(signs));
        if !is_plain {
            return None;
        }
        let (first, last) = (dict.get::<usize>("FirstChar")?, dict.get::<usize>("LastChar")?);
        let count = last.checked_sub(first)?.checked_add(1)?.min(usize::from(u8::MAX) + 1);
        let widths = dict.get::<Array<'_>>("Widths")?.iter::<Object<'_>>().take(count);
        let width = |object: Object<'_>| match object {
            Object::Number(number) => Some(number.as_f32()),
            _ => None,
        };
        Some(Self { first, widths: widths.map(width).collect::<Option<_>>()? })
    }

    /// Width and character of a code; `None` for the few that encodings and lists of names do not agree on.
    pub(super) fn letter(&self, code: u8) -> Option<(f32, char)> {
        let is_letter = matches!(code, b' '..=b'~' | 0xc0..=0xff);
        let width = usize::from(code).checked_sub(self.first).and_then(|at| self.widths.get(at));
        width.filter(|_| is_letter).map(|width| (*width, char::from(code)))
    }
}

fn has_codes_of_windows(dict: &Dict<'_>) -> bool {
    let is = |name: Option<Name<'_>>| name.is_some_and(|name| name.as_str() == "WinAnsiEncoding");
    match dict.get::<Dict<'_>>("Encoding") {
        Some(encoding) => {
            is(encoding.get::<Name<'_>>("BaseEncoding")) && !encoding.contains_key("Differences")
        }
        None => is(dict.get::<Name<'_>>("Encoding")),
    }
}
