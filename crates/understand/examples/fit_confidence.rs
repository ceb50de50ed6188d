//! Fits the confidence model on labelled folders with words, and prints how well calibrated it is.
//!
//! `cargo run --release -p perigee-understand --example fit_confidence -- FOLDER… > crates/understand/src/confidence.json`
//! where the folders come from `perigee convert-dataset`. The weights go to standard output, the table to standard error.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use perigee_model::process_type;
use perigee_understand::confidence::FEATURE_NAMES;
use perigee_understand::evaluation::calibration::{self, Sample};
use perigee_understand::evaluation::{Dataset, WordsFile, dataset};

/// Folds of the cross-validation; a document is never on both sides.
const FOLDS: usize = 5;

fn main() -> ExitCode {
    let folders: Vec<String> = std::env::args().skip(1).collect();
    match run(&folders) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fit_confidence: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folders: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let mut samples = Vec::new();
    let mut groups: Vec<(String, std::ops::Range<usize>)> = Vec::new();
    let mut documents = 0;
    for folder in folders {
        let start = samples.len();
        documents = collect(Path::new(folder), &mut samples, documents)?;
        groups.push((folder.clone(), start..samples.len()));
    }
    let out_of_fold = calibration::out_of_fold(&samples, FOLDS);
    let right: Vec<bool> = samples.iter().map(|sample| sample.is_right).collect();
    eprintln!("{} values of {documents} documents, {FOLDS}-fold by document", samples.len());
    for (folder, range) in groups.iter().cloned().chain([("all".to_owned(), 0..samples.len())]) {
        let name =
            Path::new(&folder).file_name().map_or(folder.clone(), |n| n.to_string_lossy().into_owned());
        let (probabilities, right) = (&out_of_fold[range.clone()], &right[range]);
        let share = right.iter().filter(|right| **right).count() as f32 / right.len().max(1) as f32;
        let mean = probabilities.iter().sum::<f32>() / right.len().max(1) as f32;
        let error = calibration::calibration_error(probabilities, right);
        eprintln!(
            "{name:<12} values {:>5}  right {share:.3}  mean confidence {mean:.3}  calibration error {error:.3}",
            right.len()
        );
    }
    print_bins(&out_of_fold, &right);
    let model = calibration::fit(&samples);
    for (name, weight) in FEATURE_NAMES.iter().zip(model.weights) {
        eprintln!("{name:<34} {weight:>7.3}");
    }
    eprintln!("{:<34} {:>7.3}", "bias", model.bias);
    println!("{}", serde_json::to_string_pretty(&model)?);
    Ok(())
}

/// Adds the samples of a folder's documents that have words; returns the number of documents so far.
fn collect(
    folder: &Path,
    samples: &mut Vec<Sample>,
    mut documents: usize,
) -> Result<usize, Box<dyn std::error::Error>> {
    let declared: Dataset = serde_json::from_str(&fs::read_to_string(folder.join("dataset.json"))?)?;
    let kind =
        process_type::find_by_short_name(&declared.process_type).ok_or("there is no such process type")?;
    for document in dataset::parse_documents(&fs::read_to_string(folder.join("documents.jsonl"))?)? {
        let Some(words) = &document.words else { continue };
        let words: WordsFile = serde_json::from_str(&fs::read_to_string(folder.join(words))?)?;
        samples.extend(calibration::samples(&words.into_pages(), kind, &document, documents));
        documents += 1;
    }
    Ok(documents)
}

fn print_bins(probabilities: &[f32], right: &[bool]) {
    for bin in 0..10 {
        let inside = |p: f32| ((p * 10.0) as usize).min(9) == bin;
        let members: Vec<bool> =
            probabilities.iter().zip(right).filter(|(p, _)| inside(**p)).map(|(_, r)| *r).collect();
        if !members.is_empty() {
            let share = members.iter().filter(|right| **right).count() as f32 / members.len() as f32;
            eprintln!(
                "  confidence {:.1} to {:.1}: {:>5} values, {share:.3} right",
                bin as f32 / 10.0,
                (bin + 1) as f32 / 10.0,
                members.len()
            );
        }
    }
}
