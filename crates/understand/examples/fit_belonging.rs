//! Fits the weights that tell whether a paper is of the kind of its process, on labelled folders with words.
//!
//! `cargo run --release -p perigee-understand --example fit_belonging -- FOLDER… > crates/understand/src/belonging.json`
//! where the folders come from `perigee generate` and `perigee convert-dataset`. Each paper is looked at as every type:
//! whole, and with a third of its lines missing; and as one that names no type where it is of another, since letters and
//! forms name none and drawn papers all do. The weights go to standard output, a table to standard error; with
//! `SIGNS=1` the signs of each paper are printed instead, for folders that nothing is to be fitted to.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use perigee_model::{Page, ProcessType, process_type};
use perigee_understand::belonging::{self, Family, Model, SIGN_NAMES, Weights};
use perigee_understand::evaluation::strangers::{self, Sample};
use perigee_understand::evaluation::{Dataset, WordsFile, dataset};

/// Papers of one folder that are looked at: a folder of receipts has six hundred.
const MOST: usize = 144;
/// One line of so many is missing of a thinned paper.
const THINNED: u32 = 3;
/// The families, in the order of the table.
const FAMILIES: [Family; 3] = [Family::Letters, Family::Receipts, Family::Cards];

/// A paper as a type sees it.
struct Seen {
    kind: &'static ProcessType,
    folder: usize,
    sample: Sample,
}

fn main() -> ExitCode {
    let folders: Vec<String> = std::env::args().skip(1).collect();
    match run(&folders) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fit_belonging: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folders: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let mut seen = Vec::new();
    for (at, folder) in folders.iter().enumerate() {
        collect(Path::new(folder), at, &mut seen)?;
    }
    if is_printing() {
        print_signs(folders, &seen);
        return Ok(());
    }
    let of = |family| fit(&seen, family);
    let model =
        Model { letters: of(Family::Letters), receipts: of(Family::Receipts), cards: of(Family::Cards) };
    for (family, weights) in FAMILIES.iter().zip([&model.letters, &model.receipts, &model.cards]) {
        print_family(&seen, *family, weights);
    }
    println!("{}", serde_json::to_string_pretty(&model)?);
    Ok(())
}

/// Whether signs are printed and nothing is fitted.
fn is_printing() -> bool {
    std::env::var_os("SIGNS").is_some()
}

/// Adds how the papers of a folder stand to every type that is not a relative of their own.
fn collect(folder: &Path, at: usize, seen: &mut Vec<Seen>) -> Result<(), Box<dyn std::error::Error>> {
    let declared: Dataset = serde_json::from_str(&fs::read_to_string(folder.join("dataset.json"))?)?;
    let documents = dataset::parse_documents(&fs::read_to_string(folder.join("documents.jsonl"))?)?;
    let step = documents.len().div_ceil(MOST).max(1);
    for (number, document) in documents.iter().step_by(step).enumerate() {
        let Some(words) = &document.words else { continue };
        let words: WordsFile = serde_json::from_str(&fs::read_to_string(folder.join(words))?)?;
        let pages = words.into_pages();
        let thinned = strangers::thinned(&pages, THINNED, number as u32);
        for kind in process_type::list() {
            add(&pages, kind, &declared.process_type, at, seen);
            add(&thinned, kind, &declared.process_type, at, seen);
        }
    }
    Ok(())
}

fn add(pages: &[Page], kind: &'static ProcessType, own: &str, folder: usize, seen: &mut Vec<Seen>) {
    let belongs = kind.short_name == own;
    if !belongs && belonging::are_relatives(&kind.short_name, own) {
        return;
    }
    let Some(signs) = strangers::signs(pages, kind) else { return };
    seen.push(Seen { kind, folder, sample: Sample { signs, belongs, weight: 1.0 } });
    if !belongs && !is_printing() {
        let sample = Sample { signs: belonging::nameless(&signs), belongs, weight: 1.0 };
        seen.push(Seen { kind, folder, sample });
    }
}

/// The weights of a family; papers that belong count as much as those that do not.
fn fit(seen: &[Seen], family: Family) -> Weights {
    let own = || seen.iter().filter(|one| Family::of(&one.kind.short_name) == Some(family));
    // A type that no folder is of has nothing that belongs to it.
    let has_own = |kind: &ProcessType| own().any(|one| one.sample.belongs && one.kind.id == kind.id);
    let mut samples: Vec<Sample> =
        own().filter(|one| has_own(one.kind)).map(|one| one.sample.clone()).collect();
    let belong = samples.iter().filter(|sample| sample.belongs).count().max(1) as f32;
    let strange = (samples.len() as f32 - belong).max(1.0);
    for sample in &mut samples {
        sample.weight = if sample.belongs { 1.0 / belong } else { 1.0 / strange };
    }
    strangers::fit(&samples)
}

fn print_family(seen: &[Seen], family: Family, weights: &Weights) {
    for (name, weight) in SIGN_NAMES.iter().zip(weights.weights) {
        eprintln!("{family:?} {name:<36} {weight:>7.3}");
    }
    eprintln!("{family:?} {:<36} {:>7.3}", "bias", weights.bias);
    for belongs in [true, false] {
        let mut odds: Vec<f32> = seen
            .iter()
            .filter(|one| Family::of(&one.kind.short_name) == Some(family) && one.sample.belongs == belongs)
            .map(|one| belonging::log_odds(weights, &one.sample.signs))
            .collect();
        odds.sort_by(f32::total_cmp);
        let at = |share: f32| odds.get((share * (odds.len().max(1) - 1) as f32) as usize).copied();
        let [least, few, half, many, most] =
            [0.0, 0.02, 0.5, 0.98, 1.0].map(|share| at(share).unwrap_or(0.0));
        eprintln!(
            "{family:?} belongs {belongs}: {} papers, log-odds least {least:.1}, 2 % {few:.1}, half {half:.1}, 98 % {many:.1}, most {most:.1}",
            odds.len()
        );
    }
}

/// A line per paper and type: folder, type, whether it belongs, its signs.
fn print_signs(folders: &[String], seen: &[Seen]) {
    for one in seen {
        let signs: Vec<String> = one.sample.signs.iter().map(|sign| format!("{sign:.3}")).collect();
        let folder = folders.get(one.folder).map_or("", String::as_str);
        println!("{folder}\t{}\t{}\t{}", one.kind.short_name, one.sample.belongs, signs.join("\t"));
    }
}
