//! Rich text (RTF): its text, lines, tabs and table cells.

use encoding_rs::{Encoding, WINDOWS_1252};
use perigee_model::FileFault;

use crate::document::RenderLimits;
use crate::flow::Flow;
use crate::typeset::Block;

/// Groups inside groups that are followed; deeper ones are read as if they were on this level.
const MAX_DEPTH: usize = 1_000;

/// Groups whose text is not of the document.
const APART: [&[u8]; 14] = [
    b"fonttbl",
    b"colortbl",
    b"stylesheet",
    b"info",
    b"pict",
    b"object",
    b"listtable",
    b"listoverridetable",
    b"revtbl",
    b"rsidtbl",
    b"themedata",
    b"colorschememapping",
    b"fldinst",
    b"datastore",
];

/// The blocks.
pub(super) fn blocks(bytes: &[u8], limits: RenderLimits) -> Result<Vec<Block>, FileFault> {
    let mut reader = Rtf {
        rest: bytes,
        flow: Flow::new(limits),
        groups: vec![Group { is_apart: false, skip_after_unicode: 1 }],
        encoding: WINDOWS_1252,
        encoded: Vec::new(),
        text: String::new(),
        row: Vec::new(),
        rows: Vec::new(),
        is_in_table: false,
        skip: 0,
        surrogate: None,
    };
    while !reader.rest.is_empty() && !reader.flow.is_full() {
        reader.step();
    }
    reader.end_paragraph();
    reader.end_table();
    reader.flow.finish()
}

#[derive(Clone, Copy)]
struct Group {
    /// Its text is not shown.
    is_apart: bool,
    /// Characters after one in Unicode that stand for it in old programs.
    skip_after_unicode: usize,
}

struct Rtf<'a> {
    rest: &'a [u8],
    flow: Flow,
    groups: Vec<Group>,
    encoding: &'static Encoding,
    /// Bytes in the code page that are not text yet: characters may have two.
    encoded: Vec<u8>,
    text: String,
    row: Vec<String>,
    rows: Vec<Vec<String>>,
    /// The paragraph stands in a cell.
    is_in_table: bool,
    /// Characters that are still to be left out.
    skip: usize,
    surrogate: Option<u16>,
}

impl Rtf<'_> {
    fn step(&mut self) {
        let Some((&byte, rest)) = self.rest.split_first() else { return };
        self.rest = rest;
        match byte {
            b'{' => {
                let group = self.group();
                if self.groups.len() < MAX_DEPTH {
                    self.groups.push(group);
                }
            }
            b'}' => {
                if self.groups.len() > 1 {
                    self.groups.pop();
                }
            }
            b'\\' => self.control(),
            b'\r' | b'\n' => {}
            _ => self.byte(byte),
        }
    }

    fn group(&self) -> Group {
        self.groups.last().copied().unwrap_or(Group { is_apart: false, skip_after_unicode: 1 })
    }

    fn change_group(&mut self, change: impl FnOnce(&mut Group)) {
        if let Some(group) = self.groups.last_mut() {
            change(group);
        }
    }

    /// A byte of text in the code page.
    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if !self.group().is_apart {
            self.encoded.push(byte);
        }
    }

    fn write(&mut self, text: &str) {
        if !self.group().is_apart {
            self.decode();
            self.text.push_str(text);
        }
    }

    fn decode(&mut self) {
        let (text, ..) = self.encoding.decode(&self.encoded);
        self.text.push_str(&text);
        self.encoded.clear();
    }

    fn control(&mut self) {
        let Some((&first, rest)) = self.rest.split_first() else { return };
        if !first.is_ascii_alphabetic() {
            self.rest = rest;
            self.sign(first);
            return;
        }
        let length = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (word, after) = self.rest.split_at(length);
        let digits = after.iter().skip(usize::from(after.first() == Some(&b'-')));
        let digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
        let sign = usize::from(after.first() == Some(&b'-') && digits > 0);
        let (number, after) = after.split_at(sign + digits);
        self.rest = after.strip_prefix(b" ").unwrap_or(after);
        let number = std::str::from_utf8(number).ok().and_then(|number| number.parse::<i64>().ok());
        self.word(word, number);
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'\'' => {
                let (hex, rest) = self.rest.split_at(self.rest.len().min(2));
                self.rest = rest;
                if let Some(byte) =
                    std::str::from_utf8(hex).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok())
                {
                    self.byte(byte);
                }
            }
            // A group that a program may leave out when it does not know it.
            b'*' => self.change_group(|group| group.is_apart = true),
            b'~' => self.write(" "),
            b'_' => self.write("-"),
            b'\\' | b'{' | b'}' => self.byte(sign),
            b'\r' | b'\n' => self.end_paragraph(),
            _ => {}
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i64>) {
        if APART.contains(&word) {
            self.change_group(|group| group.is_apart = true);
            return;
        }
        match word {
            b"ansicpg" => {
                let label = format!("windows-{}", number.unwrap_or(1252));
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
            }
            b"uc" => self.change_group(|group| {
                group.skip_after_unicode = number.map_or(1, |n| n.clamp(0, 8) as usize)
            }),
            b"u" => self.unicode(number.unwrap_or(0)),
            b"bin" => {
                let bytes = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
                self.rest = self.rest.get(bytes..).unwrap_or_default();
            }
            _ if self.group().is_apart => {}
            b"par" | b"sect" => self.end_paragraph(),
            b"line" => self.write("\n"),
            b"tab" => self.write("\t"),
            b"page" => {
                self.end_paragraph();
                self.end_table();
                self.flow.page_break();
            }
            b"pard" => self.is_in_table = false,
            b"intbl" | b"trowd" => self.is_in_table = true,
            b"cell" => self.end_cell(),
            b"row" => {
                let row = std::mem::take(&mut self.row);
                self.rows.push(row);
            }
            b"emdash" => self.write("—"),
            b"endash" => self.write("–"),
            b"bullet" => self.write("•"),
            b"lquote" | b"rquote" => self.write("'"),
            b"ldblquote" | b"rdblquote" => self.write("\""),
            b"emspace" | b"enspace" => self.write(" "),
            _ => {}
        }
    }

    /// A UTF-16 unit, written as a signed number.
    fn unicode(&mut self, number: i64) {
        self.skip = self.group().skip_after_unicode;
        let unit = (number & 0xffff) as u16;
        let units = match self.surrogate.take() {
            Some(first) => vec![first, unit],
            None if (0xd800..0xdc00).contains(&unit) => {
                self.surrogate = Some(unit);
                return;
            }
            None => vec![unit],
        };
        self.write(&String::from_utf16_lossy(&units));
    }

    fn end_cell(&mut self) {
        self.decode();
        let text = std::mem::take(&mut self.text);
        self.row.push(text.replace(['\t', '\n'], " "));
    }

    fn end_paragraph(&mut self) {
        self.decode();
        // A paragraph inside a cell goes on: cells end by themselves.
        if self.is_in_table {
            self.text.push(' ');
            return;
        }
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            self.end_table();
            self.flow.paragraph(&text);
        }
    }

    fn end_table(&mut self) {
        let last = std::mem::take(&mut self.row);
        let mut rows = std::mem::take(&mut self.rows);
        rows.extend((!last.is_empty()).then_some(last));
        self.flow.table(0, rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: RenderLimits = RenderLimits { pages: 10, page_pixels: 1 };

    fn read(rtf: &str) -> Vec<Block> {
        blocks(rtf.as_bytes(), LIMITS).unwrap()
    }

    #[test]
    fn text_comes_without_fonts_colours_and_pictures() {
        let found = read(
            "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}{\\*\\generator X;}\
             \\f0\\fs24 Gr\\'fc\\'dfe \\u8364?5\\par{\\pict 00ff}Second \\{line\\}\\line third\\par}",
        );
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        assert_eq!(found, [paragraph("Grüße €5"), paragraph("Second {line}\nthird")]);
    }

    #[test]
    fn rows_of_cells_become_one_table() {
        let found = read(
            "{\\rtf1 \\trowd Pos\\cell Price\\cell\\row \\trowd 1\\cell 9,50\\cell\\row\\pard End\\par}",
        );
        let rows = vec![vec!["Pos".to_owned(), "Price".to_owned()], vec!["1".to_owned(), "9,50".to_owned()]];
        assert_eq!(found, [Block::Table { header_rows: 0, rows }, Block::Paragraph("End".to_owned())]);
    }

    #[test]
    fn groups_without_end_and_broken_words_are_no_panic() {
        for rtf in ["{\\rtf1{{{", "}}}}\\", "\\'", "\\'z", "\\bin99999999999 x", "\\u-99999999999 ", "\\*\\-"]
        {
            let _read = blocks(rtf.as_bytes(), LIMITS);
        }
    }
}
