//! `perigee tables`: every table found, cell by cell.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use perigee_engine::{Engine, ReadOptions};
use perigee_model::{FileFault, Finding, Rect, Table, TableCell};
use serde::Serialize;

use crate::exit::Done;
use crate::{batch, source};

/// Characters to which a column is cut in plain output, so that a table of sentences stays readable.
const MAX_COLUMN: usize = 40;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: perigee tables --json report.pdf scan.tif > tables.json")]
pub struct Args {
    /// PDF or picture files, or *.words.json files whose words are taken as given.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Languages to recognize, e.g. eng+deu [default: the language of each page, as far as it is installed].
    #[arg(long, value_name = "LANGUAGES")]
    lang: Option<String>,
    /// Ignore text layers and recognize every page.
    #[arg(long)]
    force: bool,
    /// What opens locked PDF files.
    #[arg(long, value_name = "PASSWORD")]
    password: Option<String>,
    /// Print one JSON array with the cells of each table and their places.
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print the rows of each table as comma-separated values, with an empty line between tables.
    #[arg(long)]
    csv: bool,
}

/// A file as it stands in the JSON array.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FileTables<'a> {
    file_name: &'a str,
    tables: Vec<TableEntry<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TableEntry<'a> {
    page: u32,
    bbox: Rect,
    header_rows: u32,
    continues: bool,
    cells: Vec<CellEntry<'a>>,
    /// What seems to be missing.
    findings: Vec<Finding>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CellEntry<'a> {
    row: u32,
    col: u32,
    row_end: u32,
    col_end: u32,
    text: &'a str,
    bbox: Rect,
}

type Outcome = Result<Vec<Table>, FileFault>;

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    let engine = source::engine(&args.files)?;
    let options = ReadOptions {
        languages: args.lang.clone(),
        force_ocr: args.force,
        password: args.password.clone(),
        ..ReadOptions::default()
    };
    let bar = ProgressBar::new(args.files.len() as u64)
        .with_style(ProgressStyle::with_template("{bar:30} {pos}/{len} files, {elapsed}")?);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut failed = 0;
    batch::in_order(
        &args.files,
        |path| source::read(&engine, path, &options).map(|document| Engine::tables(&document.pages)),
        |index, outcome| {
            let path = &args.files[index];
            bar.inc(1);
            if let Err(fault) = &outcome {
                failed += 1;
                bar.suspend(|| eprintln!("perigee: {}: {fault}; {}", path.display(), fault.action));
            }
            match (args.json, args.csv) {
                (true, _) => print_json(&mut out, index, path, &outcome),
                (_, true) => print_csv(&mut out, &outcome),
                _ => print_text(&mut out, path, &outcome),
            }
        },
    )?;
    if args.json {
        writeln!(out, "]")?;
    }
    out.flush()?;
    bar.finish_and_clear();
    Ok(match failed {
        0 => Done::All,
        some if some < args.files.len() => Done::SomeFailed,
        _ => Done::Nothing,
    })
}

fn print_json(out: &mut impl Write, position: usize, path: &Path, outcome: &Outcome) -> anyhow::Result<()> {
    out.write_all(if position == 0 { b"[" } else { b",\n" })?;
    let name = source::file_name(path);
    match outcome {
        Ok(tables) => {
            let tables = tables.iter().map(entry).collect();
            serde_json::to_writer(&mut *out, &FileTables { file_name: &name, tables })?;
        }
        Err(error) => serde_json::to_writer(&mut *out, &source::Failed { file_name: &name, error })?,
    }
    Ok(())
}

fn entry(table: &Table) -> TableEntry<'_> {
    let cells = table.cells.iter().map(|cell| CellEntry {
        row: cell.row,
        col: cell.col,
        row_end: cell.row_end,
        col_end: cell.col_end,
        text: &cell.text,
        bbox: cell.bbox,
    });
    TableEntry {
        page: table.page,
        bbox: table.bbox,
        header_rows: table.header_rows,
        continues: table.continues,
        cells: cells.collect(),
        findings: Engine::missing_rows(table),
    }
}

fn print_csv(out: &mut impl Write, outcome: &Outcome) -> anyhow::Result<()> {
    for table in outcome.iter().flatten() {
        for row in rows(table) {
            let fields: Vec<String> = row.into_iter().map(quoted).collect();
            writeln!(out, "{}", fields.join(","))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// A field of comma-separated values, in quotes where it needs them.
///
/// Programs that open such files run what begins as a formula: an apostrophe in front keeps it a text.
fn quoted(text: &str) -> String {
    let guarded = if is_formula(text) { format!("'{text}") } else { text.to_owned() };
    let text = guarded.as_str();
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Whether a text begins as a formula does and is no number.
fn is_formula(text: &str) -> bool {
    let is_mark = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r');
    let is_number = |text: &str| {
        let body = text.trim_start_matches(['+', '-']).trim_end_matches(['%', '€', '$', '£']).trim();
        text.len() <= body.len() + 4
            && body.starts_with(|c: char| c.is_ascii_digit())
            && body.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'' | '\u{a0}'))
    };
    text.starts_with(is_mark) && !is_number(text)
}

fn print_text(out: &mut impl Write, path: &Path, outcome: &Outcome) -> anyhow::Result<()> {
    for (position, table) in outcome.iter().flatten().enumerate() {
        let name = source::file_name(path);
        writeln!(out, "--- {name}, page {}, table {} ---", table.page, position + 1)?;
        let rows: Vec<Vec<String>> =
            rows(table).into_iter().map(|row| row.into_iter().map(shortened).collect()).collect();
        let columns = rows.first().map_or(0, Vec::len);
        let width = |col: usize| rows.iter().filter_map(|row| row.get(col)).map(|t| t.chars().count()).max();
        let widths: Vec<usize> = (0..columns).map(|col| width(col).unwrap_or(0)).collect();
        for (at, row) in rows.iter().enumerate() {
            let cells: Vec<String> =
                row.iter().zip(&widths).map(|(text, &width)| format!("{text:<width$}")).collect();
            writeln!(out, "{}", cells.join(" | ").trim_end())?;
            if at + 1 == table.header_rows as usize {
                let lines: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
                writeln!(out, "{}", lines.join("-|-"))?;
            }
        }
        for finding in Engine::missing_rows(table) {
            writeln!(out, "note: {}", finding.message)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= MAX_COLUMN {
        return text.to_owned();
    }
    text.chars().take(MAX_COLUMN - 1).chain(['…']).collect()
}

/// The texts by row and column; a cell over several stands in its first.
fn rows(table: &Table) -> Vec<Vec<&str>> {
    let count =
        |end: fn(&TableCell) -> u32| table.cells.iter().map(|cell| end(cell) as usize + 1).max().unwrap_or(0);
    let mut rows = vec![vec![""; count(|cell| cell.col_end)]; count(|cell| cell.row_end)];
    for cell in &table.cells {
        if let Some(place) = rows.get_mut(cell.row as usize).and_then(|row| row.get_mut(cell.col as usize)) {
            *place = &cell.text;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: u32, col: u32, text: &str) -> TableCell {
        let bbox = Rect::new(0.0, 0.0, 1.0, 1.0);
        TableCell { row, col, row_end: row, col_end: col, text: text.to_owned(), bbox, words: Vec::new() }
    }

    fn table(cells: Vec<TableCell>) -> Table {
        Table { page: 0, bbox: Rect::default(), cells, header_rows: 1, continues: false }
    }

    #[test]
    fn plain_output_stands_in_columns_with_a_line_under_the_names() {
        let found =
            vec![table(vec![cell(0, 0, "Item"), cell(0, 1, "Price"), cell(1, 0, "Tea"), cell(1, 1, "2.50")])];
        let mut out = Vec::new();
        print_text(&mut out, Path::new("a.pdf"), &Ok(found)).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "--- a.pdf, page 0, table 1 ---\nItem | Price\n-----|------\nTea  | 2.50\n\n");
    }

    #[test]
    fn a_field_with_a_comma_or_a_quote_is_quoted() {
        let found = vec![table(vec![cell(0, 0, "Screws, 3\""), cell(0, 2, "1")])];
        let mut out = Vec::new();
        print_csv(&mut out, &Ok(found)).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\"Screws, 3\"\"\",,1\n\n");
    }

    #[test]
    fn what_begins_as_a_formula_is_kept_a_text_and_numbers_stay() {
        for (text, wanted) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
            ("+49 30 5", "+49 30 5"),
            ("-1.234", "-1.234"),
            ("-5 %", "-5 %"),
            ("-", "'-"),
            ("Tea", "Tea"),
        ] {
            assert_eq!(quoted(text), wanted);
        }
    }

    #[test]
    fn json_names_the_file_and_has_the_documented_cells() {
        let found = vec![table(vec![cell(0, 0, "Item")])];
        let mut out = Vec::new();
        print_json(&mut out, 0, Path::new("dir/a.pdf"), &Ok(found)).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&[out.as_slice(), b"]"].concat()).unwrap();
        assert_eq!(value[0]["fileName"], "a.pdf");
        assert_eq!(value[0]["tables"][0]["cells"][0]["rowEnd"], 0);
        assert_eq!(value[0]["tables"][0]["cells"][0]["bbox"].as_array().unwrap().len(), 4);
    }
}
