//! Purchase orders in all families of business papers and all languages.

mod wording;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::invoice::content::{self, Invoice};
use crate::invoice::{self, composed, parties};
use crate::language::{Language, Notation};
use crate::paper::{self, Block, Labelled, Paper, Sum, Table};
use crate::random::Random;
use crate::{Fields, SynthDocument, Tables};
use wording::Wording;

/// Draws order number `index` of a seed in these languages; families of layouts and languages take turns.
pub fn drawn(languages: &[Language], seed: u64, index: usize) -> SynthDocument {
    let mut random = Random::fork(seed, index as u64 ^ 0x04D3_1207);
    let (language, family) = paper::turns(languages, seed, index);
    // Goods, sums and parties of an order are those of the invoice that will follow.
    let facts = content::draw(language, &mut random);
    let notation = Notation::draw(language, &mut random);
    let mut draft = Draft {
        facts,
        notation,
        words: wording::of(language),
        random,
        fields: Fields::new(),
        tables: Tables::new(),
    };
    let paper = draft.paper();
    let labels = (draft.fields, draft.tables);
    paper::document(&paper, ("order", index), (language, family), draft.random, labels)
}

/// An order while it is being worded.
struct Draft {
    facts: Invoice,
    notation: Notation,
    words: &'static Wording,
    random: Random,
    fields: Fields,
    tables: Tables,
}

impl Draft {
    fn printed(&mut self, data_point: &str, value: impl Into<String>) -> String {
        let value = value.into();
        self.fields.insert(data_point.to_owned(), vec![value.clone()]);
        value
    }

    fn word(&mut self, words: &'static [&'static str]) -> String {
        (*self.random.pick(words)).to_owned()
    }

    fn paper(&mut self) -> Paper {
        let (words, language) = (self.words, self.facts.language);
        let data = self.data();
        let [number, date] =
            [0, 1].map(|at| data.get(at).map_or(String::new(), |(_, text): &Labelled| text.clone()));
        // Who orders is the buyer of the invoice, who delivers its seller.
        let (buyer, supplier) = (self.facts.buyer.clone(), self.facts.seller.clone());
        let sender = Block {
            heading: if self.random.chance(0.6) { self.word(words.buyer) } else { String::new() },
            name: self.printed("buyer_name", buyer.name.clone()),
            address: buyer.address(),
            numbers: Vec::new(),
        };
        self.printed("buyer_address", buyer.address().join(" "));
        self.printed("supplier_name", supplier.name.clone());
        self.printed("supplier_address", supplier.address().join(" "));
        let recipient = composed::block(&self.word(words.supplier), &supplier);
        let usual = invoice::wording::of(language);
        let contact = vec![
            (self.word(usual.phone), self.printed("buyer_phone", buyer.phone.clone())),
            (self.word(usual.email), self.printed("buyer_email", buyer.email.clone())),
        ];
        let mut numbers = Vec::new();
        if self.random.chance(0.6) {
            numbers.push((self.word(usual.vat_id), self.printed("buyer_vat_id", buyer.vat_id.clone())));
        }
        Paper {
            colon: composed::colon(language),
            title: self.word(words.order),
            of_title: Some([number, composed::of(language).to_owned(), date]),
            others: self.others(),
            opening: if self.random.chance(0.5) { vec![self.word(words.greeting)] } else { Vec::new() },
            tables: vec![self.items()],
            sums: self.sums(),
            bank: Vec::new(),
            closing: vec![self.word(words.closing)],
            page_words: [usual.page, usual.of],
            sender,
            contact,
            numbers,
            recipient,
            data,
        }
    }

    fn data(&mut self) -> Vec<Labelled> {
        let (words, notation) = (self.words, self.notation);
        let ordered: Date = self.facts.issue_date;
        let wanted = ordered.saturating_add(self.random.between(5, 60).days());
        let mut rows = Vec::new();
        let number = self.pattern(&["45########", "PO-######", "B-####/##", "2026####", "@@#####"]);
        rows.push((self.word(words.number), self.printed("order_number", number)));
        rows.push((self.word(words.date), self.printed("order_date", notation.date(ordered))));
        if self.random.chance(0.8) {
            rows.push((self.word(words.delivery_date), self.printed("delivery_date", notation.date(wanted))));
        }
        let rare: [(f32, &'static [&'static str], &str, &[&str]); 3] = [
            (0.5, words.supplier_number, "supplier_number", &["7####", "V-####", "K######"]),
            (0.4, words.quote_number, "quote_number", &["AN-####-##", "Q#####", "OF-####/##"]),
            (0.3, words.project_number, "project_number", &["P-####", "@@-###", "####-##"]),
        ];
        for (chance, labels, name, patterns) in rare {
            if self.random.chance(chance) {
                let value = self.pattern(patterns);
                rows.push((self.word(labels), self.printed(name, value)));
            }
        }
        if self.random.chance(0.5) {
            let person = self.word(words.people);
            rows.push((self.word(words.contact), self.printed("buyer_contact", person)));
        }
        if self.random.chance(0.6) {
            let days = *self.random.pick(&["14", "30", "45", "60"]);
            let terms = self.word(words.terms).replace("{days}", days);
            rows.push((self.word(words.payment_terms), self.printed("payment_terms", terms)));
        }
        if self.random.chance(0.4) {
            let clause = self.word(&["DAP", "EXW", "FCA", "DDP", "CIF"]);
            let town = self.facts.buyer.town.split(' ').find(|word| word.chars().all(char::is_alphabetic));
            let terms = format!("{clause} {}", town.unwrap_or("")).trim().to_owned();
            rows.push((self.word(words.delivery_terms), self.printed("delivery_terms", terms)));
        }
        if !notation.names_currency() {
            let usual = invoice::wording::of(self.facts.language);
            let code = self.printed("currency", self.facts.language.currency());
            rows.push((self.word(usual.currency), code));
        }
        rows
    }

    fn pattern(&mut self, patterns: &[&str]) -> String {
        let pattern = *self.random.pick(patterns);
        self.random.pattern(pattern)
    }

    /// Where to deliver and where to send the invoice, on some orders.
    fn others(&mut self) -> Vec<Block> {
        let language = self.facts.language;
        let mut others = Vec::new();
        for (chance, name, words) in
            [(0.6, "delivery", composed::delivery_words(language)), (0.25, "billing", self.words.bill_to)]
        {
            if !self.random.chance(chance) {
                continue;
            }
            let place = parties::buyer(language, &mut self.random);
            if name == "billing" && place.name == self.facts.buyer.name {
                continue;
            }
            self.printed(&format!("{name}_name"), place.name.clone());
            self.printed(&format!("{name}_address"), place.address().join(" "));
            others.push(composed::block(&self.word(words), &place));
        }
        others
    }

    fn items(&mut self) -> Table {
        let (usual, notation) = (invoice::wording::of(self.facts.language), self.notation);
        let mut names = vec!["description", "quantity", "unit_price", "amount"];
        if self.random.chance(0.5) {
            names.insert(0, "item_number");
        }
        if self.random.chance(0.7) {
            names.insert(0, "position");
        }
        if self.random.chance(0.6) {
            let at = names.iter().position(|name| *name == "unit_price").unwrap_or(names.len());
            names.insert(at, "unit");
        }
        let cell = |name: &str, at: usize, line: &content::Line| match name {
            "position" => (at + 1).to_string(),
            "item_number" => line.item_number.clone(),
            "description" => line.description.to_owned(),
            "quantity" => notation.quantity(line.quantity),
            "unit" => line.unit.to_owned(),
            "unit_price" => notation.amount(line.unit_price),
            _ => notation.amount(line.amount),
        };
        let lines = self.facts.lines.iter().enumerate();
        let rows: Vec<Vec<String>> =
            lines.map(|(at, line)| names.iter().map(|name| cell(name, at, line)).collect()).collect();
        let labelled = rows
            .iter()
            .map(|row| names.iter().map(|name| (*name).to_owned()).zip(row.iter().cloned()).collect());
        self.tables.insert("items".to_owned(), labelled.collect());
        let columns = names
            .iter()
            .map(|name| {
                let words = match *name {
                    "position" => usual.position,
                    "item_number" => usual.item_number,
                    "description" => usual.description,
                    "quantity" => usual.quantity,
                    "unit" => usual.unit,
                    "unit_price" => usual.unit_price,
                    _ => usual.amount,
                };
                let is_number = matches!(*name, "quantity" | "unit_price" | "amount");
                (self.word(words), is_number)
            })
            .collect();
        let wide = names.iter().position(|name| *name == "description").unwrap_or(0);
        Table { columns, wide, rows }
    }

    fn sums(&mut self) -> Vec<Sum> {
        let (usual, notation) = (invoice::wording::of(self.facts.language), self.notation);
        let (net, tax, gross) = (self.facts.net, self.facts.tax, self.facts.gross);
        if notation.names_currency() {
            self.printed("currency", self.facts.language.currency());
        }
        let plain = |label: String, value: String| Sum { label, value, strong: false };
        self.printed("net_total", notation.amount(net));
        let mut rows = vec![plain(self.word(usual.net_total), notation.money(net))];
        // Orders between businesses often end with the net total.
        if self.random.chance(0.3) {
            if let Some(only) = rows.first_mut() {
                only.strong = true;
            }
            return rows;
        }
        self.printed("tax_total", notation.amount(tax));
        self.printed("gross_total", notation.amount(gross));
        let only =
            (self.facts.taxes.len() == 1).then(|| self.facts.taxes.first().map(|tax| tax.rate)).flatten();
        let label = match only {
            Some(rate) => self.word(usual.tax_of_rate).replace("{rate}", &notation.percent(rate)),
            None => self.word(usual.tax_total),
        };
        rows.push(plain(label, notation.money(tax)));
        rows.push(Sum { strong: true, ..plain(self.word(self.words.gross_total), notation.money(gross)) });
        rows
    }
}

#[cfg(test)]
mod tests {
    use crate::paper::FAMILIES;
    use crate::proof;

    use super::*;

    #[test]
    fn orders_of_all_families_and_languages_are_sound() {
        let count = FAMILIES * Language::ALL.len();
        proof::check("purchase_orders", (0..count).map(|index| drawn(&Language::ALL, 32, index)));
    }
}
