//! What is wrong with grids and rows that a person gives.

use perigee_engine::Engine;
use perigee_model::{DataPoint, TableMask};

use super::{CellInput, MOST_CELLS, MOST_ROWS, RowInput};
use crate::annotation::LONGEST_TEXT;
use crate::{AppError, FieldFault};

/// Grids of one table: a page may have several, and a document has 2,000 pages at most.
const MOST_MASKS: usize = 2_000;
/// Lines of a grid in one direction; a page of small print has about a hundred rows.
const MOST_LINES: usize = 1_000;
/// A region smaller than this, in points, was drawn by mistake.
const SMALLEST: f32 = 4.0;
/// Faults that are told: whoever pastes ten thousand wrong cells wants to hear of the first.
const MOST_FAULTS: usize = 20;

/// Collects faults of one field.
struct Faults {
    field: &'static str,
    found: Vec<FieldFault>,
}

impl Faults {
    fn add(&mut self, message: String) {
        if self.found.len() < MOST_FAULTS {
            self.found.push(FieldFault { field: self.field, message });
        }
    }

    fn settle<T>(self, checked: T) -> Result<T, AppError> {
        if self.found.is_empty() { Ok(checked) } else { Err(AppError::Invalid { faults: self.found }) }
    }
}

/// The grids with their lines in order, if they fit the pages (width and height each) and the columns.
pub(super) fn masks(
    point: &DataPoint,
    pages: &[(f32, f32)],
    masks: &[TableMask],
) -> Result<Vec<TableMask>, AppError> {
    if masks.len() > MOST_MASKS {
        return Err(AppError::TooLarge { limit: MOST_MASKS as u64, unit: "masks of a table" });
    }
    let mut faults = Faults { field: "masks", found: Vec::new() };
    if masks.is_empty() {
        faults.add("at least one mask is required; to remove the table, delete it".to_owned());
    }
    let mut checked = Vec::with_capacity(masks.len());
    for (at, mask) in masks.iter().enumerate() {
        if mask.rows.len() > MOST_LINES || mask.columns.len() > MOST_LINES {
            return Err(AppError::TooLarge { limit: MOST_LINES as u64, unit: "lines of a mask" });
        }
        let tidy = Engine::tidy_mask(mask);
        of_mask(point, pages, &tidy)
            .into_iter()
            .for_each(|message| faults.add(format!("mask {at}: {message}")));
        checked.push(tidy);
    }
    faults.settle(checked)
}

fn of_mask(point: &DataPoint, pages: &[(f32, f32)], mask: &TableMask) -> Vec<String> {
    let mut faults = Vec::new();
    let bbox = mask.bbox;
    match pages.get(mask.page as usize) {
        None => faults.push(format!("the document has no page {}", mask.page)),
        Some((width, height)) => {
            if bbox.x0 < -1.0 || bbox.y0 < -1.0 || bbox.x1 > width + 1.0 || bbox.y1 > height + 1.0 {
                faults.push(format!("the region lies outside of page {}", mask.page));
            }
        }
    }
    if bbox.width() < SMALLEST || bbox.height() < SMALLEST {
        faults.push(format!("the region must be at least {SMALLEST} points wide and high"));
    }
    let columns = mask.columns.len() + 1;
    if mask.headers.len() != columns {
        let said = mask.headers.len();
        faults.push(format!("the lines make {columns} columns, but there are {said} headers"));
    }
    for name in mask.headers.iter().flatten() {
        if !point.headers.iter().any(|header| header.name == *name) {
            faults.push(format!("{} has no column {name}", point.name));
        }
    }
    if mask.headers.iter().flatten().next().is_none() {
        faults.push("at least one column needs a header".to_owned());
    }
    if mask.header_rows as usize > mask.rows.len() {
        faults.push("at least one row must be left below the rows of names".to_owned());
    }
    faults
}

/// Whether rows can be taken.
pub(super) fn rows(point: &DataPoint, rows: &[RowInput]) -> Result<(), AppError> {
    if rows.len() > MOST_ROWS {
        return Err(AppError::TooLarge { limit: MOST_ROWS as u64, unit: "rows of a table" });
    }
    if rows.iter().map(|row| row.len()).sum::<usize>() > MOST_CELLS {
        return Err(AppError::TooLarge { limit: MOST_CELLS as u64, unit: "cells of a table" });
    }
    let mut faults = Faults { field: "rows", found: Vec::new() };
    for (at, row) in rows.iter().enumerate() {
        for (name, cell) in row {
            if !point.headers.iter().any(|header| header.name == *name) {
                faults.add(format!("row {at}: {} has no column {name}", point.name));
            }
            let text = match cell {
                CellInput::Text(text) => text.as_str(),
                CellInput::Placed { raw_value, .. } => raw_value.as_deref().unwrap_or_default(),
            };
            if text.len() > LONGEST_TEXT {
                faults.add(format!("row {at}, {name}: at most {LONGEST_TEXT} bytes are allowed"));
            }
        }
    }
    faults.settle(())
}
