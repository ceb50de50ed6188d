//! European driving licences: fields that are told by their numbers.

use jiff::civil::Date;

use super::people::{self, Country, Person};
use crate::canvas::{Canvas, Color, Style};
use crate::face::Face;
use crate::language::{self, Language};
use crate::random::Random;
use crate::{Fields, SynthDocument, Tables};

/// Width of the card in points: 85.6 mm, drawn at half as much again to be legible at screen size.
const WIDTH: f32 = 364.0;
/// Height of the card.
const HEIGHT: f32 = 230.0;
/// Layouts: places of numbers, lines that share, dots behind numbers.
pub const FAMILIES: usize = 12;

/// Draws licence number `index` of a seed in these languages.
pub fn drawn(languages: &[Language], seed: u64, index: usize) -> SynthDocument {
    let mut random = Random::fork(seed, index as u64 ^ 0x0D71);
    let turn = index + (seed.wrapping_mul(5) % 60) as usize;
    let language = language::turn(languages, turn as u64);
    let family = (turn / languages.len().max(1) + 5 * turn) % FAMILIES;
    let country = people::country(language);
    let person = people::draw(country, 15, &mut random);
    let mut card =
        Card { canvas: Canvas::new(WIDTH, HEIGHT), language, family, fields: Fields::new(), random };
    card.draw(country, &person);
    SynthDocument {
        file_name: format!("licence-{:04}-f{family:02}-{}.pdf", index + 1, language.code()),
        pdf: card.canvas.pdf(country.licence, language.code()),
        pages: card.canvas.words(),
        fields: card.fields,
        tables: Tables::new(),
    }
}

struct Card {
    canvas: Canvas,
    language: Language,
    family: usize,
    fields: Fields,
    random: Random,
}

impl Card {
    fn printed(&mut self, data_point: &str, value: impl Into<String>) -> String {
        let value = value.into();
        self.fields.insert(data_point.to_owned(), vec![value.clone()]);
        value
    }

    fn face(&self) -> Face {
        [Face::Roboto, Face::OpenSans, Face::Condensed][self.family % 3]
    }

    fn draw(&mut self, country: &Country, person: &Person) {
        let head = Style::new(self.face(), 13.0).bold();
        self.canvas.left(66.0, 24.0, head, country.licence);
        self.canvas.left(66.0, 38.0, head.sized(7.5), country.name);
        self.canvas.left(24.0, 30.0, head.sized(14.0), country.sign);
        self.canvas.area(16.0, 60.0, 112.0, 176.0, Color::PALE);
        let code = self.language.country();
        self.printed("country", code);
        let rows = self.rows(person);
        let label = Style::new(self.face(), 8.0).colored(Color::GREY);
        let value = Style::new(self.face(), 9.4);
        // In some countries the values begin in one column.
        let indent = if self.family % 2 == 1 { 24.0 } else { 0.0 };
        for (at, row) in rows.iter().enumerate() {
            let mut x = 126.0;
            let y = 62.0 + at as f32 * 15.5;
            for (number, text) in row {
                let width = self.canvas.left(x, y, label, number);
                let start = x + f32::max(width + 4.0, indent);
                let size = (9.4 * (WIDTH - 12.0 - start) / value.width(text).max(1.0)).clamp(5.5, 9.4);
                x = start + self.canvas.left(start, y, value.sized(size), text) + 14.0;
            }
        }
    }

    /// The lines of the card: numbers of fields with their values.
    fn rows(&mut self, person: &Person) -> Vec<Vec<(String, String)>> {
        let is_dotted = (self.family / 2).is_multiple_of(2);
        let field = |number: &str, text: String| {
            (if is_dotted { format!("{number}.") } else { number.to_owned() }, text)
        };
        let upper = self.random.chance(0.6);
        let cased = |text: &str| if upper { text.to_uppercase() } else { text.to_owned() };
        let surname = self.printed("surname", cased(person.surname));
        let given = self.printed("given_names", cased(&person.given_names));
        let birth = self.date("date_of_birth", person.birth);
        let place = self.printed("place_of_birth", person.place);
        let issued = self.date("date_of_issue", person.issued);
        let expires = self.date("date_of_expiry", person.expires);
        let office = self.printed("issuing_authority", person.office);
        let pattern = *self.random.pick(&["B###@@##@##", "#####/##/####", "##@@#####", "########"]);
        let number = self.random.pattern(pattern);
        let number = self.printed("document_number", number);
        let classes =
            *self.random.pick(&[&["AM", "B", "L"][..], &["B"], &["AM", "B1", "B"], &["A", "B", "BE", "C1"]]);
        self.fields
            .insert("categories".to_owned(), classes.iter().map(|class| (*class).to_owned()).collect());
        let between = if self.family.is_multiple_of(3) { "/" } else { ", " };
        let mut rows = vec![
            vec![field("1", surname)],
            vec![field("2", given)],
            vec![field("3", format!("{birth} {place}"))],
        ];
        if (self.family / 4).is_multiple_of(3) {
            rows.push(vec![field("4a", issued), field("4c", office)]);
            rows.push(vec![field("4b", expires)]);
        } else {
            rows.push(vec![field("4a", issued), field("4b", expires)]);
            rows.push(vec![field("4c", office)]);
        }
        if self.random.chance(0.3) {
            let personal = self.random.digits(11);
            let personal = self.printed("personal_number", personal);
            rows.push(vec![field("4d", personal)]);
        }
        rows.push(vec![field("5", number)]);
        rows.push(vec![field("9", classes.join(between))]);
        rows
    }

    fn date(&mut self, data_point: &str, date: Date) -> String {
        let (day, month, year) = (date.day(), date.month(), date.year());
        let text = match self.language {
            Language::German => format!("{day:02}.{month:02}.{:02}", year % 100),
            Language::Italian | Language::Spanish => format!("{day:02}/{month:02}/{year}"),
            _ => format!("{day:02}.{month:02}.{year}"),
        };
        self.printed(data_point, text)
    }
}

#[cfg(test)]
mod tests {
    use crate::proof;

    use super::*;

    #[test]
    fn licences_of_all_layouts_and_languages_are_sound() {
        let count = FAMILIES * Language::ALL.len();
        proof::check("driving_licenses", (0..count).map(|index| drawn(&Language::ALL, 35, index)));
    }
}
