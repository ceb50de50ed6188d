//! The page of a passport that tells who holds it, with its zone.

use jiff::civil::Date;

use super::mrz::{self, Zone};
use super::people::{self, Country, Person};
use crate::canvas::{Canvas, Color, Style};
use crate::face::Face;
use crate::language::{self, Language};
use crate::random::Random;
use crate::{Fields, SynthDocument, Tables};

/// Width of the page in points: 125 mm.
const WIDTH: f32 = 354.0;
/// Height of the page: 88 mm.
const HEIGHT: f32 = 249.0;
/// Layouts: two arrangements of the fields, three ways of labels, two of dates.
pub const FAMILIES: usize = 12;

/// Draws passport number `index` of a seed in these languages.
pub fn drawn(languages: &[Language], seed: u64, index: usize) -> SynthDocument {
    let mut random = Random::fork(seed, index as u64 ^ 0x9A55);
    let turn = index + (seed.wrapping_mul(5) % 60) as usize;
    let language = language::turn(languages, turn as u64);
    let family = (turn / languages.len().max(1) + 5 * turn) % FAMILIES;
    let country = people::country(language);
    let person = people::draw(country, 10, &mut random);
    let pattern = *random.pick(&["@@#######", "C##@#####", "#########"]);
    let number = random.pattern(pattern);
    let personal = if random.chance(0.3) { random.digits(11) } else { String::new() };
    let mut page = Page { canvas: Canvas::new(WIDTH, HEIGHT), language, family, fields: Fields::new() };
    page.draw(country, &person, &number, &personal);
    SynthDocument {
        file_name: format!("passport-{:04}-f{family:02}-{}.pdf", index + 1, language.code()),
        pdf: page.canvas.pdf(country.passport, language.code()),
        pages: page.canvas.words(),
        fields: page.fields,
        tables: Tables::new(),
    }
}

struct Page {
    canvas: Canvas,
    language: Language,
    family: usize,
    fields: Fields,
}

impl Page {
    fn printed(&mut self, data_point: &str, value: impl Into<String>) -> String {
        let value = value.into();
        self.fields.insert(data_point.to_owned(), vec![value.clone()]);
        value
    }

    fn face(&self) -> Face {
        [Face::Roboto, Face::OpenSans, Face::Condensed][self.family % 3]
    }

    fn draw(&mut self, country: &Country, person: &Person, number: &str, personal: &str) {
        let head = Style::new(self.face(), 7.5).bold();
        self.canvas.left(16.0, 18.0, head, country.name);
        self.canvas.left(16.0, 30.0, head.sized(9.0), country.passport);
        self.canvas.area(16.0, 52.0, 104.0, 168.0, Color::PALE);
        self.fields(country, person, number, personal);
        self.zone(country, person, number, personal);
    }

    fn fields(&mut self, country: &Country, person: &Person, number: &str, personal: &str) {
        let upper = |text: &str| text.to_uppercase();
        let type_code = self.printed("document_type", "P");
        let code = self.printed("issuing_country", country.code);
        let number = self.printed("document_number", number);
        let (y0, x) = (40.0, 118.0);
        self.field(x, y0, 0, 4, &type_code);
        self.field(x + 50.0, y0, 1, 5, &code);
        self.field(x + 120.0, y0, 2, 0, &number);
        let surname = self.printed("surname", upper(person.surname));
        let given = self.printed("given_names", upper(&person.given_names));
        let birth = self.date("date_of_birth", person.birth);
        let issued = self.date("date_of_issue", person.issued);
        let expires = self.date("date_of_expiry", person.expires);
        let sex = self.sex(person.is_woman);
        let place = self.printed("place_of_birth", person.place);
        let office = self.printed("issuing_authority", person.office);
        self.printed("nationality", country.code);
        let step = 20.5;
        let is_wide = self.family.is_multiple_of(2);
        let rows: Vec<Vec<(usize, String)>> = if is_wide {
            vec![
                vec![(3, surname)],
                vec![(6, given)],
                vec![(7, country.nationality.to_owned()), (8, birth)],
                vec![(9, sex), (10, place)],
                vec![(11, issued), (13, office)],
                vec![(12, expires)],
            ]
        } else {
            vec![
                vec![(3, surname), (6, given)],
                vec![(7, country.nationality.to_owned())],
                vec![(8, birth), (9, sex)],
                vec![(10, place)],
                vec![(11, issued), (12, expires)],
                vec![(13, office)],
            ]
        };
        for (at, row) in rows.into_iter().enumerate() {
            let y = y0 + (at + 1) as f32 * step;
            for (column, (label, text)) in row.into_iter().enumerate() {
                self.field(x + column as f32 * 116.0, y, label, at + 1, &text);
            }
        }
        if !personal.is_empty() {
            let value = self.printed("personal_number", personal);
            self.field(x + 120.0, y0 + 6.0 * step, 14, 9, &value);
        }
    }

    /// A label in two languages with its value below.
    fn field(&mut self, x: f32, y: f32, label: usize, number: usize, value: &str) {
        let style = Style::new(self.face(), 5.2).colored(Color::GREY);
        let (own, other) = self.labels(label);
        let text = match self.family % 3 {
            0 => format!("{own}/{other}"),
            1 => format!("{own} / {other}"),
            _ => format!("{number}. {own} ({other})"),
        };
        let room = if x > 200.0 { WIDTH - 12.0 - x } else { 112.0 };
        let size = (style.size * room / style.width(&text).max(1.0)).clamp(3.4, 5.2);
        self.canvas.left(x, y, style.sized(size), &text);
        let strong = Style::new(self.face(), 8.0);
        let size = (8.0 * room.max(90.0) / strong.width(value).max(1.0)).clamp(5.0, 8.0);
        self.canvas.left(x, y + 9.6, strong.sized(size), value);
    }

    /// What a field is called in the language of the country, and in English (French on British papers).
    fn labels(&self, label: usize) -> (&'static str, &'static str) {
        let own = NAMES[label][language_column(self.language)];
        let other = if self.language == Language::English { NAMES[label][3] } else { NAMES[label][0] };
        (own, other)
    }

    fn sex(&mut self, is_woman: bool) -> String {
        self.printed("sex", if is_woman { "F" } else { "M" });
        let code = if is_woman { "F" } else { "M" };
        match (self.language, is_woman, self.family % 3) {
            (Language::Polish, true, 0) => "K/F".to_owned(),
            (Language::German, true, 0) => "W/F".to_owned(),
            _ => code.to_owned(),
        }
    }

    fn date(&mut self, data_point: &str, date: Date) -> String {
        const MONTHS: [&str; 12] =
            ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
        let (day, month, year) = (date.day(), date.month(), date.year());
        let separator = if self.language == Language::French { " " } else { "." };
        let text = match (self.language, self.family) {
            (Language::English, _) => {
                let name = MONTHS[usize::from(month.unsigned_abs()) - 1];
                format!("{day:02} {name} {year}")
            }
            (Language::Spanish | Language::Italian, _) => format!("{day:02}/{month:02}/{year}"),
            _ => format!("{day:02}{separator}{month:02}{separator}{year}"),
        };
        self.printed(data_point, text)
    }

    fn zone(&mut self, country: &Country, person: &Person, number: &str, personal: &str) {
        let six = |date: Date| format!("{:02}{:02}{:02}", date.year() % 100, date.month(), date.day());
        let lines = mrz::passport(&Zone {
            issuer: country.code,
            nationality: country.code,
            surname: person.surname,
            given_names: &person.given_names,
            number,
            birth: &six(person.birth),
            sex: if person.is_woman { 'F' } else { 'M' },
            expiry: &six(person.expires),
            personal,
        });
        // The standard's face has one width; each character stands in the middle of its place.
        let style = Style::new(Face::Condensed, 9.0);
        let widest = lines.iter().map(|line| style.width(line)).fold(0.0, f32::max);
        let style = style.sized(9.0 * (WIDTH - 36.0) / widest);
        for (at, line) in lines.iter().enumerate() {
            self.canvas.left(16.0, 222.0 + at as f32 * 14.0, style, line);
        }
        self.fields.insert("mrz".to_owned(), vec![lines.join("\n")]);
        self.fields.insert("mrz_valid".to_owned(), vec!["true".to_owned()]);
    }
}

fn language_column(language: Language) -> usize {
    match language {
        Language::English => 0,
        Language::German => 1,
        Language::Polish => 2,
        Language::French => 3,
        Language::Spanish => 4,
        Language::Italian => 5,
    }
}

/// The names of the fields in English, German, Polish, French, Spanish, Italian.
const NAMES: [[&str; 6]; 15] = [
    ["Type", "Typ", "Typ", "Type", "Tipo", "Tipo"],
    ["Code", "Kode", "Kod", "Code", "Código", "Codice"],
    ["Passport No.", "Pass-Nr.", "Nr paszportu", "Passeport n°", "Pasaporte n.º", "Passaporto n."],
    ["Surname", "Name", "Nazwisko", "Nom", "Apellidos", "Cognome"],
    ["Type", "Typ", "Typ", "Type", "Tipo", "Tipo"],
    ["Code", "Kode", "Kod", "Code", "Código", "Codice"],
    ["Given names", "Vornamen", "Imiona", "Prénoms", "Nombre", "Nome"],
    ["Nationality", "Staatsangehörigkeit", "Obywatelstwo", "Nationalité", "Nacionalidad", "Cittadinanza"],
    [
        "Date of birth",
        "Geburtsdatum",
        "Data urodzenia",
        "Date de naissance",
        "Fecha de nacimiento",
        "Data di nascita",
    ],
    ["Sex", "Geschlecht", "Płeć", "Sexe", "Sexo", "Sesso"],
    [
        "Place of birth",
        "Geburtsort",
        "Miejsce urodzenia",
        "Lieu de naissance",
        "Lugar de nacimiento",
        "Luogo di nascita",
    ],
    [
        "Date of issue",
        "Ausstellungsdatum",
        "Data wydania",
        "Date de délivrance",
        "Fecha de expedición",
        "Data di rilascio",
    ],
    [
        "Date of expiry",
        "Gültig bis",
        "Data ważności",
        "Date d’expiration",
        "Fecha de caducidad",
        "Data di scadenza",
    ],
    ["Authority", "Behörde", "Organ wydający", "Autorité", "Autoridad", "Autorità"],
    [
        "Personal No.",
        "Persönliche Nummer",
        "Numer PESEL",
        "Numéro personnel",
        "Número personal",
        "Numero personale",
    ],
];

#[cfg(test)]
mod tests {
    use crate::proof;

    use super::*;

    #[test]
    fn passports_of_all_layouts_and_languages_are_sound() {
        let count = FAMILIES * Language::ALL.len();
        proof::check("passports", (0..count).map(|index| drawn(&Language::ALL, 34, index)));
    }
}
