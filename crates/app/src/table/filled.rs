//! From grids and entered rows to cells: texts, places, converted values.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;
use perigee_engine::Engine;
use perigee_model::results::Decision;
use perigee_model::{
    Confidence, DataPoint, Evidence, Page, Reading, Scope, Source, TableCell, TableMask, ValueId, ValueType,
};
use perigee_store::ConnectionTrait;
use perigee_values::{Context, DateOrder};
use uuid::Uuid;

use super::{CellInput, Filled, MOST_ROWS, RowInput, TableInput, around, check};
use crate::annotation::{Review, place};
use crate::result::{ShownTable, ShownValue};
use crate::{AppError, document};

type Row = IndexMap<String, ShownValue>;

/// The rows of a table by what a person says; `before` is the table as it is shown.
pub(super) async fn fill(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    review: &Review,
    point: &DataPoint,
    before: Option<&ShownTable>,
    input: TableInput,
) -> Result<Filled, AppError> {
    let mut masks = before.map(|table| table.masks.clone()).unwrap_or_default();
    let pages = if needs_pages(&input) { pages(conn, scope, review).await? } else { BTreeMap::new() };
    let is_laid_anew = input.masks.is_some();
    if let Some(given) = &input.masks {
        let sizes: Vec<(f32, f32)> = pages.values().map(|page| (page.width, page.height)).collect();
        masks = check::masks(point, &sizes, given)?;
    }
    let (rows, evidence) = match input.rows {
        Some(rows) => {
            check::rows(point, &rows)?;
            let rows = entered(review, point, before, &pages, rows)?;
            let evidence = match before.filter(|_| !is_laid_anew) {
                Some(table) if !table.evidence.is_empty() => table.evidence.clone(),
                _ if is_laid_anew => regions(&masks),
                _ => around(&rows),
            };
            (rows, evidence)
        }
        None => (read(review, point, before, &pages, &masks)?, regions(&masks)),
    };
    Ok(Filled { masks, rows, evidence })
}

/// Whether the words of the pages are asked for.
fn needs_pages(input: &TableInput) -> bool {
    let is_placed = |cell: &CellInput| matches!(cell, CellInput::Placed { places, .. } if !places.is_empty());
    let rows = input.rows.iter().flatten();
    input.masks.is_some() || rows.flat_map(|row| row.values()).any(is_placed)
}

async fn pages(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    review: &Review,
) -> Result<BTreeMap<u32, Page>, AppError> {
    let pages = document::pages_of(conn, scope, &review.document).await?;
    Ok(pages.into_iter().map(|(_, page)| (page.number, page)).collect())
}

fn regions(masks: &[TableMask]) -> Vec<Evidence> {
    masks.iter().map(|mask| Evidence { page: mask.page, bbox: mask.bbox, words: Vec::new() }).collect()
}

/// Rows of the words that stand in the cells of the masks.
fn read(
    review: &Review,
    point: &DataPoint,
    before: Option<&ShownTable>,
    pages: &BTreeMap<u32, Page>,
    masks: &[TableMask],
) -> Result<Vec<Row>, AppError> {
    let mut raw: Vec<IndexMap<String, (String, Evidence)>> = Vec::new();
    for mask in masks {
        let Some(page) = pages.get(&mask.page) else { continue };
        let mut rows: BTreeMap<u32, IndexMap<String, TableCell>> = BTreeMap::new();
        for cell in Engine::cells_of_mask(mask, page) {
            let header = mask.headers.get(cell.col as usize).cloned().flatten();
            let Some(header) = header.filter(|_| cell.row >= mask.header_rows) else { continue };
            let row = rows.entry(cell.row).or_default();
            match row.get_mut(&header) {
                Some(known) => join(known, cell),
                None => drop(row.insert(header, cell)),
            }
        }
        raw.extend(rows.into_values().map(|row| in_order(point, row, page)));
        if raw.len() > MOST_ROWS {
            return Err(AppError::TooLarge { limit: MOST_ROWS as u64, unit: "rows of a table" });
        }
    }
    let known = before.map(by_place).unwrap_or_default();
    let texts = raw.iter().flatten().map(|(header, (text, _))| (header.as_str(), text.as_str()));
    let order = date_order(review, point, texts);
    let cell = |header: &str, text: String, evidence: Evidence| {
        // What a person put right stays right when a line beside it moves.
        match known.get(&(header, evidence.page, evidence.words.as_slice())) {
            Some(before) => (*before).clone(),
            None => entered_cell(point, header, text, vec![evidence], order),
        }
    };
    let row = |row: IndexMap<String, (String, Evidence)>| -> Row {
        row.into_iter()
            .map(|(header, (text, evidence))| {
                let value = cell(&header, text, evidence);
                (header, value)
            })
            .collect()
    };
    Ok(raw.into_iter().map(row).collect())
}

/// Two columns with the same header are one.
fn join(known: &mut TableCell, other: TableCell) {
    known.text = format!("{} {}", known.text, other.text);
    known.bbox = known.bbox.union(other.bbox);
    known.words.extend(other.words);
}

/// The cells of a row in the order of the data point's columns.
fn in_order(
    point: &DataPoint,
    mut row: IndexMap<String, TableCell>,
    page: &Page,
) -> IndexMap<String, (String, Evidence)> {
    let mut ordered = IndexMap::with_capacity(row.len());
    for header in &point.headers {
        if let Some(cell) = row.swap_remove(&header.name) {
            let evidence = Evidence { page: page.number, bbox: cell.bbox, words: cell.words };
            ordered.insert(header.name.clone(), (cell.text, evidence));
        }
    }
    ordered
}

/// The cells of a table by header and words.
fn by_place(table: &ShownTable) -> HashMap<(&str, u32, &[u32]), &ShownValue> {
    let mut known = HashMap::new();
    for (header, cell) in table.rows.iter().flatten() {
        if let [place] = cell.reading.evidence.as_slice()
            && !place.words.is_empty()
        {
            known.insert((header.as_str(), place.page, place.words.as_slice()), cell);
        }
    }
    known
}

/// Rows that a person gives; empty cells and empty rows are left out.
fn entered(
    review: &Review,
    point: &DataPoint,
    before: Option<&ShownTable>,
    pages: &BTreeMap<u32, Page>,
    rows: Vec<RowInput>,
) -> Result<Vec<Row>, AppError> {
    let cells = before.map(|table| table.rows.iter().flatten()).into_iter().flatten();
    let mut known: HashMap<ValueId, &ShownValue> = cells.map(|(_, cell)| (cell.id, cell)).collect();
    let texts = rows.iter().flatten().filter_map(|(header, cell)| match cell {
        CellInput::Text(text) | CellInput::Placed { raw_value: Some(text), .. } => {
            Some((header.as_str(), text.as_str()))
        }
        CellInput::Placed { .. } => None,
    });
    let order = date_order(review, point, texts);
    let mut entered = Vec::with_capacity(rows.len());
    for mut row in rows {
        let mut cells = Row::with_capacity(row.len());
        for header in &point.headers {
            let Some(input) = row.swap_remove(&header.name) else { continue };
            let (id, text, places) = match input {
                CellInput::Text(text) => (None, Some(text), Vec::new()),
                CellInput::Placed { id, raw_value, places } => (id, raw_value, places),
            };
            // The same cell cannot stand in two rows: a copy gets an id of its own.
            let old = id.and_then(|id| known.remove(&id));
            let is_kept = |old: &&ShownValue| {
                old.reading.data_point == header.name
                    && text.as_deref().is_none_or(|text| text.trim() == old.reading.raw_value)
            };
            if let Some(old) = old.filter(is_kept) {
                cells.insert(header.name.clone(), old.clone());
                continue;
            }
            let (evidence, read) = place::read_on(pages, &places)?;
            let evidence = match old {
                Some(old) if places.is_empty() => old.reading.evidence.clone(),
                _ => evidence,
            };
            let text = text.unwrap_or(read);
            let mut cell = entered_cell(point, &header.name, text.trim().to_owned(), evidence, order);
            if cell.reading.raw_value.is_empty() {
                continue;
            }
            if let Some(old) = old.filter(|old| old.reading.data_point == header.name) {
                cell.id = old.id;
            }
            cells.insert(header.name.clone(), cell);
        }
        if !cells.is_empty() {
            entered.push(cells);
        }
    }
    Ok(entered)
}

/// A cell with its value by the format of its header.
fn entered_cell(
    point: &DataPoint,
    header: &str,
    text: String,
    evidence: Vec<Evidence>,
    date_order: DateOrder,
) -> ShownValue {
    let value_type = type_of(point, header);
    let context = Context { date_order, decimal_mark: None, literals: &[] };
    let value = perigee_values::convert(value_type, &text, &context);
    let fault = value.as_deref().and_then(|value| perigee_values::fault(value_type, value));
    let reading = Reading {
        data_point: header.to_owned(),
        raw_value: text,
        value,
        fault,
        confidence: Confidence::CERTAIN,
        source: Source::Person,
        evidence,
        alternatives: Vec::new(),
    };
    ShownValue { id: ValueId::from_uuid(Uuid::now_v7()), reading, decision: Some(Decision::Added) }
}

fn type_of(point: &DataPoint, header: &str) -> ValueType {
    point.headers.iter().find(|known| known.name == header).map_or(ValueType::Text, |known| known.value_type)
}

/// Which of day and month the table prints first, by its own dates and else by those of the document.
fn date_order<'t>(
    review: &Review,
    point: &DataPoint,
    texts: impl Iterator<Item = (&'t str, &'t str)>,
) -> DateOrder {
    let dates = texts.filter(|(header, _)| type_of(point, header) == ValueType::Date).map(|(_, text)| text);
    DateOrder::decide(dates, review.date_order())
}
