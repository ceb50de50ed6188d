//! Receipts of shops and restaurants, on a strip of paper as long as it has to be.

mod content;
mod wording;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use crate::canvas::{Align, Canvas, Color, Style, wrap};
use crate::face::Face;
use crate::invoice::parties;
use crate::language::{self, Language, Notation};
use crate::random::Random;
use crate::{Fields, SynthDocument, Tables};
use content::{Payment, Receipt};
use wording::Wording;

/// Width of the paper in points: 80 mm.
const WIDTH: f32 = 226.8;
/// White space at the sides.
const MARGIN: f32 = 14.0;

/// Draws so many receipts. The same seed gives the same bytes, whatever the count.
pub fn samples(seed: u64, count: usize) -> Vec<SynthDocument> {
    (0..count).map(|index| sample(seed, index)).collect()
}

/// Draws receipt number `index` of a seed.
pub fn sample(seed: u64, index: usize) -> SynthDocument {
    sample_in(&Language::OF_SAMPLES, seed, index)
}

/// As [`sample`], in these languages, which take turns.
pub fn sample_in(languages: &[Language], seed: u64, index: usize) -> SynthDocument {
    let mut random = Random::fork(seed, index as u64 ^ 0x7EC1);
    let language = language::turn(languages, index as u64 ^ seed.wrapping_mul(3));
    let receipt = content::draw(language, &mut random);
    let mut strip = Strip::new(&receipt, random);
    strip.draw();
    SynthDocument {
        file_name: format!("receipt-{:04}-{}.pdf", index + 1, language.code()),
        pdf: strip.canvas.pdf(&format!("{} {}", receipt.shop.name, receipt.number), language.code()),
        pages: strip.canvas.words(),
        fields: strip.fields,
        tables: strip.tables,
    }
}

/// A receipt while it is being printed, from the top.
struct Strip<'a> {
    canvas: Canvas,
    y: f32,
    receipt: &'a Receipt,
    words: &'static Wording,
    notation: Notation,
    style: Style,
    random: Random,
    fields: Fields,
    tables: Tables,
}

impl<'a> Strip<'a> {
    fn new(receipt: &'a Receipt, mut random: Random) -> Self {
        let face = *random.pick(&[Face::Condensed, Face::Roboto, Face::OpenSans]);
        // Long enough for header, sums and thanks, and for two lines of each thing bought.
        let height = 300.0 + receipt.lines.len() as f32 * 27.0;
        Self {
            canvas: Canvas::new(WIDTH, height),
            y: 34.0,
            receipt,
            words: wording::of(receipt.language),
            notation: Notation::draw(receipt.language, &mut random),
            style: Style::new(face, 8.4),
            random,
            fields: Fields::new(),
            tables: Tables::new(),
        }
    }

    fn draw(&mut self) {
        self.head();
        self.when();
        self.separate();
        self.items();
        self.separate();
        self.sums();
        self.payment();
        let thanks = *self.random.pick(self.words.thanks);
        self.y += 10.0;
        self.center(self.style, thanks);
        self.canvas.cut(self.y + 12.0);
    }

    fn printed(&mut self, data_point: &str, value: impl Into<String>) -> String {
        let value = value.into();
        self.fields.insert(data_point.to_owned(), vec![value.clone()]);
        value
    }

    fn center(&mut self, style: Style, text: &str) {
        for line in wrap(text, WIDTH - 2.0 * MARGIN, style) {
            self.canvas.text(WIDTH / 2.0, self.y, Align::Center, style, &line);
            self.y += style.leading();
        }
    }

    /// A label on the left, an amount on the right.
    fn row(&mut self, style: Style, label: &str, value: &str) {
        self.canvas.left(MARGIN, self.y, style, label);
        self.canvas.right(WIDTH - MARGIN, self.y, style, value);
        self.y += style.leading() + 1.5;
    }

    fn separate(&mut self) {
        self.y += 1.0;
        self.canvas.rule(MARGIN, WIDTH - MARGIN, self.y - 5.0, 0.6, Color::GREY);
        self.y += 7.0;
    }

    fn head(&mut self) {
        let company = self.printed("company", self.receipt.shop.name);
        self.printed("category", self.receipt.shop.category);
        self.center(self.style.bold().sized(12.0), &company);
        let place = parties::buyer(self.receipt.language, &mut self.random);
        self.printed("address", format!("{} {}", place.street, place.town));
        self.center(self.style, &place.street);
        self.center(self.style, &place.town);
        if self.random.chance(0.6) {
            let phone = self.printed("company_phone", place.phone);
            self.center(self.style, &format!("{} {phone}", self.words.phone));
        }
        if self.random.chance(0.7) {
            let number = match self.receipt.language {
                Language::Polish | Language::Spanish | Language::Italian => place.tax_number,
                _ => place.vat_id,
            };
            let number = self.printed("company_tax_id", number);
            self.center(self.style, &format!("{} {number}", self.words.tax_id));
        }
        self.y += 5.0;
    }

    fn when(&mut self) {
        let label = *self.random.pick(self.words.receipt);
        let number = self.printed("receipt_number", self.receipt.number.clone());
        self.row(self.style, label, &number);
        let date = self.printed("date", self.notation.date(self.receipt.date));
        self.row(self.style, self.words.date, &date);
        let time = self.printed("time", format!("{:02}:{:02}", self.receipt.hour, self.receipt.minute));
        self.row(self.style, self.words.time, &time);
    }

    fn items(&mut self) {
        let mut rows = Vec::new();
        for line in &self.receipt.lines {
            let amount = self.notation.amount(line.amount);
            let mut row = IndexMap::from([("description".to_owned(), line.description.to_owned())]);
            self.row(self.style, line.description, &amount);
            if line.quantity > 1 {
                let (quantity, price) = (line.quantity.to_string(), self.notation.amount(line.unit_price));
                self.canvas.left(MARGIN + 8.0, self.y, self.style, &format!("{quantity} × {price}"));
                self.y += self.style.leading() + 1.5;
                row.insert("quantity".to_owned(), quantity);
                row.insert("unit_price".to_owned(), price);
            }
            row.insert("amount".to_owned(), amount);
            rows.push(row);
        }
        self.tables.insert("items".to_owned(), rows);
    }

    fn sums(&mut self) {
        let (receipt, words, notation) = (self.receipt, self.words, self.notation);
        if self.random.chance(0.6) {
            let label = *self.random.pick(words.subtotal);
            let net = self.printed("subtotal", notation.amount(receipt.net));
            self.row(self.style, label, &net);
        }
        let rate = notation.percent(receipt.rate);
        let label = self.random.pick(words.tax).replace("{rate}", &rate);
        let tax = self.printed("tax_total", notation.amount(receipt.tax));
        self.row(self.style, &label, &tax);
        let row = [("rate", rate), ("tax", tax)].map(|(name, cell)| (name.to_owned(), cell));
        self.tables.insert("taxes".to_owned(), vec![IndexMap::from(row)]);
        let label = *self.random.pick(words.total);
        self.printed("total", notation.amount(receipt.total));
        let total = notation.money(receipt.total);
        if notation.names_currency() || label.contains(receipt.language.currency()) {
            self.printed("currency", receipt.language.currency());
        }
        self.y += 3.0;
        self.row(self.style.bold().sized(12.0), label, &total);
    }

    fn payment(&mut self) {
        let (words, notation) = (self.words, self.notation);
        match &self.receipt.payment {
            Payment::Cash(given) => {
                self.printed("payment_method", "cash");
                let label = *self.random.pick(words.cash);
                let paid = self.printed("paid", notation.amount(*given));
                self.row(self.style, label, &paid);
                let back: Decimal = *given - self.receipt.total;
                let label = *self.random.pick(words.change);
                let change = self.printed("change", notation.amount(back));
                self.row(self.style, label, &change);
            }
            Payment::Card(last4) => {
                self.printed("payment_method", "card");
                let label = *self.random.pick(words.card);
                let last4 = self.printed("card_last4", last4.clone());
                self.row(self.style, label, &format!("**** {last4}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use perigee_model::process_type;

    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        assert_eq!(samples(5, 4), samples(5, 4));
    }

    #[test]
    fn every_labelled_value_stands_on_the_paper_and_is_a_data_point() {
        let receipts = process_type::find_by_short_name("receipts").unwrap();
        for document in samples(31, 120) {
            let text = document.pages[0].text();
            for (name, values) in &document.fields {
                assert!(receipts.find_data_point(name).is_some(), "{name}");
                let literal = matches!(name.as_str(), "currency" | "payment_method" | "category");
                for token in values.iter().flat_map(|value| value.split_whitespace()).filter(|_| !literal) {
                    assert!(text.contains(token), "{}: {name} {token}", document.file_name);
                }
            }
        }
    }

    #[test]
    fn no_word_leaves_the_paper_or_covers_another() {
        for document in samples(32, 120) {
            let page = &document.pages[0];
            for (i, word) in page.words.iter().enumerate() {
                let at = word.bbox;
                assert!(at.x0 > 4.0 && at.x1 < page.width - 4.0 && at.y1 < page.height, "{}", word.text);
                for other in &page.words[i + 1..] {
                    let common = at.intersection(other.bbox).map_or(0.0, |common| common.area());
                    assert!(
                        common / at.area().min(other.bbox.area()) < 0.2,
                        "{} on {}",
                        word.text,
                        other.text
                    );
                }
            }
        }
    }
}
