//! Items of receipts and of papers that name no columns: lines that end in an amount, above the first total.

use std::ops::Range;

use rust_decimal::Decimal;

use super::cells::{RawCell, RawRow, figure_cell, text};
use super::figures::{self, Atom};
use super::names::{self, Names};
use super::roles;
use crate::analysis::Analysis;

/// Data points whose labels stand on lines of totals, not of items.
const TOTALS: [&str; 15] = [
    "total",
    "subtotal",
    "tax_total",
    "paid",
    "change",
    "rounding",
    "tip",
    "service_charge",
    "discount_total",
    "net_total",
    "gross_total",
    "amount_due",
    "prepaid_total",
    "charge_total",
    "shipping_total",
];
/// Signs between quantity and price.
const SIGNS: [&str; 5] = ["x", "X", "×", "@", "*"];
/// Letters of a description at least.
const MIN_LETTERS: usize = 2;
/// How strongly a label must announce a total for its line to be none of an item.
const ANNOUNCED: f32 = 0.6;

/// What a line of a slip has.
#[derive(Debug)]
struct Line {
    words: Vec<Atom>,
    /// The amount at its end.
    amount: Option<Atom>,
    /// Quantity and price, which stand with a sign between them or make the amount.
    factors: Option<(Atom, Atom)>,
}

/// The items of a receipt.
pub fn read(
    analysis: &Analysis<'_, '_>,
    folded: &[String],
    names: &Names<'_>,
    mark: Option<char>,
) -> Vec<RawRow> {
    let mut slip = Slip { analysis, names, rows: Vec::new(), waiting: None, factors: None };
    for line in &analysis.sheet.lines {
        let read = line_of(analysis, figures::atoms(&analysis.sheet, line.tokens.clone(), mark));
        if is_total(analysis, folded, line.tokens.clone()) && read.amount.is_some() {
            if slip.rows.is_empty() {
                continue;
            }
            break;
        }
        slip.take(read);
    }
    slip.rows
}

fn is_total(analysis: &Analysis<'_, '_>, folded: &[String], tokens: Range<usize>) -> bool {
    let words: Vec<String> =
        folded.get(tokens.clone()).unwrap_or(&[]).iter().filter(|word| !word.is_empty()).cloned().collect();
    let lexicon = analysis.labels.lexicon;
    let classes: Vec<usize> = TOTALS.iter().filter_map(|name| lexicon.class_of(name)).collect();
    let announced = |at: &usize| classes.iter().any(|class| analysis.score(*at, *class) > ANNOUNCED);
    // Candidates are in reading order.
    let first = analysis.candidates.partition_point(|candidate| candidate.span.start < tokens.start);
    let here =
        analysis.candidates.iter().skip(first).take_while(|candidate| candidate.span.start < tokens.end);
    let mut here = first..first + here.count();
    names::mark(&words).is_some() || here.any(|at| announced(&at))
}

/// Cuts a line into words, quantity and price, and the amount at its end.
fn line_of(analysis: &Analysis<'_, '_>, atoms: Vec<Atom>) -> Line {
    let text = |atom: &Atom| analysis.sheet.text(atom.span.clone());
    let is_flag = |atom: &Atom| atom.figure.is_none() && text(atom).chars().count() <= 2;
    let last = atoms.iter().rposition(|atom| !is_flag(atom));
    let money = |atom: &Atom| atom.figure.is_some_and(|f| f.decimals == 2 && !f.is_percent);
    let is_times = |at: usize| atoms.get(at).is_some_and(|atom| SIGNS.contains(&text(atom).as_str()));
    let is_figure = |at: usize| atoms.get(at).is_some_and(|atom| atom.figure.is_some());
    // "3 × 4.20" alone has no amount.
    let is_price = |at: usize| at >= 2 && is_times(at - 1) && is_figure(at - 2);
    let amount_at = last.filter(|&at| atoms.get(at).is_some_and(money) && !is_price(at));
    let amount = amount_at.and_then(|at| atoms.get(at)).cloned();
    let before: Vec<Atom> = atoms.into_iter().take(amount_at.unwrap_or(usize::MAX)).collect();
    let figures: Vec<(usize, &Atom)> =
        before.iter().enumerate().filter(|(_, atom)| atom.figure.is_some()).collect();
    let is_sign = |at: usize| before.get(at).is_some_and(|atom| SIGNS.contains(&text(atom).as_str()));
    let pair = figures.windows(2).find_map(|pair| {
        let [(a, q), (b, p)] = pair else { return None };
        let signed = *b == a + 2 && is_sign(a + 1);
        let makes = amount.as_ref().and_then(|t| {
            Some(roles::multiplies(q.figure.as_ref()?, p.figure.as_ref()?, t.figure.as_ref()?))
        });
        (signed && makes != Some(false) || makes == Some(true)).then(|| ((*q).clone(), (*p).clone()))
    });
    let taken = |atom: &Atom| pair.as_ref().is_some_and(|(q, p)| atom.span == q.span || atom.span == p.span);
    let words =
        before.iter().enumerate().filter(|(at, atom)| !(taken(atom) || pair.is_some() && is_sign(*at)));
    Line { words: words.map(|(_, atom)| atom.clone()).collect(), amount, factors: pair }
}

/// A slip that is being read.
struct Slip<'a, 'p, 'l> {
    analysis: &'a Analysis<'p, 'l>,
    names: &'a Names<'a>,
    rows: Vec<RawRow>,
    /// A description whose amount has not come yet.
    waiting: Option<Vec<Atom>>,
    /// Quantity and price whose amount has not come yet.
    factors: Option<(Atom, Atom)>,
}

impl Slip<'_, '_, '_> {
    fn take(&mut self, line: Line) {
        let letters = line.words.iter().map(|atom| self.letters(atom)).sum::<usize>();
        let has_text = letters >= MIN_LETTERS;
        match (line.amount, line.factors) {
            (Some(amount), factors) if has_text => self.push(line.words, amount, factors),
            (Some(amount), factors) => {
                if factors.is_some() && self.explains(&amount, factors.as_ref()) {
                    return;
                }
                match self.waiting.take() {
                    Some(words) => self.push(words, amount, factors),
                    None => self.waiting = None,
                }
            }
            (None, Some(factors)) if !has_text => {
                let product =
                    factors.0.figure.zip(factors.1.figure).and_then(|(q, p)| q.value.checked_mul(p.value));
                let is_last =
                    product.is_some_and(|product| self.last_amount().is_some_and(|t| is_near(t, product)));
                if is_last {
                    self.multiply(&factors);
                } else {
                    self.factors = Some(factors);
                }
            }
            _ => self.waiting = has_text.then_some(line.words),
        }
    }

    fn letters(&self, atom: &Atom) -> usize {
        if atom.figure.is_some() {
            return 0;
        }
        self.analysis.sheet.text(atom.span.clone()).chars().filter(|c| c.is_alphabetic()).count()
    }

    fn last_amount(&self) -> Option<Decimal> {
        self.rows.last()?.figure(self.names.position("amount")).map(|figure| figure.value)
    }

    /// Quantity and price on a line of their own, with the amount of the item above once more.
    fn explains(&mut self, amount: &Atom, factors: Option<&(Atom, Atom)>) -> bool {
        let same = amount.figure.zip(self.last_amount()).is_some_and(|(a, b)| is_near(a.value, b));
        let is_open = self.waiting.is_none();
        if same
            && is_open
            && let Some(factors) = factors
        {
            self.multiply(factors);
        }
        same && is_open
    }

    fn multiply(&mut self, (q, p): &(Atom, Atom)) {
        let cells = [("quantity", q), ("unit_price", p)];
        let cells: Vec<(usize, RawCell)> = cells
            .iter()
            .filter_map(|(name, atom)| {
                Some((self.names.position(name)?, named(figure_cell(self.analysis, atom))))
            })
            .collect();
        if let Some(row) = self.rows.last_mut() {
            row.cells.extend(cells);
            row.multiplies = Some(true);
        }
    }

    /// The number of the row in front of its words, where the table has a column for it.
    fn numbered<'w>(&self, words: &'w [Atom]) -> (Option<&'w Atom>, &'w [Atom]) {
        let Some((first, rest)) = words.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            return (None, words);
        };
        let is_next = first.figure.is_some_and(|figure| {
            figure.decimals == 0 && !figure.is_percent && figure.value == Decimal::from(self.rows.len() + 1)
        });
        if is_next && self.names.position("position").is_some() { (Some(first), rest) } else { (None, words) }
    }

    fn push(&mut self, words: Vec<Atom>, amount: Atom, factors: Option<(Atom, Atom)>) {
        self.waiting = None;
        if amount.figure.is_none_or(|figure| figure.value.is_zero()) {
            return;
        }
        let mut row = RawRow::default();
        let (number, words) = self.numbered(&words);
        if let (Some(header), Some(number)) = (self.names.position("position"), number) {
            row.cells.insert(header, named(figure_cell(self.analysis, number)));
        }
        let description = text(self.analysis, words).map(named);
        if let (Some(header), Some(cell)) = (self.names.position("description"), description) {
            row.cells.insert(header, cell);
        }
        if let Some(header) = self.names.position("amount") {
            row.cells.insert(header, named(figure_cell(self.analysis, &amount)));
        }
        self.rows.push(row);
        if let Some(factors) = factors.or(self.factors.take()) {
            self.multiply(&factors);
        }
    }
}

fn named(cell: RawCell) -> RawCell {
    RawCell { is_named: true, ..cell }
}

fn is_near(a: Decimal, b: Decimal) -> bool {
    (a - b).abs() <= Decimal::new(1, 2)
}
