//! Excel workbooks: the values of the cells of every visible sheet.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetVisible, Xls, Xlsx};
use perigee_model::FileFault;

use crate::document::RenderLimits;
use crate::fault;
use crate::flow::{Flow, has_header};
use crate::kind::FileKind;
use crate::typeset::Block;

/// Cells of a sheet that are read; 2,000 printed pages hold fewer.
const MAX_CELLS: usize = 1_000_000;

/// Decimal places that are kept: a sheet shows 0.1 + 0.2 as 0.3.
const DECIMALS: usize = 9;

/// Values by row and column.
type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

/// The blocks: a heading and the tables of each sheet.
pub(super) fn blocks(bytes: &[u8], kind: FileKind, limits: RenderLimits) -> Result<Vec<Block>, FileFault> {
    let sheets = match kind {
        FileKind::Xls => old_sheets(bytes),
        _ => new_sheets(bytes),
    };
    let sheets = sheets.ok_or_else(|| fault::damaged(kind.name()))?;
    let mut flow = Flow::new(limits);
    for (name, cells) in sheets {
        flow.page_break();
        flow.heading(2, &name);
        rows_into(rows(cells), &mut flow);
    }
    flow.finish()
}

/// The tables of a sheet: empty rows part them.
pub(super) fn rows_into(rows: Vec<Vec<String>>, flow: &mut Flow) {
    let mut table: Vec<Vec<String>> = Vec::new();
    for row in rows.into_iter().chain([Vec::new()]) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            let header_rows = usize::from(has_header(&table));
            flow.table(header_rows, std::mem::take(&mut table));
        } else {
            table.push(row);
        }
    }
}

/// The rows between the first and the last value; a gap of many empty rows is one.
fn rows(cells: Cells) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut last = None;
    for (number, columns) in cells {
        if last.is_some_and(|last| number > last + 1) {
            rows.push(Vec::new());
        }
        last = Some(number);
        let width = columns.keys().next_back().map_or(0, |column| *column as usize + 1);
        let mut row = vec![String::new(); width];
        for (column, text) in columns {
            if let Some(cell) = row.get_mut(column as usize) {
                *cell = text;
            }
        }
        rows.push(row);
    }
    rows
}

/// Cell by cell: a sheet with a value in each corner would fill the memory as a whole.
fn new_sheets(bytes: &[u8]) -> Option<Vec<(String, Cells)>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let mut sheets = Vec::new();
    for sheet in workbook.sheets_metadata().to_vec() {
        if sheet.visible != SheetVisible::Visible {
            continue;
        }
        // Charts have no cells.
        let Ok(mut reader) = workbook.worksheet_cells_reader(&sheet.name) else { continue };
        let (mut cells, mut count) = (Cells::new(), 0);
        while let Some(cell) = reader.next_cell().ok()? {
            let text = match cell.get_value() {
                DataRef::SharedString(text) => (*text).to_owned(),
                other => shown(&Data::from(other.clone())),
            };
            if !text.is_empty() && count < MAX_CELLS {
                count += 1;
                let (row, column) = cell.get_position();
                cells.entry(row).or_default().insert(column, text);
            }
        }
        sheets.push((sheet.name, cells));
    }
    Some(sheets)
}

fn old_sheets(bytes: &[u8]) -> Option<Vec<(String, Cells)>> {
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).ok()?;
    let mut sheets = Vec::new();
    for sheet in workbook.sheets_metadata().to_vec() {
        if sheet.visible != SheetVisible::Visible {
            continue;
        }
        let Ok(range) = workbook.worksheet_range(&sheet.name) else { continue };
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut cells = Cells::new();
        for (row, column, value) in range.used_cells().take(MAX_CELLS) {
            let text = shown(value);
            if !text.is_empty() {
                let at = (first_row.checked_add(row as u32)?, first_column.checked_add(column as u32)?);
                cells.entry(at.0).or_default().insert(at.1, text);
            }
        }
        sheets.push((sheet.name, cells));
    }
    Some(sheets)
}

/// A value as a person would write it.
fn shown(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => decimal(*number),
        Data::String(text) => text.clone(),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(moment) => date(moment),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

fn decimal(number: f64) -> String {
    let text = format!("{number:.DECIMALS$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn date(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return decimal(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = if second == 0 {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    };
    let is_whole_day = (hour, minute, second) == (0, 0, 0);
    if moment.as_f64() < 1.0 {
        time
    } else if is_whole_day {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {time}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_and_dates_look_as_a_person_writes_them() {
        assert_eq!(shown(&Data::Float(0.1 + 0.2)), "0.3");
        assert_eq!(shown(&Data::Float(119.0)), "119");
        let moment = |value| Data::DateTime(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false));
        assert_eq!(shown(&moment(45_943.0)), "2025-10-13");
        assert_eq!(shown(&moment(45_943.5)), "2025-10-13 12:00");
        assert_eq!(shown(&moment(0.25)), "06:00");
    }

    #[test]
    fn values_in_far_corners_cost_no_memory() {
        let mut cells = Cells::new();
        cells.entry(0).or_default().insert(0, "a".to_owned());
        cells.entry(1_048_575).or_default().insert(1, "b".to_owned());
        assert_eq!(rows(cells).len(), 3);
    }
}
