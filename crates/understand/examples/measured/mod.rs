//! What the examples share: labelled folders with words, and how much work the process has done.

use std::error::Error;
use std::fs;
use std::path::Path;

use perigee_model::{Page, ProcessType, process_type};
use perigee_understand::evaluation::{Dataset, LabelledDocument, WordsFile, dataset};

/// A document of a labelled folder.
pub type Document = (LabelledDocument, Vec<Page>);

/// The process type and the documents of a labelled folder with words.
pub fn load(folder: &Path) -> Result<(ProcessType, Vec<Document>), Box<dyn Error>> {
    let declared: Dataset = serde_json::from_str(&fs::read_to_string(folder.join("dataset.json"))?)?;
    let mut kind =
        process_type::find_by_short_name(&declared.process_type).ok_or("an unknown process type")?.clone();
    if kind.data_points.is_empty() {
        kind.data_points = declared.data_points.iter().map(dataset::DatasetPoint::to_data_point).collect();
    }
    let labelled = dataset::parse_documents(&fs::read_to_string(folder.join("documents.jsonl"))?)?;
    let with_pages = |labels: LabelledDocument| -> Result<Document, Box<dyn Error>> {
        let words = labels.words.clone().ok_or("a document without words")?;
        let file: WordsFile = serde_json::from_str(&fs::read_to_string(folder.join(words))?)?;
        Ok((labels, file.into_pages()))
    };
    Ok((kind, labelled.into_iter().map(with_pages).collect::<Result<_, _>>()?))
}

/// Seconds that all threads of this process were computing: unlike the clock, the same under any load.
pub fn processor_seconds() -> f64 {
    let of_thread = |path: &Path| -> Option<f64> {
        fs::read_to_string(path.join("schedstat")).ok()?.split_whitespace().next()?.parse().ok()
    };
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    threads.filter_map(|thread| of_thread(&thread.path())).sum::<f64>() / 1e9
}
