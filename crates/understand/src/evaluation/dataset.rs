//! The labelled folder of the command line contract: `dataset.json`, `documents.jsonl`, `*.words.json`.
//!
//! Works on texts; opening the files is left to the caller.

use indexmap::IndexMap;
use perigee_model::{Confidence, DataPoint, Page, PageSource, Rect, Word};
use serde::{Deserialize, Serialize};

/// `dataset.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Dataset {
    /// Short name of a process type.
    pub process_type: String,
    /// The data points, where the type has none of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data_points: Vec<DatasetPoint>,
}

/// A data point as a labelled folder declares it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DatasetPoint {
    /// Canonical name.
    pub name: String,
    /// What its converter makes.
    #[serde(rename = "type")]
    pub value_type: perigee_model::ValueType,
    /// How many values a document may hold.
    #[serde(default = "one")]
    pub occurrence: perigee_model::Occurrence,
}

fn one() -> perigee_model::Occurrence {
    perigee_model::Occurrence::One
}

impl DatasetPoint {
    /// As the engine knows data points; the label is the name in words.
    pub fn to_data_point(&self) -> DataPoint {
        DataPoint {
            name: self.name.clone(),
            label: self.name.replace('_', " "),
            value_type: self.value_type,
            occurrence: self.occurrence,
            mandatory: false,
            literals: Vec::new(),
            headers: Vec::new(),
            group: String::new(),
            description: String::new(),
            synonyms: Vec::new(),
        }
    }
}

/// A line of `documents.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LabelledDocument {
    /// Unique in the folder.
    pub id: String,
    /// The document, relative to the folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Its words, relative to the folder; with them reading is skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Data point → values. A data point that is not mentioned is not scored; an empty list says that it has none.
    #[serde(default)]
    pub fields: IndexMap<String, Vec<String>>,
    /// Table data point → rows.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tables: IndexMap<String, Vec<IndexMap<String, String>>>,
}

/// Reads `documents.jsonl`; the error says which line is wrong.
pub fn parse_documents(text: &str) -> Result<Vec<LabelledDocument>, InvalidLine> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            serde_json::from_str(line).map_err(|source| InvalidLine { line: index + 1, source })
        })
        .collect()
}

/// A line of `documents.jsonl` that is none.
#[derive(Debug, thiserror::Error)]
#[error("line {line} is not a labelled document")]
pub struct InvalidLine {
    /// Counted from 1.
    pub line: usize,
    /// What the JSON reader says.
    #[source]
    pub source: serde_json::Error,
}

/// A `*.words.json` file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WordsFile {
    /// The pages in order.
    pub pages: Vec<WordsPage>,
}

/// A page of a `*.words.json` file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WordsPage {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Whether the words were recognised (`ocr`) or given (`text`, where it is left out).
    #[serde(default = "given")]
    pub source: PageSource,
    /// The words; their order does not matter.
    pub words: Vec<GivenWord>,
}

fn given() -> PageSource {
    PageSource::Text
}

/// A word of a `*.words.json` file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GivenWord {
    /// The characters.
    pub text: String,
    /// Place on the page.
    pub bbox: Rect,
    /// 1 where it is left out.
    #[serde(default = "certain")]
    pub confidence: Confidence,
}

fn certain() -> Confidence {
    Confidence::CERTAIN
}

impl WordsFile {
    /// The pages as the engine wants them; words that no page can hold (no size, not finite) are left out.
    pub fn into_pages(self) -> Vec<Page> {
        self.pages.into_iter().zip(0..).map(|(page, number)| page.into_page(number)).collect()
    }

    /// Pages as a `*.words.json` file.
    pub fn from_pages(pages: &[Page]) -> Self {
        let word =
            |word: &Word| GivenWord { text: word.text.clone(), bbox: word.bbox, confidence: word.confidence };
        let page = |page: &Page| WordsPage {
            width: page.width,
            height: page.height,
            source: page.source,
            words: page.words.iter().map(word).collect(),
        };
        Self { pages: pages.iter().map(page).collect() }
    }
}

impl WordsPage {
    fn into_page(self, number: u32) -> Page {
        let is_place = |r: Rect| [r.x0, r.y0, r.x1, r.y1].iter().all(|v| v.is_finite());
        let words = self
            .words
            .into_iter()
            .filter(|word| is_place(word.bbox))
            .map(|word| Word { text: word.text, bbox: word.bbox, confidence: word.confidence })
            .collect();
        Page { number, width: self.width, height: self.height, source: self.source, words, ..Page::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_line_and_words_are_read() {
        let line = r#"{"id":"X51005200931","file":"x.pdf","words":"x.words.json","fields":{"total":["9.00"]},"tables":{"items":[{"description":"…","quantity":"1"}]}}"#;
        let documents = parse_documents(line).unwrap();
        assert_eq!(documents[0].fields["total"], ["9.00"]);
        let words = r#"{"pages":[{"width":100,"height":200,"words":[{"text":"A","bbox":[1,2,3,4]}]}]}"#;
        let file: WordsFile = serde_json::from_str(words).unwrap();
        let pages = file.clone().into_pages();
        assert_eq!((pages[0].number, pages[0].words[0].confidence), (0, Confidence::CERTAIN));
        assert_eq!(WordsFile::from_pages(&pages), file);
    }

    #[test]
    fn a_broken_line_is_named() {
        assert_eq!(parse_documents("\n{\"id\":1}").unwrap_err().line, 2);
    }
}
