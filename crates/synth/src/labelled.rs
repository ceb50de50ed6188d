//! A labelled folder: documents with the values that stand on them, as `perigee eval` reads it.
//!
//! Only the contents; writing the files is the caller's.

use perigee_model::Word;
use serde::Serialize;

use crate::{Fields, SynthDocument, Tables};

/// Name of the file that says what the folder is about.
pub const DATASET_FILE: &str = "dataset.json";
/// Name of the file with a line for each document.
pub const DOCUMENTS_FILE: &str = "documents.jsonl";

/// The content of [`DATASET_FILE`].
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dataset<'a> {
    /// Short name of the process type.
    pub process_type: &'a str,
}

/// A line of [`DOCUMENTS_FILE`].
#[derive(Debug, Clone, Serialize)]
pub struct Entry<'a> {
    /// The file name without its ending.
    pub id: &'a str,
    /// The document beside it.
    pub file: &'a str,
    /// The file with its words beside it.
    pub words: String,
    /// Data point → values as printed.
    pub fields: &'a Fields,
    /// Table → rows of header → cell.
    pub tables: &'a Tables,
}

/// The content of a words file.
#[derive(Debug, Clone, Serialize)]
pub struct Words<'a> {
    /// The pages in order.
    pub pages: Vec<WordsPage<'a>>,
}

/// A page of a words file.
#[derive(Debug, Clone, Serialize)]
pub struct WordsPage<'a> {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// The words in reading order.
    pub words: &'a [Word],
}

/// The line of a document.
pub fn entry(document: &SynthDocument) -> Entry<'_> {
    let id = document.file_name.rsplit_once('.').map_or(document.file_name.as_str(), |(id, _)| id);
    Entry {
        id,
        file: &document.file_name,
        words: format!("{id}.words.json"),
        fields: &document.fields,
        tables: &document.tables,
    }
}

/// The words of a document.
pub fn words(document: &SynthDocument) -> Words<'_> {
    let pages = document.pages.iter();
    Words {
        pages: pages
            .map(|page| WordsPage { width: page.width, height: page.height, words: &page.words })
            .collect(),
    }
}
