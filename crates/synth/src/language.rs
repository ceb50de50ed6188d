//! The languages that documents are drawn in, and how their countries write numbers and dates.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::random::Random;

/// A language with the country whose habits go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, United Kingdom.
    English,
    /// German, Germany.
    German,
    /// Polish, Poland.
    Polish,
    /// French, France.
    French,
    /// Spanish, Spain.
    Spanish,
    /// Italian, Italy.
    Italian,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 6] =
        [Self::English, Self::German, Self::Polish, Self::French, Self::Spanish, Self::Italian];

    /// Those of the samples that tests, demonstrations and the shipped model are drawn from, which never change.
    pub const OF_SAMPLES: [Self; 4] = [Self::English, Self::German, Self::Polish, Self::French];

    /// The language with this code of ISO 639-1.
    pub fn find(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Polish => "pl",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Italian => "it",
        }
    }

    /// ISO 3166-1 alpha-2.
    pub fn country(self) -> &'static str {
        match self {
            Self::English => "GB",
            Self::German => "DE",
            Self::Polish => "PL",
            Self::French => "FR",
            Self::Spanish => "ES",
            Self::Italian => "IT",
        }
    }

    /// ISO 4217.
    pub fn currency(self) -> &'static str {
        match self {
            Self::English => "GBP",
            Self::German | Self::French | Self::Spanish | Self::Italian => "EUR",
            Self::Polish => "PLN",
        }
    }

    /// As people write it beside an amount.
    pub fn currency_sign(self) -> &'static str {
        match self {
            Self::English => "£",
            Self::German | Self::French | Self::Spanish | Self::Italian => "€",
            Self::Polish => "zł",
        }
    }

    /// Tax rates in percent, the usual one first.
    pub fn tax_rates(self) -> &'static [&'static str] {
        match self {
            Self::English => &["20", "5", "0"],
            Self::German => &["19", "7"],
            Self::Polish => &["23", "8", "5"],
            Self::French => &["20", "10", "5.5"],
            Self::Spanish => &["21", "10", "4"],
            Self::Italian => &["22", "10", "4"],
        }
    }

    fn months(self) -> &'static [&'static str; 12] {
        match self {
            Self::English => &ENGLISH_MONTHS,
            Self::German => &GERMAN_MONTHS,
            Self::Polish => &POLISH_MONTHS,
            Self::French => &FRENCH_MONTHS,
            Self::Spanish => &SPANISH_MONTHS,
            Self::Italian => &ITALIAN_MONTHS,
        }
    }
}

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN_MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const POLISH_MONTHS: [&str; 12] = [
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
];
const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const SPANISH_MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const ITALIAN_MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// The language whose turn it is; English where none is given.
pub fn turn(languages: &[Language], turn: u64) -> Language {
    let count = languages.len().max(1) as u64;
    languages.get((turn % count) as usize).copied().unwrap_or(Language::English)
}

/// How one document writes its dates and numbers: chosen once, used everywhere on it.
#[derive(Debug, Clone, Copy)]
pub struct Notation {
    language: Language,
    date: DateForm,
    grouping: bool,
    sign: CurrencySign,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DateForm {
    Dots,
    Slashes,
    Dashes,
    Iso,
    Long,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CurrencySign {
    Symbol,
    Code,
    None,
}

impl Notation {
    /// A notation that is usual in the country of the language.
    pub fn draw(language: Language, random: &mut Random) -> Self {
        let dates: &[DateForm] = match language {
            Language::English => &[DateForm::Slashes, DateForm::Long, DateForm::Iso, DateForm::Long],
            Language::German => &[DateForm::Dots, DateForm::Dots, DateForm::Long],
            Language::Polish => &[DateForm::Iso, DateForm::Dots, DateForm::Dashes, DateForm::Long],
            Language::French => &[DateForm::Slashes, DateForm::Slashes, DateForm::Long],
            Language::Spanish => &[DateForm::Slashes, DateForm::Slashes, DateForm::Dashes, DateForm::Long],
            Language::Italian => &[DateForm::Slashes, DateForm::Slashes, DateForm::Dots, DateForm::Long],
        };
        let signs: &[CurrencySign] = match language {
            Language::English => &[CurrencySign::Symbol, CurrencySign::Symbol, CurrencySign::None],
            _ => &[CurrencySign::Symbol, CurrencySign::Code, CurrencySign::None],
        };
        Self { language, date: *random.pick(dates), grouping: random.chance(0.85), sign: *random.pick(signs) }
    }

    /// A date as this document writes it.
    pub fn date(self, date: Date) -> String {
        let (day, month, year) = (date.day(), date.month(), date.year());
        match self.date {
            DateForm::Dots => format!("{day:02}.{month:02}.{year}"),
            DateForm::Slashes => format!("{day:02}/{month:02}/{year}"),
            DateForm::Dashes => format!("{day:02}-{month:02}-{year}"),
            DateForm::Iso => format!("{year}-{month:02}-{day:02}"),
            DateForm::Long => {
                let name = self.language.months()[usize::from(month.unsigned_abs()) - 1];
                match self.language {
                    Language::German => format!("{day}. {name} {year}"),
                    Language::Spanish => format!("{day} de {name} de {year}"),
                    _ => format!("{day} {name} {year}"),
                }
            }
        }
    }

    /// A number with so many decimals, e.g. `1.234,50`.
    pub fn number(self, value: Decimal, decimals: u32) -> String {
        let plain = format!("{:.*}", decimals as usize, value.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let (group, point) = match self.language {
            Language::English => (",", "."),
            Language::German | Language::Spanish | Language::Italian => (".", ","),
            // Printed thousands are held together by a no-break space.
            Language::Polish | Language::French => ("\u{a0}", ","),
        };
        let mut text = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if self.grouping && i > 0 && (whole.len() - i).is_multiple_of(3) {
                text.push_str(group);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push_str(point);
            text.push_str(fraction);
        }
        if value.is_sign_negative() && !value.is_zero() { format!("-{text}") } else { text }
    }

    /// An amount with two decimals and no currency.
    pub fn amount(self, value: Decimal) -> String {
        self.number(value, 2)
    }

    /// A quantity: decimals only where there are some.
    pub fn quantity(self, value: Decimal) -> String {
        self.number(value, value.normalize().scale())
    }

    /// A rate with its sign, e.g. `19 %`.
    pub fn percent(self, rate: Decimal) -> String {
        let number = self.quantity(rate);
        match self.language {
            Language::German | Language::French | Language::Spanish => format!("{number}\u{a0}%"),
            Language::English | Language::Polish | Language::Italian => format!("{number}%"),
        }
    }

    /// An amount as it stands in totals: with the currency in front, behind, or without.
    pub fn money(self, value: Decimal) -> String {
        let number = self.amount(value);
        match (self.language, self.sign) {
            (_, CurrencySign::None) => number,
            (Language::English, _) if value.is_sign_negative() => {
                format!("-£{}", number.trim_start_matches('-'))
            }
            (Language::English, _) => format!("£{number}"),
            (language, CurrencySign::Symbol) => format!("{number}\u{a0}{}", language.currency_sign()),
            (language, CurrencySign::Code) => format!("{number}\u{a0}{}", language.currency()),
        }
    }

    /// Whether [`Notation::money`] says the currency; otherwise it must be said elsewhere on the page.
    pub fn names_currency(self) -> bool {
        self.sign != CurrencySign::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notation(language: Language) -> Notation {
        Notation { language, date: DateForm::Long, grouping: true, sign: CurrencySign::Symbol }
    }

    #[test]
    fn amounts_are_written_as_their_country_does() {
        let value = Decimal::new(-123_456_750, 2);
        assert_eq!(notation(Language::English).money(value), "-£1,234,567.50");
        assert_eq!(notation(Language::German).money(value), "-1.234.567,50\u{a0}€");
        assert_eq!(notation(Language::Polish).money(value), "-1\u{a0}234\u{a0}567,50\u{a0}zł");
    }

    #[test]
    fn long_dates_are_written_as_their_country_does() {
        let date = Date::constant(2026, 3, 9);
        assert_eq!(notation(Language::German).date(date), "9. März 2026");
        assert_eq!(notation(Language::French).date(date), "9 mars 2026");
    }

    #[test]
    fn quantities_and_rates_show_decimals_only_where_there_are_some() {
        assert_eq!(notation(Language::German).quantity(Decimal::new(2500, 3)), "2,5");
        assert_eq!(notation(Language::French).percent(Decimal::new(55, 1)), "5,5\u{a0}%");
        assert_eq!(notation(Language::English).percent(Decimal::new(20, 0)), "20%");
    }
}
