//! A workbook: a sheet with a line for each document, and a sheet for each table.

use std::fs::File;
use std::io::{BufReader, BufWriter, Seek as _, SeekFrom};

use perigee_model::results::SingleValue;
use perigee_model::{DataPoint, ValueType};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Exported, WriteFault, Writer, columns};

/// Rows of a sheet, its head included ("Excel specifications and limits").
const MOST_ROWS: u32 = 1_048_576;

/// Characters of a cell (same source).
const LONGEST_CELL: usize = 32_767;

/// Characters of a sheet's name (same source).
const LONGEST_NAME: usize = 31;

/// Width of the columns, in characters.
const WIDTH: f64 = 18.0;

/// What stands before the cells of a table in its sheet.
const BEFORE_CELLS: [&str; 4] = ["Collection id", "Collection", "Document", "Row"];

/// Writes rows as they come; sheets are kept in temporary files, not in memory.
pub(super) struct XlsxWriter {
    book: Workbook,
    singles: Vec<DataPoint>,
    tables: Vec<DataPoint>,
    /// The next free row of each sheet.
    rows: Vec<u32>,
    date: Format,
}

impl XlsxWriter {
    pub(super) fn new(points: Vec<DataPoint>) -> Result<Self, WriteFault> {
        let (singles, tables) = columns::parted(points);
        let (mut book, bold) = (Workbook::new(), Format::new().set_bold());
        let labels = columns::FIXED.iter().map(|(_, label)| *label);
        let head: Vec<&str> = labels.chain(singles.iter().map(|point| point.label.as_str())).collect();
        let mut taken = Vec::new();
        begin(
            book.add_worksheet_with_constant_memory().map_err(fault)?,
            &sheet_name("Documents", &mut taken),
            &head,
            &bold,
        )?;
        for table in &tables {
            let labels = table.headers.iter().map(|header| header.label.as_str());
            let head: Vec<&str> = BEFORE_CELLS.into_iter().chain(labels).collect();
            let name = sheet_name(&table.label, &mut taken);
            begin(book.add_worksheet_with_constant_memory().map_err(fault)?, &name, &head, &bold)?;
        }
        let rows = vec![1; tables.len() + 1];
        Ok(Self { book, singles, tables, rows, date: Format::new().set_num_format("yyyy-mm-dd") })
    }

    /// A new row of a sheet.
    fn next_row(&mut self, sheet: usize) -> Result<u32, WriteFault> {
        let row = self.rows[sheet];
        if row >= MOST_ROWS {
            return Err(WriteFault::TooManyRows { limit: MOST_ROWS });
        }
        self.rows[sheet] += 1;
        Ok(row)
    }
}

impl Writer for XlsxWriter {
    fn add(&mut self, exported: &Exported) -> Result<(), WriteFault> {
        for (file, document) in exported.documents() {
            let row = self.next_row(0)?;
            let sheet = self.book.worksheet_from_index(0).map_err(fault)?;
            let fixed = columns::fixed(exported, &file.file_name, document);
            for (column, text) in (0..).zip(&fixed) {
                put_text(sheet, row, column, text)?;
            }
            for (column, point) in (columns::FIXED.len() as u16..).zip(&self.singles) {
                match columns::values(document, &point.name).as_slice() {
                    [only] => put(sheet, (row, column), only, point.value_type, &self.date)?,
                    _ => put_text(sheet, row, column, &columns::joined(document, &point.name))?,
                }
            }
            for (at, point) in self.tables.clone().iter().enumerate() {
                let all = columns::tables(document, &point.name).flat_map(|table| &table.rows);
                for (number, cells) in (1_u32..).zip(all) {
                    let row = self.next_row(at + 1)?;
                    let sheet = self.book.worksheet_from_index(at + 1).map_err(fault)?;
                    for (column, text) in (0..).zip([&fixed[0], &fixed[1], &fixed[5]]) {
                        put_text(sheet, row, column, text)?;
                    }
                    sheet.write_number(row, 3, f64::from(number)).map_err(fault)?;
                    for (column, header) in (BEFORE_CELLS.len() as u16..).zip(&point.headers) {
                        let Some(value) = cells.cells.get(&header.name) else { continue };
                        put(sheet, (row, column), value, header.value_type, &self.date)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<File, WriteFault> {
        let mut file = tempfile::tempfile()?;
        self.book.save_to_writer(BufWriter::new(&file)).map_err(fault)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(BufReader::new(file).into_inner())
    }
}

/// Names a sheet and writes its head.
fn begin(sheet: &mut Worksheet, name: &str, head: &[&str], bold: &Format) -> Result<(), WriteFault> {
    sheet.set_name(name).map_err(fault)?;
    sheet.set_freeze_panes(1, 0).map_err(fault)?;
    for (column, label) in (0..).zip(head) {
        sheet.set_column_width(column, WIDTH).map_err(fault)?;
        sheet.write_string_with_format(0, column, *label, bold).map_err(fault)?;
    }
    Ok(())
}

/// A value by its type: numbers that can be summed, dates that can be sorted, text for everything else.
fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &SingleValue,
    value_type: ValueType,
    date: &Format,
) -> Result<(), WriteFault> {
    let Some(converted) = value.value.as_deref() else {
        return put_text(sheet, row, column, &value.raw_value);
    };
    match value_type {
        ValueType::Amount | ValueType::Number | ValueType::Percent => {
            // A spreadsheet has no other numbers; 15 digits are exact, longer ones stay text.
            let digits = converted.chars().filter(char::is_ascii_digit).count();
            if let Some(number) =
                converted.parse::<f64>().ok().filter(|number| number.is_finite() && digits <= 15)
            {
                sheet.write_number(row, column, number).map_err(fault)?;
                return Ok(());
            }
        }
        ValueType::Date => {
            if let Ok(day) = ExcelDateTime::parse_from_str(converted) {
                sheet.write_datetime_with_format(row, column, &day, date).map_err(fault)?;
                return Ok(());
            }
        }
        _ => {}
    }
    put_text(sheet, row, column, converted)
}

/// A text cell, never a formula; what is longer than a cell can be is cut.
fn put_text(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), WriteFault> {
    let cut: String = text.chars().take(LONGEST_CELL).collect();
    sheet.write_string(row, column, cut).map(drop).map_err(fault)
}

/// A name that a workbook takes, different from those before.
fn sheet_name(label: &str, taken: &mut Vec<String>) -> String {
    let safe: String =
        label.chars().map(|c| if c.is_control() || "[]:*?/\\".contains(c) { ' ' } else { c }).collect();
    let safe = safe.trim().trim_matches('\'');
    let base = if safe.is_empty() { "Table" } else { safe };
    let numbered = |number: usize| {
        let end = if number == 1 { String::new() } else { format!(" {number}") };
        let room = LONGEST_NAME - end.len();
        format!("{}{end}", base.chars().take(room).collect::<String>())
    };
    let is_free = |name: &String| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let name = (1..).map(numbered).find(is_free).unwrap_or_else(|| base.to_owned());
    taken.push(name.clone());
    name
}

fn fault(error: XlsxError) -> WriteFault {
    match error {
        XlsxError::RowColumnLimitError => WriteFault::TooManyRows { limit: MOST_ROWS },
        other => WriteFault::Disk(std::io::Error::other(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::sheet_name;

    #[test]
    fn sheets_have_names_that_a_workbook_takes() {
        let mut taken = Vec::new();
        assert_eq!(sheet_name("Line items [a/b]", &mut taken), "Line items  a b");
        let long = "Bardzo długa nazwa tabeli z pozycjami";
        assert_eq!(sheet_name(long, &mut taken).chars().count(), 31);
        assert!(sheet_name(long, &mut taken).ends_with(" 2"));
        assert_eq!(sheet_name("''", &mut taken), "Table");
    }
}
