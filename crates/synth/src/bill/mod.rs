//! Utility bills in all families of business papers and all languages: electricity, gas, water, heat.

mod wording;

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::invoice::{self, composed, parties};
use crate::language::{Language, Notation};
use crate::numbers;
use crate::paper::{self, Block, Labelled, Paper, Sum, Table};
use crate::random::Random;
use crate::{Fields, SynthDocument, Tables};
use wording::{Supply, Wording};

/// Draws bill number `index` of a seed in these languages; families of layouts and languages take turns.
pub fn drawn(languages: &[Language], seed: u64, index: usize) -> SynthDocument {
    let mut random = Random::fork(seed, index as u64 ^ 0xB1_1150);
    let (language, family) = paper::turns(languages, seed, index);
    let words = wording::of(language);
    let supply = random.pick(words.supplies);
    let facts = Facts::draw(language, supply, &mut random);
    let notation = Notation::draw(language, &mut random);
    let mut draft = Draft {
        language,
        facts,
        supply,
        notation,
        words,
        random,
        fields: Fields::new(),
        tables: Tables::new(),
    };
    let paper = draft.paper();
    let labels = (draft.fields, draft.tables);
    paper::document(&paper, ("bill", index), (language, family), draft.random, labels)
}

/// What a bill says, with right sums.
struct Facts {
    issued: Date,
    due: Date,
    start: Date,
    end: Date,
    before: i64,
    used: i64,
    unit_price: Decimal,
    months: i64,
    standing: Decimal,
    charges: [Decimal; 2],
    net: Decimal,
    tax: Decimal,
    gross: Decimal,
    rate: Decimal,
    balance: Option<Decimal>,
    paid: Option<Decimal>,
}

impl Facts {
    fn draw(language: Language, supply: &Supply, random: &mut Random) -> Self {
        let issued = Date::constant(2024, 2, 3).saturating_add(random.between(0, 900).days());
        let months = *random.pick(&[1, 2, 3, 6, 12]);
        let end = issued.first_of_month().yesterday().unwrap_or(issued);
        let start = end.first_of_month().saturating_sub((months - 1).months());
        let used = (supply.monthly * months * random.between(60, 150) / 100).max(2);
        let cents =
            |amount: Decimal| amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        let unit_price = Decimal::new(supply.price * random.between(85, 125) / 100, 4);
        let standing = Decimal::new(random.between(450, 1690), 2);
        let charges = [cents(unit_price * Decimal::from(used)), standing * Decimal::from(months)];
        let rates = language.tax_rates();
        let rate: Decimal = rates.first().and_then(|rate| rate.parse().ok()).unwrap_or_default();
        let net = charges.iter().sum::<Decimal>();
        let tax = cents(net * rate / Decimal::ONE_HUNDRED);
        let gross = net + tax;
        let has_history = random.chance(0.5);
        let balance = (has_history && random.chance(0.5)).then(|| Decimal::new(random.between(900, 9000), 2));
        let paid = has_history.then(|| match balance {
            Some(balance) => balance,
            None => (gross * Decimal::new(random.between(3, 9), 1)).trunc().max(Decimal::ONE),
        });
        Self {
            issued,
            due: issued.saturating_add(random.between(10, 28).days()),
            start,
            end,
            before: random.between(1_000, 48_000),
            used,
            unit_price,
            months,
            standing,
            charges,
            net,
            tax,
            gross,
            rate,
            balance,
            paid,
        }
    }

    /// What is left to pay.
    fn due_amount(&self) -> Decimal {
        self.gross + self.balance.unwrap_or_default() - self.paid.unwrap_or_default()
    }
}

/// A bill while it is being worded.
struct Draft {
    language: Language,
    facts: Facts,
    supply: &'static Supply,
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

    fn pattern(&mut self, patterns: &[&str]) -> String {
        let pattern = *self.random.pick(patterns);
        self.random.pattern(pattern)
    }

    fn paper(&mut self) -> Paper {
        let (words, language) = (self.words, self.language);
        let usual = invoice::wording::of(language);
        self.printed("utility_type", self.supply.literal);
        let name = self.word(self.supply.providers);
        let provider = parties::named(language, &name, &mut self.random);
        let customer = parties::named(language, &self.word(words.people), &mut self.random);
        let sender = Block {
            heading: String::new(),
            name: self.printed("provider_name", name),
            address: provider.address(),
            numbers: Vec::new(),
        };
        self.printed("provider_address", provider.address().join(" "));
        self.printed("customer_name", customer.name.clone());
        self.printed("customer_address", customer.address().join(" "));
        let recipient = composed::block(&self.word(words.customer), &customer);
        let contact = vec![
            (self.word(usual.phone), self.printed("provider_phone", provider.phone.clone())),
            (self.word(usual.email), self.printed("provider_email", provider.email.clone())),
        ];
        let mut numbers = vec![(self.word(usual.vat_id), self.printed("provider_vat_id", provider.vat_id))];
        if self.random.chance(0.4) {
            numbers.push((self.word(usual.registration), provider.registration));
        }
        let data = self.data(&customer.address().join(", "));
        let [number, date] =
            [0, 1].map(|at| data.get(at).map_or(String::new(), |(_, text): &Labelled| text.clone()));
        let due = self.notation.date(self.facts.due);
        Paper {
            colon: composed::colon(language),
            title: self.supply.title.to_owned(),
            of_title: Some([number, composed::of(language).to_owned(), date]),
            others: Vec::new(),
            opening: Vec::new(),
            tables: self.tables(),
            sums: self.sums(),
            bank: self.bank(),
            closing: vec![self.word(words.closing).replace("{date}", &due)],
            page_words: [usual.page, usual.of],
            sender,
            contact,
            numbers,
            recipient,
            data,
        }
    }

    fn data(&mut self, address: &str) -> Vec<Labelled> {
        let (words, notation) = (self.words, self.notation);
        let mut rows = Vec::new();
        let number = self.pattern(&["SR-2026-#####", "BN-######", "20########", "F######/26", "@##-######"]);
        rows.push((self.word(words.number), self.printed("bill_number", number)));
        let issued = notation.date(self.facts.issued);
        rows.push((self.word(words.date), self.printed("issue_date", issued)));
        let due = notation.date(self.facts.due);
        self.printed("due_date", due.clone());
        rows.push((self.word(words.due_date), due));
        let rare: [(f32, &'static [&'static str], &str, &[&str]); 3] = [
            (0.6, words.customer_number, "customer_number", &["1######", "K-######", "##########"]),
            (0.5, words.account_number, "account_number", &["2########", "8500######", "VK######"]),
            (0.4, words.contract_number, "contract_number", &["V-######", "9#######", "C/#####"]),
        ];
        for (chance, labels, name, patterns) in rare {
            if self.random.chance(chance) {
                let value = self.pattern(patterns);
                rows.push((self.word(labels), self.printed(name, value)));
            }
        }
        let start = self.printed("period_start", notation.date(self.facts.start));
        let end = self.printed("period_end", notation.date(self.facts.end));
        let to = self.word(words.to);
        rows.push((self.word(words.period), format!("{start} {to} {end}")));
        rows.push((self.word(words.service_address), self.printed("service_address", address)));
        if !notation.names_currency() {
            let usual = invoice::wording::of(self.language);
            let code = self.printed("currency", self.language.currency());
            rows.push((self.word(usual.currency), code));
        }
        rows
    }

    /// The readings of the meter, and what is charged.
    fn tables(&mut self) -> Vec<Table> {
        let (words, notation) = (self.words, self.notation);
        let usual = invoice::wording::of(self.language);
        let meter = self.pattern(&["1EMH00########", "E##@#####", "########", "@@#######"]);
        self.fields.insert("meter_number".to_owned(), vec![meter.clone()]);
        let whole = |value: i64| notation.quantity(Decimal::from(value));
        let used = whole(self.facts.used);
        self.printed("consumption", used.clone());
        self.printed("consumption_unit", self.supply.unit);
        let readings = [
            ("meter_number", words.meter_number, meter),
            ("previous", words.previous, whole(self.facts.before)),
            ("current", words.current, whole(self.facts.before + self.facts.used)),
            ("consumption", words.consumption, format!("{used} {}", self.supply.unit)),
        ];
        let mut row = indexmap::IndexMap::new();
        let mut columns = Vec::new();
        for (name, labels, cell) in &readings {
            let cell = if *name == "consumption" { used.clone() } else { cell.clone() };
            row.insert((*name).to_owned(), cell);
            columns.push((self.word(labels), *name != "meter_number"));
        }
        row.insert("unit".to_owned(), self.supply.unit.to_owned());
        self.tables.insert("meter_readings".to_owned(), vec![row]);
        let cells = readings.into_iter().map(|(_, _, cell)| cell).collect();
        let meters = Table { columns, wide: 0, rows: vec![cells] };
        vec![meters, self.items(usual)]
    }

    fn items(&mut self, usual: &'static invoice::wording::Wording) -> Table {
        let (notation, facts) = (self.notation, &self.facts);
        let [charge, standing] = facts.charges;
        let rows = vec![
            vec![
                self.supply.charge.to_owned(),
                notation.quantity(Decimal::from(facts.used)),
                notation.number(facts.unit_price, 4),
                notation.amount(charge),
            ],
            vec![
                self.supply.standing.to_owned(),
                facts.months.to_string(),
                notation.number(facts.standing, 2),
                notation.amount(standing),
            ],
        ];
        let names = ["description", "quantity", "unit_price", "amount"];
        let labelled =
            rows.iter().map(|row| names.map(str::to_owned).into_iter().zip(row.iter().cloned()).collect());
        self.tables.insert("items".to_owned(), labelled.collect());
        let titles = [usual.description, usual.quantity, usual.unit_price, usual.amount];
        let columns = titles.into_iter().enumerate().map(|(at, words)| (self.word(words), at > 0)).collect();
        Table { columns, wide: 0, rows }
    }

    fn sums(&mut self) -> Vec<Sum> {
        let (words, notation) = (self.words, self.notation);
        let usual = invoice::wording::of(self.language);
        let (net, tax, gross) = (self.facts.net, self.facts.tax, self.facts.gross);
        if notation.names_currency() {
            self.printed("currency", self.language.currency());
        }
        for (name, value) in [("net_total", net), ("tax_total", tax), ("gross_total", gross)] {
            self.printed(name, notation.amount(value));
        }
        let plain =
            |label: String, value: Decimal| Sum { label, value: notation.money(value), strong: false };
        let rate = notation.percent(self.facts.rate);
        let mut rows = vec![
            plain(self.word(usual.net_total), net),
            plain(self.word(usual.tax_of_rate).replace("{rate}", &rate), tax),
            plain(self.word(words.gross_total), gross),
        ];
        if let Some(balance) = self.facts.balance {
            self.printed("previous_balance", notation.amount(balance));
            rows.push(plain(self.word(words.previous_balance), balance));
        }
        if let Some(paid) = self.facts.paid {
            self.printed("payments_received", notation.amount(paid));
            rows.push(plain(self.word(words.payments), -paid));
        }
        let due = self.facts.due_amount();
        self.printed("amount_due", notation.amount(due));
        rows.push(Sum { strong: true, ..plain(self.word(words.amount_due), due) });
        rows
    }

    fn bank(&mut self) -> Vec<Labelled> {
        let usual = invoice::wording::of(self.language);
        let account = numbers::account(self.language, &mut self.random);
        let iban = self.printed("iban", numbers::in_fours(&account.iban));
        let bic = self.printed("bic", account.bic);
        vec![(self.word(usual.bank), account.bank), ("IBAN".to_owned(), iban), ("BIC".to_owned(), bic)]
    }
}

#[cfg(test)]
mod tests {
    use crate::paper::FAMILIES;
    use crate::proof;

    use super::*;

    #[test]
    fn bills_of_all_families_and_languages_are_sound() {
        let count = FAMILIES * Language::ALL.len();
        proof::check("utility_bills", (0..count).map(|index| drawn(&Language::ALL, 33, index)));
    }

    #[test]
    fn what_is_due_is_what_was_charged_and_not_paid() {
        for seed in 0..100 {
            let mut random = Random::fork(seed, 4);
            let language = *random.pick(&Language::ALL);
            let facts = Facts::draw(language, random.pick(wording::of(language).supplies), &mut random);
            assert_eq!(facts.net + facts.tax, facts.gross);
            assert!(facts.due_amount() > Decimal::ZERO);
            assert!(facts.start < facts.end && facts.end < facts.issued && facts.issued < facts.due);
        }
    }
}
