//! Tax rows without a table: lines among the totals that name a rate and what it makes.

use std::ops::Range;

use rust_decimal::Decimal;

use super::cells::{RawCell, RawRow, figure_cell};
use super::figures::{self, Atom};
use super::names::Names;
use crate::analysis::Analysis;

/// Highest rate that is one (Hungary has 27 %).
const MAX_RATE: Decimal = Decimal::from_parts(30, 0, 0, false, 0);
/// What rounding may move a tax by.
const ROUNDING: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

/// The tax rows of a document that has no table of them; `total` is all of its tax.
///
/// A single row must be that total, several must make it: lines with a percentage are also those of discounts.
pub fn read(
    analysis: &Analysis<'_, '_>,
    folded: &[String],
    names: &Names<'_>,
    total: Option<Decimal>,
    mark: Option<char>,
) -> Vec<RawRow> {
    let (Some(rate), Some(tax), Some(total)) = (names.position("rate"), names.position("tax"), total) else {
        return Vec::new();
    };
    let mut rows: Vec<RawRow> = Vec::new();
    for line in &analysis.sheet.lines {
        let atoms = figures::atoms(&analysis.sheet, line.tokens.clone(), mark);
        let is_named = |range: Range<usize>| {
            let words = folded.get(range).unwrap_or(&[]);
            (0..words.len()).any(|at| {
                let found = words.get(at..).and_then(|words| names.longest(words));
                found.is_some_and(|(_, meanings)| {
                    meanings.iter().any(|meaning| meaning.0 == rate || meaning.0 == tax)
                })
            })
        };
        if let Some(row) = row(analysis, names, &atoms).filter(|_| is_named(line.tokens.clone())) {
            let is_new = |other: &RawRow| {
                let value = |row: &RawRow| {
                    (row.figure(Some(rate)).map(|f| f.value), row.figure(Some(tax)).map(|f| f.value))
                };
                value(other) != value(&row)
            };
            if rows.iter().all(is_new) {
                rows.push(row);
            }
        }
    }
    let sum = rows
        .iter()
        .filter_map(|row| row.figure(Some(tax)))
        .try_fold(Decimal::ZERO, |sum, f| sum.checked_add(f.value));
    let fits = |value: Decimal| (value.abs() - total.abs()).abs() <= ROUNDING;
    if sum.is_some_and(fits) { rows } else { Vec::new() }
}

/// A rate with its tax, and the net amount where the line has one.
fn row(analysis: &Analysis<'_, '_>, names: &Names<'_>, atoms: &[Atom]) -> Option<RawRow> {
    let percent =
        atoms.iter().find(|atom| atom.figure.is_some_and(|f| f.is_percent && f.value <= MAX_RATE))?;
    let rate = percent.figure?.value;
    let amounts: Vec<&Atom> =
        atoms.iter().filter(|atom| atom.figure.is_some_and(|f| !f.is_percent && f.decimals == 2)).collect();
    let value = |atom: &Atom| atom.figure.map_or(Decimal::ZERO, |figure| figure.value);
    let takes = |net: &Atom, tax: &Atom| {
        let product = value(net).checked_mul(rate).and_then(|p| p.checked_div(Decimal::ONE_HUNDRED));
        product.is_some_and(|p| (p.abs() - value(tax).abs()).abs() <= ROUNDING)
    };
    let pair = amounts.iter().find_map(|net| {
        let tax = amounts.iter().find(|tax| tax.span != net.span && takes(net, tax))?;
        Some((Some(*net), *tax))
    });
    let (net, tax) = match (pair, amounts.as_slice()) {
        (Some(pair), _) => pair,
        (None, [only]) => (None, *only),
        _ => return None,
    };
    let gross = net.and_then(|net| {
        let sum = value(net).checked_add(value(tax))?;
        amounts.iter().find(|gross| (value(gross) - sum).abs() <= ROUNDING)
    });
    let mut row = RawRow::default();
    let cells = [("rate", Some(percent)), ("net", net), ("tax", Some(tax)), ("gross", gross.copied())];
    for (name, atom) in cells {
        if let (Some(header), Some(atom)) = (names.position(name), atom) {
            row.cells.insert(header, RawCell { is_named: true, ..figure_cell(analysis, atom) });
        }
    }
    Some(row)
}
