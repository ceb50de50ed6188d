//! Rows of lines to readings: one value per column, each with its place and how sure it is.

use std::ops::Range;

use indexmap::IndexMap;
use perigee_model::{
    Confidence, DataPoint, Evidence, Header, Reading, Rect, Source, TableReading, ValueType,
};
use perigee_values::{Context, amount, convert, fault};

use super::body::{Body, BodyLine, CELL_GAP, Keys};
use super::figures::{Atom, Figure};
use super::head::Head;
use super::mend::mend;
use super::names::Names;
use super::rows::Row;
use super::sums;
use crate::analysis::Analysis;
use crate::pick::Pick;
use crate::reading::spoken;

/// Indent, in line heights, from which a line below a description tells details of it.
const INDENT: f32 = 0.7;
/// Distance, in line heights, from which it does.
const APART: f32 = 1.1;
/// Characters of the number of a row.
const MAX_POSITION: usize = 5;
/// Characters of the name of a detail (`Gross price: 170.00`).
const MAX_DETAIL_NAME: usize = 28;

/// How probable a cell is right: its row multiplies and all rows make a total, one of both, neither, or its row does not
/// multiply though it should.
///
/// Set, not fitted: of 9,996 cells with both on sample and drawn papers 3 were wrong, of 1,581 with one, 9 with neither
/// and 15 against none. Papers of other sellers will err more, so the figures keep their order and stay below.
const BOTH: f32 = 0.98;
const ONE: f32 = 0.95;
const NEITHER: f32 = 0.85;
const AGAINST: f32 = 0.6;
/// What is left of it where the name of the column is not known or ambiguous.
const UNNAMED: f32 = 0.9;

/// A cell before it is checked.
#[derive(Debug, Clone, Default)]
pub struct RawCell {
    /// Its tokens.
    pub spans: Vec<Range<usize>>,
    /// As printed.
    pub raw: String,
    /// Its number, where the column has numbers.
    pub figure: Option<Figure>,
    /// Whether the name of its column says so surely.
    pub is_named: bool,
}

/// A row before it is checked.
#[derive(Debug, Clone, Default)]
pub struct RawRow {
    /// Position in the headers → cell.
    pub cells: IndexMap<usize, RawCell>,
    /// Whether nothing but a total says that it is an item.
    pub is_weak: bool,
    /// Whether quantity times price is the total, where all are there.
    pub multiplies: Option<bool>,
}

impl RawRow {
    /// The number of a column.
    pub fn figure(&self, header: Option<usize>) -> Option<&Figure> {
        self.cells.get(&header?)?.figure.as_ref()
    }
}

/// The cells of a row.
pub fn raw(analysis: &Analysis<'_, '_>, names: &Names<'_>, head: &Head, body: &Body, row: &Row) -> RawRow {
    let mut raw = RawRow { is_weak: row.is_weak, ..RawRow::default() };
    let Some(main) = body.lines.get(row.main) else { return raw };
    for (column, role) in body.roles.iter().enumerate() {
        let Some((role, header)) = role.and_then(|role| Some((role, names.headers.get(role)?))) else {
            continue;
        };
        let stacked = head.columns.get(column).map_or(&[][..], |column| column.stacked.as_slice());
        if !stacked.is_empty() {
            stack(analysis, names, body, row, column, stacked, &mut raw);
            continue;
        }
        let cell = match header.value_type {
            ValueType::Amount | ValueType::Number | ValueType::Percent => number(analysis, body, row, column),
            _ if header.name == "description" => description(analysis, body, row, column, row.main),
            _ => text(analysis, main.cells.get(column).map_or(&[][..], Vec::as_slice)),
        };
        let weight = head
            .columns
            .get(column)
            .and_then(|c| c.meanings.iter().find(|m| m.0 == role))
            .map_or(0.0, |m| m.1);
        if let Some(cell) = cell {
            raw.cells.insert(role, RawCell { is_named: weight > 0.9, ..cell });
        }
        if header.name == "quantity" || header.name == "consumption" {
            unit(analysis, names, main, column, &mut raw);
        }
    }
    move_codes(names, &mut raw);
    move_gtin(names, &mut raw);
    mend(analysis, names, Keys::of(names, head, &body.roles), main, &mut raw);
    raw
}

/// What stands right behind or before the number of a quantity is its unit, where no column says it.
fn unit(analysis: &Analysis<'_, '_>, names: &Names<'_>, main: &BodyLine, column: usize, raw: &mut RawRow) {
    let Some(unit) = names.position("unit") else { return };
    let cell = main.cells.get(column).map_or(&[][..], Vec::as_slice);
    let words: Vec<Atom> = cell.iter().filter(|atom| atom.figure.is_none()).cloned().collect();
    let is_word =
        words.iter().any(|atom| analysis.sheet.text(atom.span.clone()).chars().any(char::is_alphabetic));
    if is_word
        && words.len() <= 2
        && !raw.cells.contains_key(&unit)
        && let Some(cell) = text(analysis, &words)
    {
        raw.cells.insert(unit, RawCell { is_named: true, ..cell });
    }
}

/// Words and numbers as a cell; `None` where nothing can be read.
pub fn text(analysis: &Analysis<'_, '_>, atoms: &[Atom]) -> Option<RawCell> {
    let spans: Vec<Range<usize>> = joined(atoms);
    let raw = spans.iter().map(|span| analysis.sheet.text(span.clone())).collect::<Vec<_>>().join(" ");
    let has_sense = raw.chars().any(char::is_alphanumeric);
    has_sense.then_some(RawCell { spans, raw, ..RawCell::default() })
}

/// Neighbouring tokens as one range.
fn joined(atoms: &[Atom]) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    for atom in atoms {
        match spans.last_mut().filter(|last| last.end == atom.span.start) {
            Some(last) => last.end = atom.span.end,
            None => spans.push(atom.span.clone()),
        }
    }
    spans
}

/// The number of a column, on the line of the numbers or the nearest other line of the row.
fn number(analysis: &Analysis<'_, '_>, body: &Body, row: &Row, column: usize) -> Option<RawCell> {
    let lines = std::iter::once(row.main).chain(row.above.last().copied());
    lines.filter_map(|at| body.lines.get(at)).find_map(|line| {
        let atom = line.cells.get(column)?.iter().find(|atom| atom.figure.is_some())?;
        Some(figure_cell(analysis, atom))
    })
}

/// A number as a cell.
pub fn figure_cell(analysis: &Analysis<'_, '_>, atom: &Atom) -> RawCell {
    RawCell {
        spans: joined(std::slice::from_ref(atom)),
        raw: analysis.sheet.text(atom.span.clone()),
        figure: atom.figure,
        is_named: false,
    }
}

/// The words of a row, without the lines that tell details; `numbers` is the line with its numbers.
fn description(
    analysis: &Analysis<'_, '_>,
    body: &Body,
    row: &Row,
    column: usize,
    numbers: usize,
) -> Option<RawCell> {
    let lines: Vec<&BodyLine> = row
        .above
        .iter()
        .chain(std::iter::once(&row.main))
        .chain(&row.below)
        .filter_map(|&at| body.lines.get(at))
        .filter(|line| line.has(Some(column)))
        .collect();
    let first = lines.first()?;
    let left = first.left(Some(column))?;
    let mut atoms: Vec<Atom> = Vec::new();
    let mut before: Option<&BodyLine> = None;
    for line in &lines {
        if before.is_some_and(|before| is_detail(analysis, before, line, column, left)) {
            break;
        }
        let is_main = body.lines.get(numbers).is_some_and(|main| std::ptr::eq(main, *line));
        if is_main {
            atoms.extend(line.cells.get(column).into_iter().flatten().cloned());
        } else {
            atoms.extend(run(analysis, line, column).cloned());
        }
        before = Some(line);
    }
    text(analysis, &atoms)
}

/// What stands without a wide gap from the first word of a column on: beside no numbers a text may be wider than its
/// column.
fn run<'b>(analysis: &Analysis<'_, '_>, line: &'b BodyLine, column: usize) -> impl Iterator<Item = &'b Atom> {
    let limit = CELL_GAP * analysis.sheet.unit(line.page);
    let mut right = f32::INFINITY;
    line.cells.iter().skip(column).flatten().take_while(move |atom| {
        let goes_on = atom.bbox.x0 - right <= limit;
        right = atom.bbox.x1;
        goes_on
    })
}

/// Whether a line below a description says something else about the item.
fn is_detail(
    analysis: &Analysis<'_, '_>,
    before: &BodyLine,
    line: &BodyLine,
    column: usize,
    left: f32,
) -> bool {
    let unit = analysis.sheet.unit(line.page);
    let own = line.left(Some(column)).unwrap_or(left);
    let is_apart = before.page == line.page && line.bbox.y0 - before.bbox.y1 > APART * unit;
    let words = text(analysis, line.cells.get(column).map_or(&[][..], Vec::as_slice))
        .map_or_else(String::new, |c| c.raw);
    // A word that is cut at the end of a line goes on, whatever follows.
    let before = text(analysis, before.cells.get(column).map_or(&[][..], Vec::as_slice))
        .map_or_else(String::new, |c| c.raw);
    let is_cut = before.ends_with(['-', '\u{2010}', '/', ',', '&', '(']);
    own - left > INDENT * unit || is_apart || !is_cut && names_a_detail(&words)
}

/// `Packing: box`, `Gross price : 170.00`.
fn names_a_detail(text: &str) -> bool {
    let Some(colon) = text.find(':') else { return false };
    let name = text.get(..colon).unwrap_or("");
    name.chars().next().is_some_and(char::is_uppercase)
        && name.chars().count() <= MAX_DETAIL_NAME
        && !name.contains(['(', ')', ',', ';'])
}

/// Values of several columns one below the other.
fn stack(
    analysis: &Analysis<'_, '_>,
    names: &Names<'_>,
    body: &Body,
    row: &Row,
    column: usize,
    stacked: &[usize],
    raw: &mut RawRow,
) {
    let lines: Vec<usize> =
        row.above.iter().copied().chain(std::iter::once(row.main)).chain(row.below.iter().copied()).collect();
    let last = stacked.len() - 1;
    for (at, &role) in stacked.iter().enumerate() {
        let Some(header) = names.headers.get(role) else { continue };
        let rest =
            if at == last && header.name == "description" { lines.get(at..) } else { lines.get(at..at + 1) };
        let rest = rest.unwrap_or(&[]);
        let Some((&main, below)) = rest.split_first() else { continue };
        let part = Row { main, above: Vec::new(), below: below.to_vec(), is_weak: false };
        let cell = match header.value_type {
            ValueType::Amount | ValueType::Number | ValueType::Percent => {
                number(analysis, body, &part, column)
            }
            _ if header.name == "description" => description(analysis, body, &part, column, row.main),
            _ => text(
                analysis,
                body.lines.get(main).and_then(|line| line.cells.get(column)).map_or(&[][..], Vec::as_slice),
            ),
        };
        if let Some(cell) = cell {
            raw.cells.entry(role).or_insert(RawCell { is_named: true, ..cell });
        }
    }
}

/// "Item no." names the number of the row as well as that of the article: a code is the article's.
fn move_codes(names: &Names<'_>, raw: &mut RawRow) {
    let (Some(position), Some(number)) = (names.position("position"), names.position("item_number")) else {
        return;
    };
    let is_code = |cell: &RawCell| {
        let text = cell.raw.trim_end_matches(['.', ')']);
        text.len() > MAX_POSITION || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    };
    if raw.cells.get(&position).is_some_and(is_code)
        && !raw.cells.contains_key(&number)
        && let Some(cell) = raw.cells.shift_remove(&position)
    {
        raw.cells.insert(number, cell);
    }
}

/// A number of an item that is one of the world's article numbers by its length and check digit.
fn move_gtin(names: &Names<'_>, raw: &mut RawRow) {
    let Some(gtin) = names.position("gtin").filter(|gtin| !raw.cells.contains_key(gtin)) else { return };
    for name in ["item_number", "buyer_item_number"] {
        let cell =
            names.position(name).and_then(|at| raw.cells.get(&at).map(|cell| (at, is_gtin(&cell.raw))));
        if let Some((at, true)) = cell
            && let Some(cell) = raw.cells.shift_remove(&at)
        {
            raw.cells.insert(gtin, cell);
            return;
        }
    }
}

fn is_gtin(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| matches!(digits.len(), 8 | 12 | 13 | 14)) else { return false };
    // From the right every second digit counts three times; with the check digit all make a multiple of ten.
    let sum: u32 =
        digits.iter().rev().enumerate().map(|(at, digit)| if at % 2 == 0 { *digit } else { 3 * digit }).sum();
    sum.is_multiple_of(10)
}

/// The rows as a table; `None` where there are none.
pub fn table(
    analysis: &Analysis<'_, '_>,
    point: &DataPoint,
    names: &Names<'_>,
    rows: Vec<RawRow>,
    picks: &[Pick],
) -> Option<TableReading> {
    if rows.is_empty() {
        return None;
    }
    let is_summed = sums::is_summed(analysis, point, names, &rows, picks);
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut weakest = 1.0_f32;
    let mut readings = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut cells = IndexMap::with_capacity(row.cells.len());
        for (at, header) in names.headers.iter().enumerate() {
            let Some(cell) = row.cells.get(&at) else { continue };
            let sure = sureness(row, cell, is_summed) * analysis.sheet.reading_confidence(&cell.spans);
            weakest = weakest.min(sure);
            let reading = reading(analysis, header, cell, sure);
            evidence.extend(reading.evidence.iter().cloned());
            cells.insert(header.name.clone(), reading);
        }
        readings.push(cells);
    }
    readings.retain(|cells| !cells.is_empty());
    Some(TableReading {
        data_point: point.name.clone(),
        rows: readings,
        evidence: boxes(&evidence),
        // That no row is missing is as sure as its sums; the weakest cell decides the rest.
        confidence: Confidence::new(weakest * if is_summed { 1.0 } else { UNNAMED }),
    })
}

fn sureness(row: &RawRow, cell: &RawCell, is_summed: bool) -> f32 {
    let sure = match (row.multiplies, is_summed) {
        (Some(true), true) => BOTH,
        (Some(true), false) | (None, true) => ONE,
        (None, false) => NEITHER,
        (Some(false), _) => AGAINST,
    };
    // Numbers that multiply say themselves what they are.
    let proves = row.multiplies == Some(true) && cell.figure.is_some_and(|figure| !figure.is_percent);
    if cell.is_named || proves { sure } else { sure * UNNAMED }
}

fn reading(analysis: &Analysis<'_, '_>, header: &Header, cell: &RawCell, sure: f32) -> Reading {
    let context = Context { date_order: analysis.date_order, decimal_mark: None, literals: &[] };
    let raw_value = perigee_values::text::canonical(&cell.raw).unwrap_or_default();
    let value = match (header.value_type, &cell.figure) {
        // A share is no amount, though columns of discounts hold both.
        (ValueType::Amount, Some(figure)) => (!figure.is_percent).then(|| amount::canonical(figure.value)),
        (ValueType::Number | ValueType::Percent, Some(figure)) => {
            Some(amount::canonical_number(figure.value))
        }
        _ => convert(header.value_type, &raw_value, &context),
    };
    let reading_fault = match &value {
        Some(value) => fault(header.value_type, value),
        None => Some(format!("{raw_value} cannot be read as {}", spoken(header.value_type))),
    };
    let is_ocr = cell
        .spans
        .first()
        .and_then(|span| analysis.sheet.tokens.get(span.start))
        .is_some_and(|token| analysis.sheet.is_ocr(token.page));
    Reading {
        data_point: header.name.clone(),
        raw_value,
        value,
        fault: reading_fault,
        confidence: Confidence::new(sure),
        source: if is_ocr { Source::Ocr } else { Source::Text },
        evidence: analysis.sheet.evidence(&cell.spans),
        alternatives: Vec::new(),
    }
}

/// The smallest box around all cells, per page.
fn boxes(cells: &[Evidence]) -> Vec<Evidence> {
    let mut pages: Vec<u32> = cells.iter().map(|cell| cell.page).collect();
    pages.sort_unstable();
    pages.dedup();
    let around = |page: u32| {
        let bbox = Rect::around(cells.iter().filter(|cell| cell.page == page).map(|cell| cell.bbox))?;
        Some(Evidence { page, bbox, words: Vec::new() })
    };
    pages.into_iter().filter_map(around).collect()
}
