//! Business papers by composition: a head, blocks of parties, data, a table, sums and a foot, each in one of several
//! forms. A family of layouts is one choice of each, so that families share parts and no two are alike.
//!
//! Who draws a paper says what stands on it; nothing here knows what the texts mean.

mod close;
mod data;
mod head;
mod table;

use crate::canvas::{A4_HEIGHT, A4_WIDTH, Align, Canvas, Color, Style};
use crate::face::Face;
use crate::language::{self, Language};
use crate::random::Random;
use crate::{Fields, SynthDocument, Tables};

pub use table::Table;

/// A label with its value.
pub type Labelled = (String, String);

/// Families of layouts.
pub const FAMILIES: usize = 48;

/// Left edge of everything.
const LEFT: f32 = 52.0;
/// Right edge of everything.
const RIGHT: f32 = A4_WIDTH - 48.0;
/// Between the parts of an address in one line.
const INLINE: &str = ", ";
/// Upper edge of the foot.
const FOOT: f32 = A4_HEIGHT - 92.0;

/// Somebody with an address.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// What the paper calls the role.
    pub heading: String,
    /// The name.
    pub name: String,
    /// Street, town, country.
    pub address: Vec<String>,
    /// Numbers that stand below the address.
    pub numbers: Vec<String>,
}

impl Block {
    fn lines(&self) -> Vec<String> {
        std::iter::once(&self.name).chain(&self.address).chain(&self.numbers).cloned().collect()
    }
}

/// A line of the sums.
#[derive(Debug, Clone)]
pub struct Sum {
    /// What is summed.
    pub label: String,
    /// The amount as printed.
    pub value: String,
    /// Whether it is the sum that counts.
    pub strong: bool,
}

/// Everything that stands on a paper, as texts.
#[derive(Debug, Clone, Default)]
pub struct Paper {
    /// What stands between a label and its value, e.g. `:`.
    pub colon: &'static str,
    /// What the paper is.
    pub title: String,
    /// Its number and its day with the word between them, where the title may say them: `4711`, `of`, `9 March 2026`.
    pub of_title: Option<[String; 3]>,
    /// Who writes.
    pub sender: Block,
    /// How to reach the sender.
    pub contact: Vec<Labelled>,
    /// Official numbers of the sender.
    pub numbers: Vec<Labelled>,
    /// To whom it is written.
    pub recipient: Block,
    /// Other addresses.
    pub others: Vec<Block>,
    /// Number, date and references; the first two are those that a title may say.
    pub data: Vec<Labelled>,
    /// Sentences before the tables.
    pub opening: Vec<String>,
    /// Tables in order.
    pub tables: Vec<Table>,
    /// The sums.
    pub sums: Vec<Sum>,
    /// Where to pay.
    pub bank: Vec<Labelled>,
    /// Sentences at the end.
    pub closing: Vec<String>,
    /// `Page` and `of`.
    pub page_words: [&'static str; 2],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    Letterhead,
    Centered,
    RightBlock,
    Band,
    TitleFirst,
    Plain,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parties {
    Window,
    Columns,
    Boxes,
    Inline,
    RightWindow,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Data {
    Pairs,
    Spread,
    Strip,
    Grid,
    Lines,
    InTitle,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rules {
    Lines,
    Grid,
    Zebra,
    Bare,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sums {
    Right,
    Filled,
    Wide,
    Left,
    Above,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Foot {
    Columns,
    Line,
    Beside,
}

/// One choice of each part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    head: Head,
    parties: Parties,
    data: Data,
    rules: Rules,
    sums: Sums,
    foot: Foot,
    face: Face,
}

impl Family {
    /// Family number `index`, from 0; the numbers go round after [`FAMILIES`].
    pub fn of(index: usize) -> Self {
        const HEADS: [Head; 6] =
            [Head::Letterhead, Head::Centered, Head::RightBlock, Head::Band, Head::TitleFirst, Head::Plain];
        const PARTIES: [Parties; 5] =
            [Parties::Window, Parties::Columns, Parties::Boxes, Parties::Inline, Parties::RightWindow];
        const DATA: [Data; 6] =
            [Data::Pairs, Data::Spread, Data::Strip, Data::Grid, Data::Lines, Data::InTitle];
        const RULES: [Rules; 4] = [Rules::Lines, Rules::Grid, Rules::Zebra, Rules::Bare];
        const SUMS: [Sums; 5] = [Sums::Right, Sums::Filled, Sums::Wide, Sums::Left, Sums::Above];
        const FEET: [Foot; 3] = [Foot::Columns, Foot::Line, Foot::Beside];
        const FACES: [Face; 4] = [Face::Roboto, Face::OpenSans, Face::Serif, Face::Condensed];
        let index = index % FAMILIES;
        // Steps without common factors with the counts let every part meet every other.
        Self {
            head: HEADS[index % 6],
            parties: PARTIES[(index + index / 6) % 5],
            data: DATA[(index / 6 + 5 * index) % 6],
            rules: RULES[(index / 2 + index / 8) % 4],
            sums: SUMS[(2 * index + index / 5) % 5],
            foot: FEET[(index / 4 + index) % 3],
            face: FACES[(index / 3 + index / 12) % 4],
        }
    }
}

/// A paper while it is being drawn, from the top.
struct Sheet<'a> {
    paper: &'a Paper,
    family: Family,
    canvas: Canvas,
    accent: Color,
    size: f32,
    /// Where the next part begins.
    y: f32,
    /// Whether the title stands already, and the address of the sender.
    has_title: bool,
    has_address: bool,
    random: Random,
}

/// The language and the number of the family whose turn it is: in as many papers as there are families and languages,
/// every family meets every language, and neighbours differ in both.
pub fn turns(languages: &[Language], seed: u64, index: usize) -> (Language, usize) {
    let count = languages.len().max(1);
    let turn = index + (seed.wrapping_mul(7) % FAMILIES as u64) as usize;
    let language = language::turn(languages, turn as u64);
    (language, (turn / count + 8 * (turn % count)) % FAMILIES)
}

/// The drawn paper as a document with its labels; the family stands in its name.
pub fn document(
    paper: &Paper,
    (kind, index): (&str, usize),
    (language, family): (Language, usize),
    random: Random,
    (mut fields, tables): (Fields, Tables),
) -> SynthDocument {
    let canvas = draw(paper, Family::of(family), random);
    if is_inline(paper, Family::of(family)) {
        let lines = paper.sender.address.join(" ");
        for value in fields.values_mut().flatten().filter(|value| **value == lines) {
            *value = paper.sender.address.join(INLINE);
        }
    }
    SynthDocument {
        file_name: format!("{kind}-{:04}-f{family:02}-{}.pdf", index + 1, language.code()),
        pdf: canvas.pdf(&format!("{} {}", paper.title, paper.sender.name), language.code()),
        pages: canvas.words(),
        fields,
        tables,
    }
}

/// Whether the address of the sender is printed in one line before it is anywhere else.
fn is_inline(paper: &Paper, family: Family) -> bool {
    let has_block =
        matches!(family.parties, Parties::Columns | Parties::Boxes) && !paper.sender.heading.is_empty();
    family.head == Head::Centered && !has_block
}

/// Draws the paper in a layout of this family.
pub fn draw(paper: &Paper, family: Family, mut random: Random) -> Canvas {
    const ACCENTS: [Color; 7] = [
        Color(20, 83, 136),
        Color(11, 110, 98),
        Color(155, 44, 44),
        Color(86, 62, 145),
        Color(45, 55, 72),
        Color(22, 101, 52),
        Color(24, 26, 30),
    ];
    let accent = *random.pick(&ACCENTS);
    let size = 8.4 + random.between(0, 3) as f32 * 0.3;
    let mut sheet = Sheet {
        paper,
        family,
        canvas: Canvas::a4(),
        accent,
        size,
        y: 0.0,
        has_title: false,
        has_address: false,
        random,
    };
    head::draw(&mut sheet);
    data::parties(&mut sheet);
    data::draw(&mut sheet);
    table::draw_all(&mut sheet);
    close::draw(&mut sheet);
    sheet.canvas
}

impl Sheet<'_> {
    fn body(&self) -> Style {
        Style::new(self.family.face, self.size)
    }

    fn small(&self) -> Style {
        self.body().sized(self.size - 1.2).colored(Color::GREY)
    }

    /// `label: value`, as one text.
    fn joined(&self, (label, value): &Labelled) -> String {
        if self.paper.colon.is_empty() || label.is_empty() {
            return format!("{label} {value}").trim().to_owned();
        }
        format!("{}{} {value}", label.trim_end_matches('.'), self.paper.colon)
    }

    /// Begins a new page where less than this is left.
    fn need(&mut self, height: f32) {
        if self.y + height > FOOT - 8.0 {
            self.canvas.start_page();
            self.y = 60.0;
        }
    }

    /// A line that is never wider than this.
    fn fitted(&mut self, x: f32, baseline: f32, align: Align, width: f32, style: Style, text: &str) {
        let size = (style.size * width / style.width(text).max(1.0)).clamp(4.6, style.size);
        self.canvas.text(x, baseline, align, style.sized(size), text);
    }

    /// Lines that are never wider than this; returns the baseline after the last.
    fn column(&mut self, x: f32, baseline: f32, width: f32, style: Style, lines: &[String]) -> f32 {
        lines.iter().fold(baseline, |y, line| {
            self.fitted(x, y, Align::Left, width, style, line);
            y + style.leading()
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_families_are_alike() {
        let families: Vec<Family> = (0..FAMILIES).map(Family::of).collect();
        let different: HashSet<String> = families.iter().map(|family| format!("{family:?}")).collect();
        assert_eq!(different.len(), FAMILIES);
    }

    #[test]
    fn every_form_of_a_part_is_in_some_family() {
        let has = |is: &dyn Fn(&Family) -> bool| (0..FAMILIES).map(Family::of).any(|family| is(&family));
        assert!(has(&|f| f.head == Head::Plain && f.parties != Parties::Window));
        assert!(has(&|f| f.data == Data::InTitle) && has(&|f| f.data == Data::Grid));
        assert!(has(&|f| f.sums == Sums::Above) && has(&|f| f.sums == Sums::Left));
        assert!(has(&|f| f.foot == Foot::Beside) && has(&|f| f.rules == Rules::Bare));
    }
}
