//! How results are written: one writer for each format.

mod columns;
mod csv;
mod json;
mod xlsx;
mod xml;

use std::collections::BTreeMap;
use std::fs::File;
use std::io;

use perigee_model::results::{DocumentResult, FileResult};
use perigee_model::{DataPoint, ExportFormat};

use crate::result::CollectionResults;

/// A collection with its results.
#[derive(Debug)]
pub(super) struct Exported {
    /// What was found.
    pub results: CollectionResults,
    /// When it was uploaded.
    pub created_at_ms: i64,
    /// When it was accepted.
    pub accepted_at_ms: Option<i64>,
    /// Of its client.
    pub metadata: BTreeMap<String, serde_json::Value>,
}

impl Exported {
    /// Every document with its file.
    pub fn documents(&self) -> impl Iterator<Item = (&FileResult, &DocumentResult)> {
        self.results
            .results
            .iter()
            .flat_map(|file| file.documents.iter().map(move |document| (file, document)))
    }
}

/// Why an export cannot be written.
#[derive(Debug, thiserror::Error)]
pub(super) enum WriteFault {
    /// The disk failed.
    #[error("the temporary file failed")]
    Disk(#[from] io::Error),
    /// More rows than a sheet has.
    #[error("a sheet of a workbook holds {limit} rows at most; choose fewer collections, or another format")]
    TooManyRows {
        /// The limit.
        limit: u32,
    },
    /// The file is too large.
    #[error("the file would be larger than 2 GB; choose fewer collections")]
    TooLarge,
}

/// Writes collections one after the other into a temporary file.
pub(super) trait Writer: Send {
    /// Adds a collection.
    fn add(&mut self, exported: &Exported) -> Result<(), WriteFault>;

    /// The whole file, to be read from its start.
    fn finish(self: Box<Self>) -> Result<File, WriteFault>;
}

/// A writer of a format; `points` are the data points that get columns.
pub(super) fn writer(format: ExportFormat, points: Vec<DataPoint>) -> Result<Box<dyn Writer>, WriteFault> {
    Ok(match format {
        ExportFormat::Csv => Box::new(csv::CsvWriter::new(points)?),
        ExportFormat::Xlsx => Box::new(xlsx::XlsxWriter::new(points)?),
        ExportFormat::Json => Box::new(json::JsonWriter::new()?),
        ExportFormat::Xml => Box::new(xml::XmlWriter::new()?),
    })
}

/// RFC 3339 in UTC with whole seconds, as everywhere in the API.
fn time(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).unwrap_or_default().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests;
