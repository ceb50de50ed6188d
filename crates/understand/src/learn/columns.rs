//! What confirmed tables teach: how the columns of a table are called on the pages of a process.
//!
//! The cells of confirmed rows are looked for on the page; the line above the first row that has words over the columns
//! names them. Reading tables by these names is left to `items`.

use std::ops::Range;

use indexmap::IndexMap;
use perigee_model::{DataPoint, Header, Occurrence, ProcessType, ValueType};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::align;
use super::laid::LaidTable;
use super::scene::{Scene, Spans};
use super::training::Tables;
use crate::items::words_of_names;

/// Confirmed rows that are looked for; the first ones stand under the names.
const ROWS: usize = 12;
/// Lines above the first row in which the names may stand.
const HEAD_LINES: usize = 4;
/// Gap between words, in line heights, from which they are two names (as in `items`).
const NAME_GAP: f32 = 0.75;
/// How far, in line heights, a name may begin or end from its column.
const BESIDE: f32 = 2.0;
/// Share of the documents with a name that must mean the same column by it.
const AGREED: f32 = 0.67;

/// A learned name of a column.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct ColumnName {
    /// Name of the table data point.
    pub table: String,
    /// Its words as they are printed, folded and joined.
    pub phrase: String,
    /// Name of the column.
    pub header: String,
}

/// How often each name was used for each column.
#[derive(Debug, Default)]
pub(super) struct Counted(FxHashMap<ColumnName, u32>);

impl Counted {
    /// Counts the names of another document.
    pub fn add(&mut self, names: Vec<ColumnName>) {
        names.into_iter().for_each(|name| *self.0.entry(name).or_default() += 1);
    }

    /// The names that mean one column, in order.
    pub fn agreed(self) -> Vec<ColumnName> {
        let mut all: FxHashMap<(String, String), u32> = FxHashMap::default();
        for (name, count) in &self.0 {
            *all.entry((name.table.clone(), name.phrase.clone())).or_default() += count;
        }
        let is_agreed = |(name, count): &(ColumnName, u32)| {
            let of_phrase = all.get(&(name.table.clone(), name.phrase.clone())).copied().unwrap_or(0);
            *count as f32 >= AGREED * of_phrase as f32
        };
        let mut names: Vec<ColumnName> = self.0.into_iter().filter(is_agreed).map(|(name, _)| name).collect();
        names.sort_unstable();
        names
    }
}

/// The names over the columns of a document's confirmed tables, and where these tables stand.
pub(super) fn names(
    scene: &Scene<'_, '_>,
    kind: &ProcessType,
    tables: &Tables,
) -> (Vec<ColumnName>, Vec<LaidTable>) {
    let is_table = |point: &&DataPoint| point.value_type == ValueType::Table;
    let (mut names, mut laid) = (Vec::new(), Vec::new());
    for point in kind.data_points.iter().filter(is_table) {
        let Some(rows) = tables.get(&point.name).filter(|rows| !rows.is_empty()) else { continue };
        let found = columns(scene, point, rows);
        laid.extend(LaidTable::of(scene.sheet(), point, &found));
        for (header, phrase) in over(scene, &found) {
            let Some(header) = point.headers.get(header) else { continue };
            names.push(ColumnName { table: point.name.clone(), phrase, header: header.name.clone() });
        }
    }
    (names, laid)
}

/// Where the columns of a table stand.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Line of the first row.
    first: Option<usize>,
    /// Lines of the rows that were found.
    pub lines: Vec<usize>,
    /// Position of the header → left and right edge of its cells.
    pub edges: Vec<(usize, Range<f32>)>,
    /// Position of the header, once for each row that has it.
    held: Vec<usize>,
}

/// The columns of a table, by the cells of its confirmed rows.
fn columns(scene: &Scene<'_, '_>, point: &DataPoint, rows: &[IndexMap<String, String>]) -> Columns {
    let mut columns = Columns::default();
    let mut after = 0;
    for row in rows.iter().take(ROWS) {
        let cells: Vec<(usize, Vec<Spans>)> = point
            .headers
            .iter()
            .enumerate()
            .filter_map(|(at, header)| Some((at, cells(scene, header, row.get(&header.name)?))))
            .filter(|(_, places)| !places.is_empty())
            .collect();
        let Some(line) = line_of(scene, &cells, after, point.headers.len()) else { continue };
        after = line + 1;
        columns.first.get_or_insert(line);
        columns.lines.push(line);
        for (header, places) in &cells {
            let own = places
                .iter()
                .filter_map(|spans| spans.first())
                .find(|span| line_at(scene, span) == Some(line));
            if let Some(bbox) = own.map(|span| scene.sheet().bbox(span.clone())) {
                columns.widen(*header, bbox.x0..bbox.x1);
                columns.held.push(*header);
            }
        }
    }
    columns
}

impl Columns {
    /// How many of the rows have a column.
    pub fn filled(&self, header: usize) -> usize {
        self.held.iter().filter(|held| **held == header).count()
    }

    fn widen(&mut self, header: usize, by: Range<f32>) {
        match self.edges.iter_mut().find(|(known, _)| *known == header) {
            Some((_, edges)) => *edges = edges.start.min(by.start)..edges.end.max(by.end),
            None => self.edges.push((header, by)),
        }
    }
}

/// The places of a cell's value.
fn cells(scene: &Scene<'_, '_>, header: &Header, value: &str) -> Vec<Spans> {
    let point = DataPoint {
        name: header.name.clone(),
        label: header.label.clone(),
        value_type: header.value_type,
        occurrence: Occurrence::One,
        mandatory: false,
        literals: Vec::new(),
        headers: Vec::new(),
        group: String::new(),
        description: String::new(),
        synonyms: Vec::new(),
    };
    if value.trim().is_empty() { Vec::new() } else { align::places(scene, &point, value) }
}

fn line_at(scene: &Scene<'_, '_>, span: &Range<usize>) -> Option<usize> {
    scene.sheet().tokens.get(span.start).map(|token| token.line)
}

/// The first line, from one on, that has most of a row's cells; a lone cell is no row where there are more columns.
fn line_of(
    scene: &Scene<'_, '_>,
    cells: &[(usize, Vec<Spans>)],
    after: usize,
    headers: usize,
) -> Option<usize> {
    let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
    for (_, places) in cells {
        let mut lines: Vec<usize> = places
            .iter()
            .filter_map(|spans| line_at(scene, spans.first()?))
            .filter(|line| *line >= after)
            .collect();
        lines.dedup();
        lines.into_iter().for_each(|line| *counts.entry(line).or_default() += 1);
    }
    let (line, count) = counts.into_iter().max_by_key(|(line, count)| (*count, usize::MAX - line))?;
    (count >= 2.min(headers)).then_some(line)
}

/// The names in the nearest line above the rows that has some over most of the columns.
fn over(scene: &Scene<'_, '_>, columns: &Columns) -> Vec<(usize, String)> {
    let Some(first) = columns.first else { return Vec::new() };
    let sheet = scene.sheet();
    let folded = words_of_names(sheet);
    let page = sheet.lines.get(first).map(|line| line.page);
    let lines = (0..first).rev().take(HEAD_LINES);
    let wanted = columns.edges.len().div_ceil(2).max(2.min(columns.edges.len()));
    lines
        .take_while(|line| sheet.lines.get(*line).map(|line| line.page) == page)
        .map(|line| on_line(scene, &folded, columns, line))
        .find(|names| names.len() >= wanted)
        .unwrap_or_default()
}

/// The names that a line has over columns, one for each at most.
fn on_line(scene: &Scene<'_, '_>, folded: &[String], columns: &Columns, line: usize) -> Vec<(usize, String)> {
    let sheet = scene.sheet();
    let Some(place) = sheet.lines.get(line) else { return Vec::new() };
    let unit = sheet.unit(place.page);
    let mut names: Vec<(f32, usize, String)> = Vec::new();
    let mut at = place.tokens.start;
    while at < place.tokens.end {
        let gap = |next: usize| sheet.tokens[next].bbox.x0 - sheet.tokens[next - 1].bbox.x1;
        let end =
            (at + 1..place.tokens.end).find(|next| gap(*next) > NAME_GAP * unit).unwrap_or(place.tokens.end);
        let (bbox, phrase) = (sheet.bbox(at..end), folded[at..end].concat());
        at = end;
        if phrase.len() < 2 || phrase.contains(|c: char| c.is_numeric()) {
            continue;
        }
        // The column that it stands over, or beside which it begins or ends.
        let fit = |edges: &Range<f32>| {
            let overlap = bbox.x1.min(edges.end) - bbox.x0.max(edges.start);
            let off = (bbox.x0 - edges.start).abs().min((bbox.x1 - edges.end).abs()) / unit;
            if overlap > 0.0 { 1.0 + overlap / bbox.width().max(0.1) } else { 1.0 - off / BESIDE }
        };
        let fits = columns.edges.iter().map(|(header, edges)| (fit(edges), *header));
        let best = fits.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(fit, _)| *fit > 0.0);
        names.extend(best.map(|(fit, header)| (fit, header, phrase)));
    }
    names.sort_by(|a, b| a.1.cmp(&b.1).then(b.0.total_cmp(&a.0)));
    names.dedup_by_key(|(_, header, _)| *header);
    names.into_iter().map(|(_, header, phrase)| (header, phrase)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_people_use_for_two_columns_is_not_learned() {
        let name = |phrase: &str, header: &str| ColumnName {
            table: "boats".to_owned(),
            phrase: phrase.to_owned(),
            header: header.to_owned(),
        };
        let mut counted = Counted::default();
        for header in ["length", "width", "length"] {
            counted.add(vec![name("metres", header), name("vessel", "name")]);
        }
        counted.add(vec![name("metres", "width")]);
        assert_eq!(counted.agreed(), [name("vessel", "name")]);
    }
}
