//! Whether rows of a table seem to be missing: numbers of rows that jump, and sums that do not add up.

use std::collections::BTreeMap;

use perigee_model::{Finding, Table};

use crate::table::is_number;

/// Rows that must carry a number of their own for a jump to mean something.
const MIN_NUMBERED: usize = 3;

/// Words that begin a row of sums.
const SUM_WORDS: [&str; 12] = [
    "total",
    "totals",
    "sum",
    "subtotal",
    "summe",
    "gesamt",
    "zwischensumme",
    "gesamtsumme",
    "razem",
    "suma",
    "totaal",
    "somme",
];

/// What seems to be missing in a table; empty when nothing does.
pub fn missing_rows(table: &Table) -> Vec<Finding> {
    let rows = rows(table);
    jump(&rows).into_iter().chain(sums(&rows)).collect()
}

/// Texts below the names of the columns, by row and column.
type Rows<'a> = BTreeMap<u32, BTreeMap<u32, &'a str>>;

fn rows(table: &Table) -> Rows<'_> {
    let mut rows = Rows::new();
    for cell in table.cells.iter().filter(|cell| cell.row >= table.header_rows) {
        rows.entry(cell.row).or_default().insert(cell.col, cell.text.as_str());
    }
    rows
}

/// The first jump in the numbers that the rows begin with.
fn jump(rows: &Rows<'_>) -> Option<Finding> {
    let numbers: Vec<u32> = rows
        .values()
        .filter_map(|row| row.get(&0)?.trim_end_matches(['.', ')']).parse().ok())
        .filter(|&number| number < 10_000)
        .collect();
    // Numbers of rows begin with 1; years and article numbers do not.
    let numbered = numbers.len() >= MIN_NUMBERED && numbers.first() == Some(&1);
    let steps = || numbers.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
    if !numbered
        || steps().any(|(a, b)| b <= a)
        || steps().filter(|(a, b)| b - a == 1).count() * 2 < numbers.len()
    {
        return None;
    }
    let (before, after) = steps().find(|(a, b)| b - a > 1)?;
    Some(finding("row_numbers_jump", format!("row {before} of a table is followed by row {after}")))
}

/// Columns whose last row states a sum that the rows above it do not make.
fn sums(rows: &Rows<'_>) -> Vec<Finding> {
    let Some((&last, sum_row)) = rows.iter().next_back().filter(|(_, row)| is_sum(row)) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (&col, &text) in sum_row.iter().filter(|(col, _)| **col > 0) {
        let above: Option<Vec<i64>> =
            rows.range(..last).filter_map(|(_, row)| row.get(&col)).map(|text| hundredths(text)).collect();
        let (Some(above), Some(stated)) = (above.filter(|above| above.len() > 1), hundredths(text)) else {
            continue;
        };
        let sum: i64 = above.iter().fold(0, |sum, &value| sum.saturating_add(value));
        // Rows of subtotals are counted twice, so that only a sum that is too small speaks of a missing row.
        if sum < stated && stated > 0 {
            let message =
                format!("the rows of a table make less than the total {text} under column {}", col + 1);
            findings.push(finding("row_seems_missing", message));
        }
    }
    findings
}

fn is_sum(row: &BTreeMap<u32, &str>) -> bool {
    let label = row.values().next().map(|text| text.to_lowercase()).unwrap_or_default();
    let first = label.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    SUM_WORDS.contains(&first)
}

/// An amount of at least two decimals in hundredths; other numbers may be shares, sizes or dates.
fn hundredths(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !"€$£'’".contains(*c)).collect();
    let (whole, cents) = text.rsplit_once(['.', ','])?;
    if !is_number(&text) || cents.len() != 2 {
        return None;
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let value = format!("{digits}{cents}").parse::<i64>().ok()?;
    Some(if whole.starts_with(['-', '−', '(']) { -value } else { value })
}

fn finding(code: &str, message: String) -> Finding {
    Finding { code: code.to_owned(), message, data_points: Vec::new() }
}

#[cfg(test)]
mod tests {
    use perigee_model::{Rect, TableCell};

    use super::*;

    fn table(rows: &[&[&str]]) -> Table {
        let cells = rows.iter().zip(0..).flat_map(|(row, at)| {
            row.iter().zip(0..).map(move |(text, col)| TableCell {
                row: at,
                col,
                row_end: at,
                col_end: col,
                text: (*text).to_owned(),
                bbox: Rect::default(),
                words: Vec::new(),
            })
        });
        Table { page: 0, bbox: Rect::default(), cells: cells.collect(), header_rows: 1, continues: false }
    }

    #[test]
    fn a_jump_in_the_numbers_of_rows_is_found() {
        let whole = [&["Pos", "Item"][..], &["1", "Tea"], &["2", "Milk"], &["3", "Salt"], &["4", "Rice"]];
        assert!(missing_rows(&table(&whole)).is_empty());
        let torn = [&["Pos", "Item"][..], &["1", "Tea"], &["2", "Milk"], &["4", "Rice"], &["5", "Oil"]];
        assert_eq!(missing_rows(&table(&torn))[0].code, "row_numbers_jump");
    }

    #[test]
    fn a_sum_that_its_rows_do_not_make_is_found() {
        let whole = [&["Item", "EUR"][..], &["Tea", "2,50"], &["Milk", "1.001,00"], &["Total", "1.003,50"]];
        assert!(missing_rows(&table(&whole)).is_empty());
        let torn = [&["Item", "EUR"][..], &["Tea", "2,50"], &["Milk", "1,00"], &["Total", "9,50"]];
        assert_eq!(missing_rows(&table(&torn))[0].code, "row_seems_missing");
    }

    #[test]
    fn article_numbers_and_years_are_no_numbers_of_rows() {
        let years = [&["Year", "n"][..], &["1996", "1"], &["1998", "2"], &["2004", "3"]];
        assert!(missing_rows(&table(&years)).is_empty());
    }
}
