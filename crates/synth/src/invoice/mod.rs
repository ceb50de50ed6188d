//! Invoices: drawn facts, four families of layouts, four languages.

mod blocks;
mod content;
mod goods;
mod layouts;
mod parties;
mod parts;
mod sheet;
mod table;
mod wording;

use crate::SynthDocument;
use crate::language::Language;
use crate::random::Random;
use layouts::Layout;
use sheet::{Look, Sheet};

/// Draws so many invoices. The same seed gives the same bytes, whatever the count.
///
/// Languages and layouts take turns, so that a handful of documents already shows all of them.
pub fn samples(seed: u64, count: usize) -> Vec<SynthDocument> {
    (0..count).map(|index| sample(seed, index)).collect()
}

/// Draws invoice number `index` of a seed.
pub fn sample(seed: u64, index: usize) -> SynthDocument {
    let mut random = Random::fork(seed, index as u64);
    let turn = index as u64 ^ seed.wrapping_mul(3);
    let language = Language::ALL[(turn % 4) as usize];
    // Every layout meets every language in sixteen documents.
    let layout = Layout::ALL[((turn + turn / 4) % 4) as usize];
    let invoice = content::draw(language, &mut random);
    let look = Look::draw(layout.faces(), &mut random);
    let mut sheet = Sheet::new(&invoice, look, random);
    layout.draw(&mut sheet);
    let (canvas, fields, tables) = sheet.finish();
    SynthDocument {
        file_name: format!("invoice-{:04}-{}.pdf", index + 1, language.code()),
        pdf: canvas.pdf(&format!("{} {}", invoice.seller.name, invoice.number), language.code()),
        pages: canvas.words(),
        fields,
        tables,
    }
}
