//! Rows against totals: which rows are items, whether they make the total, and whether one seems to be missing.

use perigee_model::{DataPoint, Finding, Reading, TableReading};
use rust_decimal::Decimal;

use super::cells::RawRow;
use super::names::Names;
use crate::analysis::Analysis;
use crate::candidates::Candidate;
use crate::pick::Pick;

/// Totals that the rows of items may make: without tax, or with it.
const TOTALS: [&str; 4] = ["net_total", "gross_total", "subtotal", "total"];
/// What stands between the sum of the rows and the total, with the sign by which it enters the total.
const BETWEEN: [(&str, bool); 4] =
    [("discount_total", false), ("charge_total", true), ("shipping_total", true), ("rounding", true)];
/// What rounding may move a sum by, for one row.
const ROUNDING: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Code of the finding that rows make less than the total.
pub const MISSING: &str = "row_seems_missing";
/// Code of the finding that rows make more than the total.
pub const TOO_MUCH: &str = "rows_exceed_total";

/// Leaves out rows that are none: sums among tax rows, and rows that only disturb the sum.
pub fn chosen(
    analysis: &Analysis<'_, '_>,
    point: &DataPoint,
    names: &Names<'_>,
    rows: Vec<RawRow>,
    picks: &[Pick],
) -> Vec<RawRow> {
    match point.name.as_str() {
        "items" => without_weak(analysis, point, names, with_numbers(names, rows), picks),
        "taxes" => without_sums(names, rows),
        _ => rows,
    }
}

/// Rows with what items have; a column of codes that only counts the rows is that of their numbers.
fn with_numbers(names: &Names<'_>, mut rows: Vec<RawRow>) -> Vec<RawRow> {
    let money = ["amount", "gross_amount", "unit_price"].map(|name| names.position(name));
    let has_money = |row: &RawRow| money.iter().any(|header| row.figure(*header).is_some());
    if rows.iter().any(has_money) {
        rows.retain(has_money);
    }
    let (Some(position), Some(code)) = (names.position("position"), names.position("item_number")) else {
        return rows;
    };
    let counts = |(at, row): (usize, &RawRow)| {
        let number =
            row.cells.get(&code).and_then(|cell| cell.raw.trim_end_matches('.').parse::<usize>().ok());
        number == Some(at + 1) && !row.cells.contains_key(&position)
    };
    if rows.iter().enumerate().all(counts) {
        for row in &mut rows {
            if let Some(cell) = row.cells.shift_remove(&code) {
                row.cells.insert(position, cell);
            }
        }
    }
    rows
}

/// Rows that have nothing but a total, or no price where others have one, are left out where the others alone make the
/// total: parts of the row above, charges that are told again below.
fn without_weak(
    analysis: &Analysis<'_, '_>,
    point: &DataPoint,
    names: &Names<'_>,
    rows: Vec<RawRow>,
    picks: &[Pick],
) -> Vec<RawRow> {
    let has_products = rows.iter().any(|row| row.multiplies == Some(true));
    let is_weak = |row: &&RawRow| row.is_weak || has_products && row.multiplies.is_none();
    if rows.iter().filter(is_weak).count() % rows.len().max(1) == 0
        || is_summed(analysis, point, names, &rows, picks)
    {
        return rows;
    }
    let strong: Vec<RawRow> = rows.iter().filter(|row| !is_weak(row)).cloned().collect();
    if is_summed(analysis, point, names, &strong, picks) { strong } else { rows }
}

/// The row below tax rows that sums them has no rate.
fn without_sums(names: &Names<'_>, mut rows: Vec<RawRow>) -> Vec<RawRow> {
    let rate = names.position("rate");
    if rows.iter().any(|row| row.figure(rate).is_some()) {
        rows.retain(|row| row.figure(rate).is_some());
    }
    rows
}

/// The value that was decided for a total.
pub fn total(picks: &[Pick], name: &str) -> Option<Decimal> {
    picks.iter().find(|pick| pick.data_point == name)?.value.as_ref()?.parse().ok()
}

/// Whether the rows make a total of the document.
pub fn is_summed(
    analysis: &Analysis<'_, '_>,
    point: &DataPoint,
    names: &Names<'_>,
    rows: &[RawRow],
    picks: &[Pick],
) -> bool {
    let total = |name: &str| total(picks, name);
    let sum = |name: &str| -> Option<Decimal> {
        let header = names.position(name)?;
        let mut values =
            rows.iter().filter_map(|row| row.figure(Some(header))).map(|figure| figure.value).peekable();
        values.peek()?;
        values.try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value))
    };
    match point.name.as_str() {
        "items" => ["amount", "gross_amount"]
            .iter()
            .filter_map(|name| Some((name, sum(name)?)))
            .any(|(name, sum)| makes(sum, rows.len(), total) || is_printed(analysis, names, name, sum, rows)),
        "taxes" => {
            sum("tax").zip(total("tax_total")).is_some_and(|(sum, total)| is_near(sum, total, rows.len()))
        }
        _ => false,
    }
}

/// Whether the sum of several rows stands on the pages and is none of the rows: what the goods cost before rebates.
fn is_printed(
    analysis: &Analysis<'_, '_>,
    names: &Names<'_>,
    column: &str,
    sum: Decimal,
    rows: &[RawRow],
) -> bool {
    let header = names.position(column);
    let ends = rows.iter().filter_map(|row| row.cells.get(&header?)?.spans.last().map(|span| span.end));
    let Some(end) = ends.max() else { return false };
    rows.len() > 1 && stands_below(analysis, sum, end)
}

fn stands_below(analysis: &Analysis<'_, '_>, sum: Decimal, end: usize) -> bool {
    let is_it = |candidate: &Candidate| {
        candidate.span.start >= end && candidate.amount.is_some_and(|amount| amount.value.abs() == sum.abs())
    };
    !sum.is_zero() && analysis.candidates.iter().any(is_it)
}

/// Whether a sum is a total, or becomes one with what stands between them.
fn makes(sum: Decimal, rows: usize, value: impl Fn(&str) -> Option<Decimal>) -> bool {
    let between = BETWEEN.iter().try_fold(Decimal::ZERO, |all, (name, adds)| {
        let part = value(name).unwrap_or_default().abs();
        all.checked_add(if *adds { part } else { -part })
    });
    TOTALS.iter().filter_map(|name| value(name)).any(|total| {
        is_near(sum, total, rows)
            || between.and_then(|b| sum.checked_add(b)).is_some_and(|sum| is_near(sum, total, rows))
    })
}

/// Equal but for the sign of credit notes and a cent for each row.
fn is_near(sum: Decimal, total: Decimal, rows: usize) -> bool {
    let tolerance = ROUNDING.checked_mul(Decimal::from(rows.max(1))).unwrap_or(ROUNDING);
    sum.abs().checked_sub(total.abs()).is_some_and(|difference| difference.abs() <= tolerance)
}

/// What does not fit between the rows of items and the totals of a document.
pub(crate) fn findings(
    analysis: &Analysis<'_, '_>,
    tables: &[TableReading],
    readings: &[Reading],
) -> Vec<Finding> {
    let value = |name: &str| {
        readings.iter().find(|reading| reading.data_point == name)?.value.as_ref()?.parse::<Decimal>().ok()
    };
    let Some(items) = tables.iter().find(|table| table.data_point == "items") else { return Vec::new() };
    let cells: Option<Vec<Decimal>> =
        items.rows.iter().map(|row| row.get("amount")?.value.as_ref()?.parse::<Decimal>().ok()).collect();
    let Some(cells) = cells.filter(|cells| !cells.is_empty()) else { return Vec::new() };
    let Some(sum) = cells.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value)) else {
        return Vec::new();
    };
    let known = TOTALS.iter().find_map(|name| Some((*name, value(name)?)));
    let is_printed = cells.len() > 1 && stands_below(analysis, sum, 0);
    let fits = is_printed || makes(sum, cells.len(), value);
    let Some((name, total)) = known.filter(|_| !fits) else { return Vec::new() };
    let (code, relation) = if sum.abs() < total.abs() { (MISSING, "less") } else { (TOO_MUCH, "more") };
    vec![Finding {
        code: code.to_owned(),
        message: format!("the rows make {sum}, {relation} than the {} {total}", name.replace('_', " ")),
        data_points: vec!["items".to_owned(), name.to_owned()],
    }]
}
