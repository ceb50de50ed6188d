//! Where tables of confirmed documents stood: for tables whose columns have no names on their page.
//!
//! A page of the same form shares its constant words; where these stand says how far the table moved. Its rows are
//! the lines that have words in the columns that every confirmed row had. Lengths are in line heights.

use std::ops::Range;

use perigee_model::{DataPoint, ValueType};
use perigee_values::{Context, DateOrder, convert};
use serde::{Deserialize, Serialize};

use super::columns::Columns;
use super::hash::Name;
use super::memory::ALIKE;
use crate::sheet::Sheet;

/// Constant words of a page that are remembered.
const MOST_MARKS: usize = 200;
/// Tables that a model remembers, the newest: each layout needs one.
const MOST_TABLES: usize = 200;
/// Common constant words from which two pages can be laid over one another.
const LEAST_COMMON: usize = 2;
/// How far a constant word may stand from where the others say that it should.
const OFF: f32 = 1.5;
/// How far over their confirmed cells the outer columns reach.
const BESIDE: f32 = 4.0;
/// Distance to the row before, in the widest distance of confirmed rows, that ends a table.
const FAR: f32 = 1.8;
/// Lines between rows that are passed over: the rest of a wrapped text.
const PASSED: usize = 2;

/// A table of a confirmed document, by its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct LaidTable {
    /// Name of the table data point.
    table: String,
    /// Words that its page prints once, with their left edges and middles; sorted by word.
    marks: Vec<Mark>,
    columns: Vec<LaidColumn>,
    /// Middles of the first and the last row.
    first: f32,
    last: f32,
    /// The widest distance between two rows.
    pitch: f32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct LaidColumn {
    header: String,
    left: f32,
    right: f32,
    /// Whether every confirmed row has it.
    is_in_all: bool,
}

/// A constant word with its left edge and its middle.
type Mark = (u32, f32, f32);

/// The same word on the confirmed page and on another one.
type Pair<'m> = (&'m Mark, &'m Mark);

/// A row that was found: header name → tokens.
pub(crate) type LaidRow = Vec<(String, Range<usize>)>;

/// The words without digits that a page prints once, with their places.
fn marks(sheet: &Sheet<'_>, page: usize, lines: &[usize]) -> Vec<Mark> {
    let unit = sheet.unit(page).max(1.0);
    let mut all: Vec<Mark> = Vec::new();
    for (token, folded) in sheet.tokens.iter().zip(&sheet.folded) {
        let is_constant = folded.chars().count() > 1 && !folded.contains(char::is_numeric);
        if token.page == page && is_constant && !lines.contains(&token.line) {
            let word = Name::new("landmark").text(folded).id();
            all.push((word, token.bbox.x0 / unit, token.bbox.center_y() / unit));
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0).then(a.2.total_cmp(&b.2)));
    let once = |at: usize| {
        let word = all[at].0;
        (at == 0 || all[at - 1].0 != word) && all.get(at + 1).is_none_or(|next| next.0 != word)
    };
    let mut marks: Vec<Mark> = (0..all.len()).filter(|at| once(*at)).map(|at| all[at]).collect();
    marks.truncate(MOST_MARKS);
    marks
}

impl LaidTable {
    /// A confirmed table by the places of its cells; `None` where too few of them were found on the page.
    pub(super) fn of(sheet: &Sheet<'_>, point: &DataPoint, found: &Columns) -> Option<Self> {
        let rows = found.lines.len();
        let page = sheet.lines.get(*found.lines.first()?)?.page;
        let unit = sheet.unit(page).max(1.0);
        let middle = |line: &usize| sheet.lines.get(*line).map(|line| line.bbox.center_y() / unit);
        let on_page = |line: &&usize| sheet.lines.get(**line).is_some_and(|line| line.page == page);
        let middles: Vec<f32> = found.lines.iter().filter(on_page).filter_map(middle).collect();
        let pitch = middles.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f32::max);
        let columns: Vec<LaidColumn> = found
            .edges
            .iter()
            .filter_map(|(header, edges)| {
                Some(LaidColumn {
                    header: point.headers.get(*header)?.name.clone(),
                    left: edges.start / unit,
                    right: edges.end / unit,
                    is_in_all: found.filled(*header) == rows,
                })
            })
            .collect();
        let is_enough = middles.len() > 1 && columns.len() >= 2.min(point.headers.len());
        (is_enough && columns.iter().any(|column| column.is_in_all)).then(|| Self {
            table: point.name.clone(),
            marks: marks(sheet, page, &found.lines),
            columns,
            first: middles[0],
            last: middles[middles.len() - 1],
            pitch,
        })
    }
}

/// The newest tables that are worth keeping.
pub(super) fn kept(mut all: Vec<LaidTable>) -> Vec<LaidTable> {
    let behind = all.len().saturating_sub(MOST_TABLES);
    all.drain(..behind);
    all
}

/// The rows of a table by the nearest confirmed one; none where no page is like it.
pub(crate) fn rows(sheet: &Sheet<'_>, point: &DataPoint, laid: &[LaidTable]) -> Vec<LaidRow> {
    let mut best: Option<(f32, usize, &LaidTable, (f32, f32))> = None;
    for page in 0..sheet.pages.len() {
        let own = marks(sheet, page, &[]);
        for table in laid.iter().filter(|table| table.table == point.name) {
            let Some((alike, by)) = overlay(table, &own) else { continue };
            if best.as_ref().is_none_or(|known| alike > known.0) {
                best = Some((alike, page, table, by));
            }
        }
    }
    best.map_or_else(Vec::new, |(_, page, table, by)| read(sheet, point, table, page, by))
}

/// How alike two pages are, and how far the later one is moved.
fn overlay(table: &LaidTable, own: &[Mark]) -> Option<(f32, (f32, f32))> {
    let common: Vec<Pair<'_>> = table
        .marks
        .iter()
        .filter_map(|mark| Some((mark, &own[own.binary_search_by_key(&mark.0, |own| own.0).ok()?])))
        .collect();
    let all = table.marks.len() + own.len() - common.len();
    let alike = common.len() as f32 / all.max(1) as f32;
    // What stands above the table says how far its beginning moved; what stands below may have moved with its rows.
    let above: Vec<_> = common.iter().filter(|(mark, _)| mark.2 < table.first).collect();
    let median = |mut by: Vec<f32>| {
        by.sort_by(f32::total_cmp);
        by.get(by.len() / 2).copied()
    };
    let dx = median(above.iter().map(|(then, now)| now.1 - then.1).collect())?;
    let dy = median(above.iter().map(|(then, now)| now.2 - then.2).collect())?;
    let is_there =
        |(then, now): &&&Pair<'_>| (now.1 - then.1 - dx).abs() <= OFF && (now.2 - then.2 - dy).abs() <= OFF;
    let agreeing = above.iter().filter(is_there).count();
    (agreeing >= LEAST_COMMON && alike >= ALIKE).then_some((alike, (dx, dy)))
}

fn read(
    sheet: &Sheet<'_>,
    point: &DataPoint,
    table: &LaidTable,
    page: usize,
    (dx, dy): (f32, f32),
) -> Vec<LaidRow> {
    let unit = sheet.unit(page).max(1.0);
    let Some(lines) = sheet.pages.get(page).map(|page| page.lines.clone()) else { return Vec::new() };
    let below: Vec<u32> = table.marks.iter().filter(|mark| mark.2 > table.last).map(|mark| mark.0).collect();
    let mut rows: Vec<LaidRow> = Vec::new();
    let (mut before, mut passed) = (None, 0);
    for line in lines {
        let Some(place) = sheet.lines.get(line) else { continue };
        let middle = place.bbox.center_y() / unit;
        if middle < table.first + dy - 0.6 {
            continue;
        }
        let is_far = before.is_some_and(|before: f32| middle - before > FAR * table.pitch.max(1.0));
        let cells = cells(sheet, table, place.tokens.clone(), unit, dx);
        let is_row = is_row(sheet, point, table, &cells);
        let is_mark = |at: usize| {
            let folded = sheet.folded.get(at).map_or("", String::as_str);
            below.contains(&Name::new("landmark").text(folded).id())
        };
        if is_far || !is_row && place.tokens.clone().any(is_mark) {
            break;
        }
        if is_row {
            rows.push(cells);
            (before, passed) = (Some(middle), 0);
        } else {
            passed += 1;
            if passed > PASSED {
                break;
            }
        }
    }
    rows
}

/// The words of a line by column; each word goes to the column that it is nearest to.
fn cells(sheet: &Sheet<'_>, table: &LaidTable, tokens: Range<usize>, unit: f32, dx: f32) -> LaidRow {
    let mut cells: LaidRow = Vec::new();
    for at in tokens {
        let Some(token) = sheet.tokens.get(at) else { continue };
        let x = token.bbox.center_x() / unit - dx;
        let off = |column: &LaidColumn| (column.left - x).max(x - column.right).max(0.0);
        let nearest = table.columns.iter().min_by(|a, b| off(a).total_cmp(&off(b)));
        let Some(column) = nearest.filter(|column| off(column) <= BESIDE) else { continue };
        match cells.iter_mut().find(|(header, _)| *header == column.header) {
            Some((_, span)) if span.end == at => span.end = at + 1,
            Some(_) => {}
            None => cells.push((column.header.clone(), at..at + 1)),
        }
    }
    cells
}

/// Whether a line has what every confirmed row had, each of its type.
fn is_row(sheet: &Sheet<'_>, point: &DataPoint, table: &LaidTable, cells: &LaidRow) -> bool {
    let context = Context { date_order: DateOrder::default(), ..Context::default() };
    table.columns.iter().filter(|column| column.is_in_all).all(|column| {
        let cell = cells.iter().find(|(header, _)| *header == column.header);
        let value_type = point.headers.iter().find(|header| header.name == column.header);
        cell.is_some_and(|(_, span)| {
            let value_type = value_type.map_or(ValueType::Text, |header| header.value_type);
            convert(value_type, &sheet.text(span.clone()), &context).is_some()
        })
    })
}
