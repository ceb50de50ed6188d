//! Quantity, price and total of a row: ambiguous numbers decided, and the right ones found where they do not multiply.

use rust_decimal::Decimal;

use super::body::{BodyLine, Keys};
use super::cells::{RawCell, RawRow, figure_cell};
use super::figures::{Atom, Figure};
use super::names::Names;
use super::roles;
use crate::analysis::Analysis;

/// Numbers of a line that are tried; rows of real tables have fewer than twelve.
const MAX_NUMBERS: usize = 16;
/// What rounding may move a total with a discount by.
const REDUCED: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

/// Decides ambiguous numbers by quantity times price, and looks for the right ones where they do not make the total.
pub fn mend(analysis: &Analysis<'_, '_>, names: &Names<'_>, keys: Keys, main: &BodyLine, raw: &mut RawRow) {
    let headers = ["quantity", "unit_price", "amount"].map(|name| names.position(name));
    let [Some(q), Some(p), Some(t)] = headers.map(|header| raw.figure(header).copied()) else { return };
    if let Some(values) = reading_of(&q, &p, &t) {
        for (header, value) in headers.into_iter().zip(values) {
            if let Some(figure) =
                header.and_then(|h| raw.cells.get_mut(&h)).and_then(|cell| cell.figure.as_mut())
            {
                figure.value = value;
            }
        }
        raw.multiplies = Some(true);
        return;
    }
    raw.multiplies = Some(raw.figure(names.position("discount")).is_some_and(|d| is_reduced(&q, &p, d, &t)));
    if raw.multiplies == Some(true) {
        return;
    }
    let numbers = main.cells.iter().flatten().filter(|atom| atom.figure.is_some_and(|f| !f.is_percent));
    let atoms: Vec<&Atom> = numbers.take(MAX_NUMBERS).collect();
    let held = [keys.quantity, keys.price, keys.amount].map(|column| {
        column
            .and_then(|column| main.cells.get(column)?.iter().find(|atom| atom.figure.is_some()))
            .map(|atom| atom.span.start)
    });
    if let Some(triple) = product(&atoms, held) {
        for (header, atom) in headers.into_iter().zip(triple) {
            if let Some(cell) = header.and_then(|header| raw.cells.get_mut(&header)) {
                *cell = RawCell { is_named: cell.is_named, ..figure_cell(analysis, atom) };
            }
        }
        raw.multiplies = Some(true);
    }
}

/// The values with which quantity times price is the total, the usual reading first.
fn reading_of(q: &Figure, p: &Figure, t: &Figure) -> Option<[Decimal; 3]> {
    let values = |figure: &Figure| [Some(figure.value), figure.other];
    values(t).into_iter().flatten().find_map(|t| {
        values(p).into_iter().flatten().find_map(|price| {
            let quantity =
                values(q).into_iter().flatten().find(|&q| roles::is_product(q, price, t, p.decimals))?;
            Some([quantity, price, t])
        })
    })
}

/// Whether quantity times price less a discount, a share or an amount for all or for one, is the total.
fn is_reduced(q: &Figure, p: &Figure, discount: &Figure, t: &Figure) -> bool {
    let (q, p, d) = (q.value.abs(), p.value.abs(), discount.value.abs());
    let share = || {
        p.checked_mul(Decimal::ONE_HUNDRED.checked_sub(d)?)?.checked_div(Decimal::ONE_HUNDRED)?.checked_mul(q)
    };
    let amount = || q.checked_mul(p)?.checked_sub(d);
    let each = || q.checked_mul(p.checked_sub(d)?);
    let is_total = |value: Option<Decimal>| value.is_some_and(|v| (v - t.value.abs()).abs() <= REDUCED);
    is_total(share()) || !discount.is_percent && (is_total(amount()) || is_total(each()))
}

/// Three numbers of a line, in the order of the columns, of which the first two make the third; those that keep most of
/// what the columns said, and at least one.
fn product<'a>(atoms: &[&'a Atom], held: [Option<usize>; 3]) -> Option<[&'a Atom; 3]> {
    let mut best: Option<(usize, [&Atom; 3])> = None;
    for q in atoms {
        for p in atoms.iter().filter(|p| p.span != q.span) {
            for t in atoms.iter().filter(|t| {
                t.span != q.span && t.span != p.span && t.span.start > p.span.start.max(q.span.start)
            }) {
                let (Some(a), Some(b), Some(c)) = (&q.figure, &p.figure, &t.figure) else { continue };
                let kept =
                    [q, p, t].iter().zip(held).filter(|(atom, held)| Some(atom.span.start) == *held).count();
                let is_better = best.as_ref().is_none_or(|(most, _)| kept > *most);
                if kept > 0 && is_better && !c.value.is_zero() && roles::multiplies(a, b, c) {
                    best = Some((kept, [q, p, t]));
                }
            }
        }
    }
    best.map(|(_, triple)| triple)
}
