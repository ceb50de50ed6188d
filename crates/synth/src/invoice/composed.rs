//! Invoices in all families of business papers and all languages.

use crate::SynthDocument;
use crate::face::Face;
use crate::invoice::content;
use crate::invoice::parties::{self, Party};
use crate::invoice::parts;
use crate::invoice::sheet::{Look, Sheet};
use crate::invoice::table;
use crate::language::Language;
use crate::paper::{self, Block, Paper, Sum, Table};
use crate::random::Random;

/// Draws invoice number `index` of a seed in these languages; families of layouts and languages take turns.
pub fn drawn(languages: &[Language], seed: u64, index: usize) -> SynthDocument {
    let mut random = Random::fork(seed, index as u64 ^ 0xC0_4905);
    let (language, family) = paper::turns(languages, seed, index);
    let invoice = content::draw(language, &mut random);
    let look = Look::draw(&[Face::Roboto], &mut random);
    let mut sheet = Sheet::new(&invoice, look, random.clone());
    let paper = paper_of(&mut sheet);
    let (_, fields, tables) = sheet.finish();
    paper::document(&paper, ("invoice", index), (language, family), random, (fields, tables))
}

fn paper_of(sheet: &mut Sheet) -> Paper {
    let (language, words) = (sheet.invoice.language, sheet.words);
    let title = parts::title(sheet).to_owned();
    let mut data = parts::meta(sheet);
    data.extend(parts::method(sheet));
    let date = data.get(1).map_or(String::new(), |(_, date)| date.clone());
    let number = data.first().map_or(String::new(), |(_, number)| number.clone());
    let recipient = recipient(sheet);
    let sender = Block {
        heading: if sheet.random.chance(0.7) { sheet.word(words.seller).to_owned() } else { String::new() },
        name: parts::seller_name(sheet),
        address: parts::seller_address(sheet),
        numbers: Vec::new(),
    };
    let mut closing = parts::terms(sheet);
    closing.push(sheet.word(words.thanks).to_owned());
    let greeting =
        if sheet.random.chance(0.4) { vec![sheet.word(words.greeting).to_owned()] } else { Vec::new() };
    Paper {
        colon: colon(language),
        title,
        of_title: Some([number, of(language).to_owned(), date]),
        contact: parts::seller_contact(sheet),
        numbers: parts::seller_numbers(sheet),
        others: delivery(sheet),
        data,
        opening: greeting,
        tables: tables(sheet),
        sums: parts::totals(sheet)
            .into_iter()
            .map(|t| Sum { label: t.label, value: t.value, strong: t.strong })
            .collect(),
        bank: parts::bank(sheet),
        closing,
        page_words: [words.page, words.of],
        sender,
        recipient,
    }
}

/// What stands between a label and its value.
pub fn colon(language: Language) -> &'static str {
    if language == Language::French { " :" } else { ":" }
}

/// The word between a number and its date in a title.
pub fn of(language: Language) -> &'static str {
    match language {
        Language::English => "of",
        Language::German => "vom",
        Language::Polish => "z dnia",
        Language::French => "du",
        Language::Spanish => "de fecha",
        Language::Italian => "del",
    }
}

fn recipient(sheet: &mut Sheet) -> Block {
    let heading = sheet.word(sheet.words.bill_to).to_owned();
    let mut lines = parts::buyer(sheet).into_iter();
    let count = sheet.invoice.buyer.address().len();
    Block {
        heading,
        name: lines.next().unwrap_or_default(),
        address: lines.by_ref().take(count).collect(),
        numbers: lines.collect(),
    }
}

/// A place of delivery on some invoices.
fn delivery(sheet: &mut Sheet) -> Vec<Block> {
    if !sheet.random.chance(0.22) {
        return Vec::new();
    }
    let language = sheet.invoice.language;
    let place = parties::buyer(language, &mut sheet.random);
    if place.name == sheet.invoice.buyer.name {
        return Vec::new();
    }
    sheet.printed("delivery_name", place.name.clone());
    sheet.printed("delivery_address", place.address().join(" "));
    vec![block(sheet.word(delivery_words(language)), &place)]
}

/// A party under a heading.
pub fn block(heading: &str, party: &Party) -> Block {
    Block {
        heading: heading.to_owned(),
        name: party.name.clone(),
        address: party.address(),
        numbers: Vec::new(),
    }
}

/// What the place of delivery is called.
pub fn delivery_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &["Ship to", "Delivery address", "Deliver to"],
        Language::German => &["Lieferanschrift", "Lieferadresse"],
        Language::Polish => &["Adres dostawy", "Miejsce dostawy"],
        Language::French => &["Adresse de livraison", "Livrer à"],
        Language::Spanish => &["Dirección de entrega", "Enviar a"],
        Language::Italian => &["Indirizzo di consegna", "Luogo di consegna"],
    }
}

fn tables(sheet: &mut Sheet) -> Vec<Table> {
    let names = table::choose_columns(sheet);
    let columns: Vec<(String, bool)> = names
        .iter()
        .map(|name| {
            let is_number = !matches!(*name, "position" | "item_number" | "description" | "unit");
            (sheet.word(table::titles(sheet, name)).to_owned(), is_number)
        })
        .collect();
    let lines = &sheet.invoice.lines;
    let rows: Vec<Vec<String>> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| names.iter().map(|name| table::cell(sheet, name, at, line)).collect())
        .collect();
    for (at, row) in rows.iter().enumerate() {
        table::note(sheet, &names, row, at);
    }
    let wide = names.iter().position(|name| *name == "description").unwrap_or(0);
    let mut tables = vec![Table { columns, wide, rows }];
    if sheet.random.chance(0.25) {
        let mut rows = parts::tax_table(sheet).into_iter();
        let columns = rows.next().unwrap_or_default().into_iter().map(|head| (head, true)).collect();
        tables.push(Table { columns, wide: 0, rows: rows.map(Vec::from).collect() });
    }
    tables
}

#[cfg(test)]
mod tests {
    use crate::paper::FAMILIES;
    use crate::proof;

    use super::*;

    #[test]
    fn invoices_of_all_families_and_languages_are_sound() {
        let count = FAMILIES * Language::ALL.len();
        proof::check("invoices", (0..count).map(|index| drawn(&Language::ALL, 31, index)));
    }
}
