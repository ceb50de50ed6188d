//! Rows of an e-invoice, each sought in the lines of the page.

use std::ops::Range;

use indexmap::IndexMap;
use perigee_model::{Confidence, DataPoint, Evidence, Header, Reading, Rect, TableReading, ValueType};
use perigee_values::fold;

use super::places::{Places, amount};
use super::{SEEN, UNSEEN, converted, stated};

/// Rows that are sought on the page; those behind have no places.
const MAX_SOUGHT: usize = 500;
/// Lines that are weighed for one row.
const MAX_LINES: usize = 200;
/// Cells of a row that a line must show: one alone may be another row, or a total.
const MIN_CELLS: usize = 2;
/// Lines above and below in which the rest of a row stands.
const AROUND: usize = 1;

/// A cell as the XML states it.
struct Cell<'a> {
    header: &'a Header,
    raw: &'a str,
    value: Option<String>,
}

/// The table with its rows in the order of the XML.
pub fn reading(places: &Places<'_>, point: &DataPoint, rows: &[IndexMap<String, String>]) -> TableReading {
    let mut after = 0;
    let mut all: Vec<Evidence> = Vec::new();
    let mut readings = Vec::with_capacity(rows.len());
    for (number, row) in rows.iter().enumerate() {
        let cells = cells(point, row);
        let line = (number < MAX_SOUGHT).then(|| line_of(places, &cells, after)).flatten();
        let mut used = Vec::new();
        let mut read = IndexMap::with_capacity(cells.len());
        for cell in cells {
            let spans = line.and_then(|line| find(places, &cell, line, &used)).unwrap_or_default();
            let evidence = places.analysis.sheet.evidence(&spans);
            used.extend(spans);
            all.extend(evidence.iter().cloned());
            let sure = Confidence::new(if evidence.is_empty() { UNSEEN } else { SEEN });
            let own = stated(&cell.header.name, cell.header.value_type, cell.raw, cell.value, evidence, sure);
            read.insert(cell.header.name.clone(), own);
        }
        after = line.map_or(after, |line| line + 1);
        readings.push(read);
    }
    TableReading {
        data_point: point.name.clone(),
        confidence: confidence(&readings),
        rows: readings,
        evidence: boxes(&all),
    }
}

fn confidence(rows: &[IndexMap<String, Reading>]) -> Confidence {
    let is_seen = rows.iter().all(|row| row.values().any(|cell| !cell.evidence.is_empty()));
    Confidence::new(if is_seen { SEEN } else { UNSEEN })
}

fn cells<'a>(point: &'a DataPoint, row: &'a IndexMap<String, String>) -> Vec<Cell<'a>> {
    let cell = |header: &'a Header| {
        let raw = row.get(&header.name)?;
        Some(Cell { header, raw, value: converted(header.value_type, raw, &[]) })
    };
    point.headers.iter().filter_map(cell).collect()
}

/// The line that shows most of the row's cells; the first of equals behind the row before, else the first at all.
fn line_of(places: &Places<'_>, cells: &[Cell<'_>], after: usize) -> Option<usize> {
    let mut lines: Vec<usize> = cells.iter().flat_map(|cell| lines_with(places, cell)).collect();
    lines.sort_unstable();
    lines.dedup();
    // What lies behind the row before comes first.
    let behind = lines.partition_point(|line| *line < after);
    lines.rotate_left(behind);
    let mut best: Option<(usize, usize)> = None;
    for line in lines.into_iter().take(MAX_LINES) {
        let mut used = Vec::new();
        for cell in cells {
            used.extend(find_on(places, cell, line, &used).unwrap_or_default());
        }
        let shown = used.len();
        if shown >= MIN_CELLS && best.is_none_or(|(_, most)| shown > most) {
            best = Some((line, shown));
        }
    }
    best.map(|(line, _)| line)
}

/// Lines that show one cell, for the cells by which a row is known.
fn lines_with(places: &Places<'_>, cell: &Cell<'_>) -> Vec<usize> {
    let line = |span: &Range<usize>| places.analysis.sheet.tokens.get(span.start).map(|token| token.line);
    match cell.header.value_type {
        ValueType::Amount => {
            let number = cell.value.as_deref().and_then(amount);
            number.map_or(&[][..], |number| places.numbers(number)).iter().filter_map(line).collect()
        }
        ValueType::Text => {
            let spans = places.texts(&fold(cell.raw));
            spans.iter().filter_map(|spans| line(spans.first()?)).collect()
        }
        _ => Vec::new(),
    }
}

/// The tokens of a cell on a line, or right above or below it.
fn find(
    places: &Places<'_>,
    cell: &Cell<'_>,
    line: usize,
    used: &[Range<usize>],
) -> Option<Vec<Range<usize>>> {
    find_on(places, cell, line, used).or_else(|| {
        // Only a text is unmistakable on the lines of the neighbours.
        let is_text = cell.header.value_type == ValueType::Text && fold(cell.raw).len() > 3;
        let around = (line.saturating_sub(AROUND)..=line + AROUND).filter(|_| is_text);
        around.filter(|other| *other != line).find_map(|other| find_on(places, cell, other, used))
    })
}

fn find_on(
    places: &Places<'_>,
    cell: &Cell<'_>,
    line: usize,
    used: &[Range<usize>],
) -> Option<Vec<Range<usize>>> {
    let sheet = &places.analysis.sheet;
    let tokens = sheet.lines.get(line)?.tokens.clone();
    let is_free =
        |span: &Range<usize>| used.iter().all(|other| other.end <= span.start || span.end <= other.start);
    match cell.header.value_type {
        ValueType::Amount | ValueType::Number | ValueType::Percent => {
            let number = cell.value.as_deref().and_then(amount)?;
            let all = places.numbers(number);
            let from = all.partition_point(|span| span.start < tokens.start);
            let here = all.iter().skip(from).take_while(|span| span.start < tokens.end);
            let place = here.into_iter().find(|span| is_free(span))?;
            Some(std::iter::once(place.clone()).collect())
        }
        _ => {
            let wanted = fold(cell.raw);
            let fits = |at: usize| places.text_at(at, &wanted).filter(|spans| spans.iter().all(is_free));
            if wanted.is_empty() { None } else { tokens.into_iter().find_map(fits) }
        }
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
