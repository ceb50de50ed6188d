//! The tables of the ICDAR 2013 competition as a labelled folder: each table is a data point of its file.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use indexmap::IndexMap;
use perigee_engine::Engine;
use perigee_model::{Occurrence, ValueType};
use perigee_understand::evaluation::dataset::DatasetPoint;
use perigee_understand::evaluation::{Dataset, LabelledDocument};
use serde::Deserialize;

use super::{Converted, keep_words};

/// `gt/<name>.json`.
#[derive(Debug, Deserialize)]
struct Truth {
    file: String,
    tables: Vec<TruthTable>,
}

#[derive(Debug, Deserialize)]
struct TruthTable {
    cells: Vec<TruthCell>,
}

/// A cell; rows and columns count from 0.
#[derive(Debug, Deserialize)]
struct TruthCell {
    row: u32,
    col: u32,
    text: String,
}

/// Copies the PDFs and names the tables of each `table_1`, `table_2` …, their columns `column_1`, `column_2` ….
pub(super) fn convert(dir: &Path, out: &Path, reader: Option<&Engine>) -> anyhow::Result<Converted> {
    let mut truths: Vec<_> = fs::read_dir(dir.join("gt"))?
        .map(|entry| Ok(entry?.path()))
        .filter(|path: &std::io::Result<_>| {
            path.as_ref().map_or(true, |path| path.extension().is_some_and(|extension| extension == "json"))
        })
        .collect::<Result<_, std::io::Error>>()?;
    truths.sort();
    let mut documents = Vec::new();
    for path in truths {
        let truth: Truth = serde_json::from_slice(&fs::read(&path)?)
            .with_context(|| format!("{} is not as expected", path.display()))?;
        // A name with folders would leave the labelled one.
        let name = Path::new(&truth.file).file_name().and_then(|name| name.to_str());
        let name = name.with_context(|| format!("{} names no file", path.display()))?.to_owned();
        let source = dir.join("pdf").join(&name);
        fs::copy(&source, out.join(&name))
            .with_context(|| format!("{} cannot be copied", source.display()))?;
        let id = name.strip_suffix(".pdf").unwrap_or(&name).to_owned();
        let words = reader.map(|engine| keep_words(engine, out, &name, &id)).transpose()?;
        let numbered = truth.tables.iter().zip(1..);
        documents.push(LabelledDocument {
            id,
            file: Some(name),
            words,
            fields: IndexMap::new(),
            tables: numbered.map(|(table, number)| (table_name(number), rows(table))).collect(),
        });
    }
    let most = documents.iter().map(|document| document.tables.len()).max().unwrap_or(0);
    let data_points = (1..=most).map(|number| DatasetPoint {
        name: table_name(number),
        value_type: ValueType::Table,
        occurrence: Occurrence::One,
    });
    Ok((Dataset { process_type: "custom".to_owned(), data_points: data_points.collect() }, documents))
}

fn table_name(number: usize) -> String {
    format!("table_{number}")
}

/// The rows that say something, each with the texts of its cells; a cell over several stands in its first.
fn rows(table: &TruthTable) -> Vec<IndexMap<String, String>> {
    let last = table.cells.iter().map(|cell| cell.row).max().unwrap_or(0);
    let row = |number: u32| {
        let mut cells: Vec<&TruthCell> =
            table.cells.iter().filter(|cell| cell.row == number && !cell.text.trim().is_empty()).collect();
        cells.sort_by_key(|cell| cell.col);
        cells
            .into_iter()
            .map(|cell| {
                let text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
                (format!("column_{}", cell.col + 1), text)
            })
            .collect::<IndexMap<String, String>>()
    };
    (0..=last).map(row).filter(|row| !row.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_table_is_a_data_point_with_its_rows() {
        let dir = tempfile::tempdir().unwrap();
        let out = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("gt")).unwrap();
        fs::create_dir_all(dir.path().join("pdf")).unwrap();
        fs::write(dir.path().join("pdf/a.pdf"), b"%PDF").unwrap();
        let cell = |row: u32, col: u32, text: &str| serde_json::json!({"row": row, "col": col, "row_end": row, "col_end": col, "text": text});
        let cells =
            [cell(0, 1, "to air\nkg/year"), cell(1, 0, "Methane"), cell(1, 1, "100"), cell(2, 0, " ")];
        let truth = serde_json::json!({"file": "a.pdf", "pages": 1, "tables": [{"id": "1", "cells": cells}]});
        fs::write(dir.path().join("gt/a.json"), truth.to_string()).unwrap();
        let (dataset, documents) = convert(dir.path(), out.path(), None).unwrap();
        assert_eq!(dataset.data_points.len(), 1);
        let rows = &documents[0].tables["table_1"];
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0]["column_2"], "to air kg/year");
        assert_eq!((rows[1]["column_1"].as_str(), rows[1]["column_2"].as_str()), ("Methane", "100"));
        assert!(out.path().join("a.pdf").exists());
    }
}
