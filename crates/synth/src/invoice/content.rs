//! The facts of one invoice, before anybody decides how it looks. The sums are right by construction.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::invoice::goods::{self, Good};
use crate::invoice::parties::{self, Party, Trade};
use crate::language::Language;
use crate::numbers::{self, Account};
use crate::random::Random;

/// Everything that an invoice says.
#[derive(Debug, Clone)]
pub struct Invoice {
    pub language: Language,
    /// A credit note gives money back; its amounts are printed as positive numbers.
    pub credit_note: bool,
    pub number: String,
    pub issue_date: Date,
    pub due_date: Date,
    pub days: i64,
    pub delivery_date: Option<Date>,
    pub service_period: Option<(Date, Date)>,
    pub order_number: Option<String>,
    pub customer_number: Option<String>,
    pub delivery_note_number: Option<String>,
    pub contract_number: Option<String>,
    pub seller: Party,
    pub buyer: Party,
    pub account: Account,
    pub lines: Vec<Line>,
    pub taxes: Vec<Tax>,
    pub net: Decimal,
    pub tax: Decimal,
    pub gross: Decimal,
    pub prepaid: Option<Decimal>,
    pub discount: Option<Discount>,
}

/// A line item.
#[derive(Debug, Clone)]
pub struct Line {
    pub item_number: String,
    pub description: &'static str,
    pub quantity: Decimal,
    pub unit: &'static str,
    pub unit_price: Decimal,
    pub rate: Decimal,
    pub amount: Decimal,
}

/// What is owed to the state at one rate.
#[derive(Debug, Clone)]
pub struct Tax {
    pub rate: Decimal,
    pub net: Decimal,
    pub tax: Decimal,
}

/// Less to pay for who pays early.
#[derive(Debug, Clone, Copy)]
pub struct Discount {
    pub percent: Decimal,
    pub days: i64,
    pub date: Date,
}

impl Invoice {
    /// What is left to pay.
    pub fn due(&self) -> Decimal {
        self.gross - self.prepaid.unwrap_or_default()
    }
}

/// Draws the facts of an invoice in this language.
pub fn draw(language: Language, random: &mut Random) -> Invoice {
    let trade = *random.pick(&Trade::ALL);
    let seller = parties::seller(language, trade, random);
    let lines = draw_lines(language, trade, random);
    let taxes = taxes_of(&lines);
    let net = taxes.iter().map(|tax| tax.net).sum();
    let tax = taxes.iter().map(|tax| tax.tax).sum();
    let gross: Decimal = net + tax;
    let issue_date = Date::constant(2024, 1, 2).saturating_add(random.between(0, 1_030).days());
    let days = *random.pick(&[7, 10, 14, 14, 21, 30, 30, 45]);
    let after = |days: i64| issue_date.saturating_add(days.days());
    let credit_note = random.chance(0.08);
    let service = trade == Trade::Software && random.chance(0.6);
    let month_start = issue_date.first_of_month().saturating_sub(1.month());
    Invoice {
        language,
        credit_note,
        number: number(language, issue_date, random),
        issue_date,
        due_date: after(days),
        days,
        delivery_date: (!service && random.chance(0.6)).then(|| after(-random.between(0, 9))),
        service_period: service.then(|| (month_start, month_start.last_of_month())),
        order_number: random
            .chance(0.5)
            .then(|| pattern(random, &["PO-######", "45########", "B-####/##", "@@-#####"])),
        customer_number: random
            .chance(0.55)
            .then(|| pattern(random, &["1####", "K-#####", "C######", "####-##"])),
        delivery_note_number: (!service && random.chance(0.25))
            .then(|| pattern(random, &["LS-#####", "DN######", "8#######"])),
        contract_number: (service && random.chance(0.5))
            .then(|| pattern(random, &["V-2023-####", "CT-#####", "W####/24"])),
        buyer: parties::buyer(language, random),
        account: numbers::account(language, random),
        prepaid: (!credit_note && random.chance(0.15)).then(|| share_of(gross, random)),
        discount: (!credit_note && days >= 21 && random.chance(0.3)).then(|| {
            let days = *random.pick(&[7, 8, 10]);
            Discount { percent: Decimal::from(random.between(2, 3)), days, date: after(days) }
        }),
        seller,
        lines,
        taxes,
        net,
        tax,
        gross,
    }
}

fn pattern(random: &mut Random, patterns: &[&str]) -> String {
    let pattern = *random.pick(patterns);
    random.pattern(pattern)
}

/// A round part of an amount that is paid in advance; at least a cent is left.
fn share_of(gross: Decimal, random: &mut Random) -> Decimal {
    let share = Decimal::new(random.between(1, 6), 1);
    (gross * share).round_dp_with_strategy(0, RoundingStrategy::ToZero).max(Decimal::new(1, 2))
}

fn number(language: Language, date: Date, random: &mut Random) -> String {
    let (year, month) = (date.year(), date.month());
    let serial = random.between(3, 4_890);
    let national = match language {
        Language::English => format!("INV-{serial:05}"),
        Language::German => format!("RE-{year}-{serial:04}"),
        Language::Polish => format!("FV/{serial}/{month:02}/{year}"),
        Language::French => format!("FA{year}{month:02}-{serial:04}"),
        Language::Spanish => format!("F{year}/{serial:04}"),
        Language::Italian => format!("{serial}/{year}/FE"),
    };
    let plain = format!("{year}{serial:05}");
    let slashed = format!("{serial}/{year}");
    let lettered = random.pattern("@@-######");
    random.pick(&[national.clone(), national, plain, slashed, lettered]).clone()
}

fn draw_lines(language: Language, trade: Trade, random: &mut Random) -> Vec<Line> {
    let goods = goods::of(language, trade);
    let long = random.chance(0.06);
    let count = if long { random.between(24, 42) } else { random.between(1, goods.len() as i64) };
    let mut order: Vec<usize> = (0..goods.len()).collect();
    random.shuffle(&mut order);
    (0..count as usize).map(|i| draw_line(language, &goods[order[i % order.len()]], random)).collect()
}

fn draw_line(language: Language, good: &Good, random: &mut Random) -> Line {
    // Prices in the tables are in pounds or euros.
    let level = if language == Language::Polish { 4 } else { 1 };
    let cents = good.price * level * 100;
    let price = cents + random.between(-cents / 5, cents / 5);
    let price = if random.chance(0.5) { (price / 50).max(1) * 50 } else { price };
    let unit_price = Decimal::new(price, 2);
    let lump_sum = matches!(good.unit, "flat" | "psch" | "usł." | "forfait" | "fijo" | "forf.");
    let quantity = match good.fractions {
        _ if lump_sum => Decimal::ONE,
        true if random.chance(0.6) => Decimal::new(random.between(2, 60) * 25, 2),
        _ if good.price > 150 => Decimal::from(random.between(1, 4)),
        _ => Decimal::from(random.between(1, 24)),
    };
    let rates = language.tax_rates();
    let rate = rates.get(good.rate).or(rates.first()).and_then(|rate| rate.parse().ok()).unwrap_or_default();
    Line {
        item_number: pattern(random, &["#####", "@@-####", "##.###"]),
        description: good.name,
        quantity,
        unit: good.unit,
        unit_price,
        rate,
        amount: cents_of(unit_price * quantity),
    }
}

/// Rounded to cents, half away from zero, as tax law has it.
fn cents_of(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

fn taxes_of(lines: &[Line]) -> Vec<Tax> {
    let mut taxes: Vec<Tax> = Vec::new();
    for line in lines {
        match taxes.iter_mut().find(|tax| tax.rate == line.rate) {
            Some(tax) => tax.net += line.amount,
            None => taxes.push(Tax { rate: line.rate, net: line.amount, tax: Decimal::ZERO }),
        }
    }
    for tax in &mut taxes {
        tax.tax = cents_of(tax.net * tax.rate / Decimal::ONE_HUNDRED);
    }
    taxes.sort_by_key(|tax| std::cmp::Reverse(tax.rate));
    taxes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_of_every_invoice_are_right() {
        for seed in 0..200 {
            let mut random = Random::fork(seed, 0);
            let language = *random.pick(&Language::ALL);
            let invoice = draw(language, &mut random);
            let lines: Decimal = invoice.lines.iter().map(|line| line.amount).sum();
            assert_eq!(lines, invoice.net);
            assert_eq!(invoice.net + invoice.tax, invoice.gross);
            assert!(invoice.due() > Decimal::ZERO);
            for line in &invoice.lines {
                assert!((line.quantity * line.unit_price - line.amount).abs() <= Decimal::new(5, 3));
            }
        }
    }

    #[test]
    fn nobody_has_to_pay_before_the_invoice_was_written() {
        for seed in 0..100 {
            let invoice = draw(Language::French, &mut Random::fork(seed, 1));
            assert!(invoice.due_date > invoice.issue_date);
            assert!(invoice.discount.is_none_or(|discount| discount.date < invoice.due_date));
        }
    }
}
