//! Tables of a document from its printed pages: line items, tax rows, meter readings, and tables of custom types.
//!
//! `head` finds the lines that name columns (`names` has the phrases), `body` lays the lines below out in these columns
//! (`figures`, `place`) and decides with `roles` what they mean, `rows` cuts them into rows, `cells` makes readings of
//! them, and `sums` checks rows against the totals of the document.

mod body;
mod cells;
mod figures;
mod head;
mod meanings;
mod mend;
mod names;
mod place;
mod roles;
mod rows;
mod slip;
mod sums;
mod taxes;

use perigee_model::{DataPoint, ProcessType, TableReading, ValueType};

use crate::analysis::Analysis;
use crate::learn::{LaidRow, Model, laid_rows};
use crate::pick::Pick;
use body::{Body, Keys};
use cells::{RawCell, RawRow};
use head::Head;
use names::Names;
use rows::Row;

pub(crate) use figures::decimal_mark;
pub use meanings::column_meanings;
pub(crate) use names::folded as words_of_names;
pub(crate) use sums::findings;

/// Rows of one table; the longest real invoice seen has 400.
const MAX_ROWS: usize = 5_000;
/// Lines that may stand below a head at the foot of a page: the rest of its names, and the number of the page.
const FOOT_LINES: usize = 3;
/// How far, in points, the columns of a repeated head may have moved.
const HEAD_REACH: f32 = 12.0;

/// The tables of a document.
///
/// `model` knows names of columns, and places of tables, that confirmed documents taught.
pub(crate) fn tables(
    analysis: &Analysis<'_, '_>,
    kind: &ProcessType,
    picks: &[Pick],
    model: Option<&Model>,
) -> Vec<TableReading> {
    let learned = model.map_or(&[][..], |model| model.columns.as_slice());
    let laid = model.map_or(&[][..], |model| model.laid.as_slice());
    let points: Vec<&DataPoint> =
        kind.data_points.iter().filter(|point| point.value_type == ValueType::Table).collect();
    if points.is_empty() {
        return Vec::new();
    }
    let folded = names::folded(&analysis.sheet);
    let is_ocr = (0..analysis.sheet.pages.len()).any(|page| analysis.sheet.is_ocr(page));
    let named: Vec<(Names<'_>, Vec<Head>)> = points
        .iter()
        .map(|point| {
            let names = Names::of(point, is_ocr, learned);
            let heads = head::find(&analysis.sheet, &folded, &names);
            (names, heads)
        })
        .collect();
    let heads = shared_out(&points, &named);
    let mut tables = Vec::new();
    for (at, (point, (names, _))) in points.iter().zip(&named).enumerate() {
        let own: Vec<&Head> = heads.iter().filter(|(table, _)| *table == at).map(|(_, head)| *head).collect();
        let ends: Vec<usize> = heads.iter().map(|(_, head)| head.lines.start).collect();
        let mut rows = read(analysis, &folded, names, &own, &ends);
        if rows.is_empty() {
            rows = without_head(analysis, &folded, point, names, kind, picks);
        }
        if rows.is_empty() && !laid.is_empty() {
            let mark = figures::decimal_mark(&analysis.sheet);
            let found = laid_rows(&analysis.sheet, point, laid);
            rows = found.into_iter().map(|row| as_laid(analysis, names, row, mark)).collect();
        }
        let rows = sums::chosen(analysis, point, names, rows, picks);
        tables.extend(cells::table(analysis, point, names, rows, picks));
    }
    tables
}

/// A row that was found by the place of a confirmed table.
fn as_laid(analysis: &Analysis<'_, '_>, names: &Names<'_>, row: LaidRow, mark: Option<char>) -> RawRow {
    let mut raw = RawRow::default();
    for (header, span) in row {
        let Some(position) = names.position(&header) else { continue };
        let text = analysis.sheet.text(span.clone());
        let is_number = names.headers.get(position).is_some_and(|header| {
            matches!(header.value_type, ValueType::Amount | ValueType::Number | ValueType::Percent)
        });
        let figure = if is_number { figures::parse(&text, mark) } else { None };
        raw.cells.insert(position, RawCell { spans: vec![span], raw: text, figure, is_named: false });
    }
    raw
}

/// Rows of a table whose columns have no names.
fn without_head(
    analysis: &Analysis<'_, '_>,
    folded: &[String],
    point: &DataPoint,
    names: &Names<'_>,
    kind: &ProcessType,
    picks: &[Pick],
) -> Vec<RawRow> {
    let mark = figures::decimal_mark(&analysis.sheet);
    match point.name.as_str() {
        "taxes" => taxes::read(analysis, folded, names, sums::total(picks, "tax_total"), mark),
        "items" => {
            let rows = slip::read(analysis, folded, names, mark);
            // Papers other than receipts have amounts in many places: only what makes a total is believed.
            let is_slip = kind.find_data_point("change").is_some();
            if is_slip || sums::is_summed(analysis, point, names, &rows, picks) { rows } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

/// Which head is of which table: where several could have the same lines, the one that knows more of their names.
fn shared_out<'h>(points: &[&DataPoint], named: &'h [(Names<'_>, Vec<Head>)]) -> Vec<(usize, &'h Head)> {
    let mut all: Vec<(usize, &Head)> = Vec::new();
    for (at, (names, heads)) in named.iter().enumerate() {
        let is_own = |head: &&Head| points.get(at).is_some_and(|point| is_head_of(point, names, head));
        all.extend(heads.iter().filter(is_own).map(|head| (at, head)));
    }
    let is_weaker = |own: &(usize, &Head)| {
        all.iter().any(|other| {
            let crossed = other.1.lines.start < own.1.lines.end && own.1.lines.start < other.1.lines.end;
            let knows = |entry: &(usize, &Head)| (entry.1.named(), usize::MAX - entry.0);
            crossed && other.0 != own.0 && knows(other) > knows(own)
        })
    };
    let mut kept: Vec<(usize, &Head)> = all.iter().filter(|own| !is_weaker(own)).copied().collect();
    kept.sort_by_key(|(_, head)| head.lines.start);
    kept
}

/// Whether a head has what makes this table rather than another.
fn is_head_of(point: &DataPoint, names: &Names<'_>, head: &Head) -> bool {
    let has = |name: &str| head.has(names.position(name));
    match point.name.as_str() {
        "items" => {
            let what = has("description") || has("item_number") || has("position");
            what && (has("unit_price") || has("amount") || has("quantity") && has("description"))
        }
        "taxes" => has("tax") && (has("net") || has("rate")) && head.columns.len() <= 8,
        _ => head.named() >= 2,
    }
}

/// The rows under all heads of a table.
fn read(
    analysis: &Analysis<'_, '_>,
    folded: &[String],
    names: &Names<'_>,
    heads: &[&Head],
    ends: &[usize],
) -> Vec<RawRow> {
    let sheet = &analysis.sheet;
    let mark = figures::decimal_mark(sheet);
    let mut all: Vec<RawRow> = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let mut page = head.page;
        let mut start = head.lines.end;
        let mut goes_on = false;
        while let Some(of_page) = sheet.pages.get(page) {
            let end =
                ends.iter().copied().find(|end| *end >= start.max(head.lines.end)).unwrap_or(usize::MAX);
            let end = of_page.lines.end.min(end);
            let body = body::lay_out(sheet, folded, names, head, start..end, mark);
            let keys = Keys::of(names, head, &body.roles);
            let found = rows::cut(sheet, &body.lines, keys, goes_on);
            let none = found.rows.is_empty();
            all.extend(raw_rows(analysis, names, head, &body, found.rows));
            // On the next page the table goes on under the same columns, unless it has a head of its own there.
            let next = sheet.pages.get(page + 1);
            let has_own = heads
                .get(at + 1)
                .is_some_and(|other| other.page == page + 1 && other.is_like(head, HEAD_REACH));
            // A head at the foot of a page has its first rows on the next.
            let is_at_foot =
                page == head.page && of_page.lines.end.saturating_sub(head.lines.end) <= FOOT_LINES;
            let is_over = found.is_ended || none && !is_at_foot || end < of_page.lines.end;
            if is_over || has_own || next.is_none() || all.len() > MAX_ROWS {
                break;
            }
            page += 1;
            start = next.map_or(0, |next| next.lines.start);
            goes_on = !none;
        }
    }
    all.truncate(MAX_ROWS);
    all
}

fn raw_rows(
    analysis: &Analysis<'_, '_>,
    names: &Names<'_>,
    head: &Head,
    body: &Body,
    rows: Vec<Row>,
) -> Vec<RawRow> {
    rows.iter().map(|row| cells::raw(analysis, names, head, body, row)).collect()
}
