//! Comma-separated values: a line for each document, or for each row of its tables with the document repeated.

use std::fs::File;
use std::io::{BufWriter, Seek as _, SeekFrom};

use perigee_model::DataPoint;

use super::{Exported, WriteFault, Writer, columns};

/// Writes RFC 4180 in UTF-8, with `\n` between lines.
pub(super) struct CsvWriter {
    out: csv::Writer<BufWriter<File>>,
    singles: Vec<DataPoint>,
    tables: Vec<DataPoint>,
}

impl CsvWriter {
    pub(super) fn new(points: Vec<DataPoint>) -> Result<Self, WriteFault> {
        let (singles, tables) = columns::parted(points);
        let mut out = csv::Writer::from_writer(BufWriter::new(tempfile::tempfile()?));
        let mut head: Vec<String> = columns::FIXED.iter().map(|(name, _)| (*name).to_owned()).collect();
        head.extend(singles.iter().map(|point| point.name.clone()));
        if !tables.is_empty() {
            head.extend(["table".to_owned(), "row".to_owned()]);
            for table in &tables {
                head.extend(table.headers.iter().map(|header| format!("{}.{}", table.name, header.name)));
            }
        }
        out.write_record(&head).map_err(disk)?;
        Ok(Self { out, singles, tables })
    }

    fn line(&mut self, cells: &[String]) -> Result<(), WriteFault> {
        self.out.write_record(cells.iter().map(|cell| guarded(cell).into_owned())).map_err(disk)
    }

    /// How many columns stand for cells of tables.
    fn table_columns(&self) -> usize {
        self.tables.iter().map(|table| table.headers.len()).sum()
    }
}

impl Writer for CsvWriter {
    fn add(&mut self, exported: &Exported) -> Result<(), WriteFault> {
        for (file, document) in exported.documents() {
            let mut start = columns::fixed(exported, &file.file_name, document).to_vec();
            start.extend(self.singles.iter().map(|point| columns::joined(document, &point.name)));
            if self.tables.is_empty() {
                self.line(&start)?;
                continue;
            }
            let (mut rows, mut before, width) = (0, 0, self.table_columns());
            for point in self.tables.clone() {
                let all = columns::tables(document, &point.name).flat_map(|table| &table.rows);
                for (number, row) in all.enumerate() {
                    let mut cells = vec![String::new(); width];
                    for (at, header) in point.headers.iter().enumerate() {
                        cells[before + at] = row.cells.get(&header.name).map_or("", columns::text).to_owned();
                    }
                    let place = [point.name.clone(), (number + 1).to_string()];
                    self.line(&[start.as_slice(), &place, &cells].concat())?;
                    rows += 1;
                }
                before += point.headers.len();
            }
            if rows == 0 {
                self.line(&[start, vec![String::new(); width + 2]].concat())?;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<File, WriteFault> {
        let buffered = self.out.into_inner().map_err(|error| error.into_error())?;
        let mut file = buffered.into_inner().map_err(|error| error.into_error())?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }
}

fn disk(error: csv::Error) -> WriteFault {
    WriteFault::Disk(std::io::Error::other(error))
}

/// A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection");
/// numbers with a sign stay numbers.
fn guarded(cell: &str) -> std::borrow::Cow<'_, str> {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let rest = cell.trim_start_matches(['+', '-']);
    let is_number = cell.len() - rest.len() <= 1
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || " .,".contains(c));
    if is_formula && !is_number { format!("'{cell}").into() } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_formula_is_text_and_a_signed_number_stays_a_number() {
        for formula in
            ["=1+1", "@SUM(A1)", "-cmd|' /C calc'!A0", "+A1", "\t=1", "--1", "-1+cmd", "+48-22-123"]
        {
            assert_eq!(guarded(formula), format!("'{formula}"), "{formula}");
        }
        for plain in ["-12.50", "+48 22 123 45 67", "2026-11-29", "Müller = Söhne", ""] {
            assert_eq!(guarded(plain), plain);
        }
    }
}
