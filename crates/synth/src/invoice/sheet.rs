//! One invoice while it is being drawn: the canvas, the words chosen for it, and what has been printed so far.

use indexmap::IndexMap;

use crate::canvas::{Canvas, Color, Style};
use crate::face::Face;
use crate::invoice::content::Invoice;
use crate::invoice::wording::{self, Wording};
use crate::language::Notation;
use crate::random::Random;
use crate::{Fields, Tables};

/// A row of a drawn table: header name → text as printed.
pub type Row = IndexMap<String, String>;

/// How an invoice looks, whatever its layout.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The face of everything.
    pub face: Face,
    /// The colour of the house.
    pub accent: Color,
    /// Size of ordinary text.
    pub size: f32,
}

impl Look {
    /// One of the bundled faces in one of the house colours.
    pub fn draw(faces: &[Face], random: &mut Random) -> Self {
        const ACCENTS: [Color; 8] = [
            Color(20, 83, 136),
            Color(11, 110, 98),
            Color(155, 44, 44),
            Color(86, 62, 145),
            Color(190, 98, 17),
            Color(45, 55, 72),
            Color(22, 101, 52),
            Color(131, 24, 67),
        ];
        Self {
            face: *random.pick(faces),
            accent: *random.pick(&ACCENTS),
            size: 8.6 + random.between(0, 2) as f32 * 0.3,
        }
    }
}

/// One invoice while it is being drawn.
pub struct Sheet<'a> {
    pub canvas: Canvas,
    pub invoice: &'a Invoice,
    pub words: &'static Wording,
    pub notation: Notation,
    pub look: Look,
    pub random: Random,
    fields: Fields,
    items: Vec<Row>,
    taxes: Vec<Row>,
}

impl<'a> Sheet<'a> {
    /// An empty sheet.
    pub fn new(invoice: &'a Invoice, look: Look, mut random: Random) -> Self {
        Self {
            canvas: Canvas::a4(),
            invoice,
            words: wording::of(invoice.language),
            notation: Notation::draw(invoice.language, &mut random),
            look,
            random,
            fields: IndexMap::new(),
            items: Vec::new(),
            taxes: Vec::new(),
        }
    }

    /// Ordinary text.
    pub fn body(&self) -> Style {
        Style::new(self.look.face, self.look.size)
    }

    /// Labels and small print.
    pub fn small(&self) -> Style {
        self.body().sized(self.look.size - 1.4).colored(Color::GREY)
    }

    /// One of the words for a thing.
    pub fn word(&mut self, words: &'static [&'static str]) -> &'static str {
        self.random.pick::<&'static str>(words)
    }

    /// Notes that the value of a data point stands on the page; returns it for printing.
    pub fn printed(&mut self, data_point: &str, value: impl Into<String>) -> String {
        let value = value.into();
        let values = self.fields.entry(data_point.to_owned()).or_default();
        // What is printed on every page is still one value.
        if !values.contains(&value) {
            values.push(value.clone());
        }
        value
    }

    /// Notes a printed line item.
    pub fn printed_item(&mut self, row: Row) {
        self.items.push(row);
    }

    /// Notes a printed row of the tax breakdown.
    pub fn printed_tax(&mut self, row: Row) {
        self.taxes.push(row);
    }

    /// The canvas, the printed values and the printed tables.
    pub fn finish(self) -> (Canvas, Fields, Tables) {
        let tables = [("items", self.items), ("taxes", self.taxes)]
            .into_iter()
            .filter(|(_, rows)| !rows.is_empty())
            .map(|(name, rows)| (name.to_owned(), rows))
            .collect();
        (self.canvas, self.fields, tables)
    }
}
