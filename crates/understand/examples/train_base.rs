//! Trains a model that ships with the program, from labelled folders with words.
//!
//! `cargo xtask train-base` calls it: `train_base TYPE OUT FOLDER…`. The same folders make the same bytes.

use std::error::Error;
use std::fs;
use std::path::Path;

use perigee_model::{Page, process_type};
use perigee_understand::evaluation::{LabelledDocument, WordsFile, dataset};
use perigee_understand::learn::{self, Base, Confirmed, Options};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, out, folders @ ..] = &arguments[..] else {
        return Err("usage: train_base TYPE OUT FOLDER…".into());
    };
    let kind = process_type::find_by_short_name(kind).ok_or("an unknown process type")?;
    let loaded = folders.iter().map(|folder| load(Path::new(folder))).collect::<Result<Vec<_>, _>>()?;
    // What a folder does not label stands on its pages all the same, and would be learned as nothing.
    let is_labelled = |name: &str| {
        loaded.iter().all(|folder| folder.iter().any(|(labels, _)| labels.fields.contains_key(name)))
    };
    let mut kind = kind.clone();
    kind.data_points.retain(|point| is_labelled(&point.name));
    let mut documents: Vec<Document> = loaded.into_iter().flatten().collect();
    // Folds are drawn by position: folders must not lie in blocks.
    documents.sort_by(|a, b| a.0.id.chars().rev().cmp(b.0.id.chars().rev()));
    let confirmed: Vec<Confirmed<'_>> =
        documents.iter().map(|(labels, pages)| Confirmed::new(pages, &labels.fields)).collect();
    let options = Options { remember: false, base: Base::Nothing, ..Options::default() };
    let model = learn::train(&kind, &confirmed, &options)?;
    for field in &model.scores.fields {
        eprintln!("{:<24} {:>5} of {:>5} right, not seen", field.data_point, field.right, field.confirmed);
    }
    let bytes = model.into_shipped().to_bytes();
    eprintln!("{} documents, {} kB", documents.len(), bytes.len() / 1000);
    fs::write(out, bytes)?;
    Ok(())
}

type Document = (LabelledDocument, Vec<Page>);

fn load(folder: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let labelled = dataset::parse_documents(&fs::read_to_string(folder.join("documents.jsonl"))?)?;
    labelled
        .into_iter()
        .map(|labels| {
            let words = labels.words.clone().ok_or("a document without words")?;
            let file: WordsFile = serde_json::from_str(&fs::read_to_string(folder.join(words))?)?;
            Ok((labels, file.into_pages()))
        })
        .collect()
}
