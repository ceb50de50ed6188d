//! The facts of one receipt: prices include tax, as shops print them.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::language::Language;
use crate::random::Random;
use crate::receipt::wording::{self, Shop};

/// Everything that a receipt says.
#[derive(Clone)]
pub struct Receipt {
    pub language: Language,
    pub shop: &'static Shop,
    pub number: String,
    pub date: Date,
    pub hour: i64,
    pub minute: i64,
    pub lines: Vec<Line>,
    pub rate: Decimal,
    pub net: Decimal,
    pub tax: Decimal,
    pub total: Decimal,
    pub payment: Payment,
}

/// Something that was bought.
#[derive(Clone)]
pub struct Line {
    pub description: &'static str,
    pub quantity: i64,
    pub unit_price: Decimal,
    pub amount: Decimal,
}

/// How it was paid.
#[derive(Debug, Clone)]
pub enum Payment {
    /// In cash: what was given.
    Cash(Decimal),
    /// By card: its last four digits.
    Card(String),
}

/// Draws the facts of a receipt in this language.
pub fn draw(language: Language, random: &mut Random) -> Receipt {
    let shop = random.pick(wording::of(language).shops);
    let lines = draw_lines(language, shop, random);
    let total: Decimal = lines.iter().map(|line| line.amount).sum();
    let rate: Decimal = language.tax_rates().first().and_then(|rate| rate.parse().ok()).unwrap_or_default();
    let tax = (total * rate / (Decimal::ONE_HUNDRED + rate))
        .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let payment = match random.chance(0.5) {
        true => Payment::Cash(tendered(total)),
        false => Payment::Card(random.pattern("####")),
    };
    let pattern = *random.pick(&["######", "##-####", "#### ##", "R####"]);
    Receipt {
        language,
        shop,
        number: random.pattern(pattern),
        date: Date::constant(2024, 1, 2).saturating_add(random.between(0, 1_030).days()),
        hour: random.between(7, 21),
        minute: random.between(0, 59),
        lines,
        rate,
        net: total - tax,
        tax,
        total,
        payment,
    }
}

fn draw_lines(language: Language, shop: &Shop, random: &mut Random) -> Vec<Line> {
    let mut order: Vec<usize> = (0..shop.goods.len()).collect();
    random.shuffle(&mut order);
    let count = random.between(1, shop.goods.len() as i64) as usize;
    let level = if language == Language::Polish { 4 } else { 1 };
    let line = |index: &usize| {
        let (description, cents) = shop.goods[*index];
        let price = cents * level + random.between(0, 12) * 5;
        let quantity = if random.chance(0.6) { 1 } else { random.between(2, 4) };
        let unit_price = Decimal::new(price, 2);
        Line { description, quantity, unit_price, amount: unit_price * Decimal::from(quantity) }
    };
    order.iter().take(count).map(line).collect()
}

/// The next round sum that somebody would hand over.
fn tendered(total: Decimal) -> Decimal {
    let step = Decimal::from(if total > Decimal::from(50) { 50 } else { 10 });
    (total / step).ceil() * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_of_every_receipt_are_right() {
        for seed in 0..200 {
            let mut random = Random::fork(seed, 3);
            let receipt = draw(*random.pick(&Language::ALL), &mut random);
            assert_eq!(receipt.lines.iter().map(|line| line.amount).sum::<Decimal>(), receipt.total);
            assert_eq!(receipt.net + receipt.tax, receipt.total);
            let off = receipt.net * receipt.rate / Decimal::ONE_HUNDRED - receipt.tax;
            assert!(off.abs() <= Decimal::new(1, 2), "{off}");
            if let Payment::Cash(given) = receipt.payment {
                assert!(given >= receipt.total);
            }
        }
    }
}
