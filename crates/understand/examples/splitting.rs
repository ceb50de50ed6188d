//! Prints how well borders of documents are told, on folders of `*.words.json` files, each file a document.
//!
//! `cargo run --release -p perigee-understand --example splitting -- FOLDER…`: pairs of pages of one document against pairs
//! of the last page of one and the first page of another; `FIT=1` fits weights to them and prints those;
//! `LEARN=20` confirms as many documents of a labelled folder, strings the others together ten at a time, and prints how
//! borders are told with and without what was confirmed; `SPLIT=1` takes each file for a stream and prints its parts.

use std::error::Error;
use std::fs;

use perigee_model::Page;
use perigee_understand::evaluation::{WordsFile, shuffled};
use perigee_understand::learn::{self, Confirmed, Options};
use perigee_understand::splitting::{Known, SIGN_NAMES, SIGNS, signs_between, split, split_with};

mod measured;

/// A pair of pages: its signs, the probability of a border, and whether there is one.
type Pair = ([f32; SIGNS], f32, bool);

fn main() -> Result<(), Box<dyn Error>> {
    let mut all: Vec<Pair> = Vec::new();
    for folder in std::env::args().skip(1) {
        if let Some(shots) = std::env::var_os("LEARN") {
            learned(&folder, shots.to_string_lossy().parse()?)?;
            continue;
        }
        let documents = load(&folder)?;
        if std::env::var_os("SPLIT").is_some() {
            documents.iter().for_each(|pages| print_parts(pages));
            continue;
        }
        let pairs = pairs(&documents);
        print(&folder, &pairs);
        all.extend(pairs);
    }
    print("all", &all);
    if std::env::var_os("FIT").is_some() {
        fit(&all);
    }
    Ok(())
}

/// Documents of a stream that is made of documents that were not confirmed.
const STRUNG: usize = 10;

/// Prints how borders of documents are told by a model of others of their kind.
fn learned(folder: &str, shots: usize) -> Result<(), Box<dyn Error>> {
    let (kind, documents) = measured::load(std::path::Path::new(folder))?;
    for seed in [7, 8, 9] {
        let order = shuffled(documents.len(), seed);
        let (confirmed, others) = order.split_at(shots.min(order.len()));
        let confirmed: Vec<Confirmed<'_>> = confirmed
            .iter()
            .map(|at| &documents[*at])
            .map(|(labels, pages)| Confirmed { pages, fields: &labels.fields, tables: &labels.tables })
            .collect();
        let model = learn::train(&kind, &confirmed, &Options::default())?;
        for (name, model) in [("rules", None), ("learned", Some(&model))] {
            let (mut found, mut all, mut right, mut streams, mut whole) = (0, 0, 0, 0, 0);
            let (mut pages_split, mut seconds) = (0, 0.0);
            for stream in others.chunks(STRUNG) {
                let pages: Vec<Page> = stream.iter().flat_map(|at| documents[*at].1.clone()).collect();
                let mut end = 0;
                let ends = stream.iter().map(|at| {
                    end += documents[*at].1.len() as u32;
                    end
                });
                let ends: Vec<u32> = ends.collect();
                let begun = measured::processor_seconds();
                let parts = split_with(&pages, Known { model, classes: None });
                seconds += measured::processor_seconds() - begun;
                pages_split += pages.len();
                let parts: Vec<u32> = parts.iter().map(|part| part.last_page + 1).collect();
                let borders = |ends: &[u32]| ends.len() - 1;
                let common = ends.iter().filter(|end| parts.contains(end)).count() - 1;
                (found, all, right) = (found + borders(&parts), all + borders(&ends), right + common);
                (streams, whole) = (streams + 1, whole + usize::from(parts == ends));
            }
            let f1 = 2.0 * right as f64 / (found + all).max(1) as f64;
            let each = seconds / pages_split.max(1) as f64 * 1e3;
            println!(
                "{seed} {name:<8} borders F1 {f1:.3}, {whole} of {streams} streams without error, {each:.2} ms a page"
            );
        }
    }
    Ok(())
}

fn print_parts(pages: &[Page]) {
    for part in split(pages) {
        print!(
            "{}-{} {} {:.2}; ",
            part.first_page + 1,
            part.last_page + 1,
            part.document_class,
            part.confidence.get()
        );
    }
    println!();
    for two in pages.windows(2).filter(|_| std::env::var_os("SIGNS").is_some()) {
        let (signs, probability) = signs_between(&two[0], &two[1]);
        let seen = SIGN_NAMES.iter().zip(signs).filter(|(_, sign)| *sign > 0.05);
        let seen: Vec<String> = seen.map(|(name, sign)| format!("{name} {sign:.2}")).collect();
        println!("    {probability:.2} before {}: {}", two[1].number + 1, seen.join(", "));
    }
}

fn load(folder: &str) -> Result<Vec<Vec<Page>>, Box<dyn Error>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?.iter().map(|e| e.path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".words.json"));
    paths.sort();
    let read = |path: &std::path::PathBuf| -> Result<Vec<Page>, Box<dyn Error>> {
        Ok(serde_json::from_str::<WordsFile>(&fs::read_to_string(path)?)?.into_pages())
    };
    paths.iter().take(300).map(read).collect()
}

fn pairs(documents: &[Vec<Page>]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for document in documents {
        for pages in document.windows(2).take(8) {
            let (signs, probability) = signs_between(&pages[0], &pages[1]);
            pairs.push((signs, probability, false));
        }
    }
    let order = shuffled(documents.len(), 3);
    for two in order.windows(2) {
        let (Some(last), Some(first)) = (documents[two[0]].last(), documents[two[1]].first()) else {
            continue;
        };
        let (signs, probability) = signs_between(last, first);
        pairs.push((signs, probability, true));
    }
    pairs
}

fn print(name: &str, pairs: &[Pair]) {
    let share = |border: bool| {
        let of: Vec<&Pair> = pairs.iter().filter(|pair| pair.2 == border).collect();
        let right = of.iter().filter(|pair| (pair.1 >= 0.5) == border).count();
        format!("{right} of {}", of.len())
    };
    println!("{name}: inside {} right, borders {} right", share(false), share(true));
}

/// Logistic regression by plain descent; weights are only printed.
fn fit(pairs: &[Pair]) {
    let mut weights = [0.0_f32; SIGNS + 1];
    for _ in 0..20_000 {
        let mut gradient = [0.0_f32; SIGNS + 1];
        for (signs, _, border) in pairs {
            let score = weights[0] + signs.iter().zip(&weights[1..]).map(|(s, w)| s * w).sum::<f32>();
            let error = 1.0 / (1.0 + (-score).exp()) - if *border { 1.0 } else { 0.0 };
            gradient[0] += error;
            gradient[1..].iter_mut().zip(signs).for_each(|(g, s)| *g += error * s);
        }
        for (weight, gradient) in weights.iter_mut().zip(gradient) {
            *weight -= 0.5 * (gradient / pairs.len() as f32 + 0.001 * *weight);
        }
    }
    println!("bias {:.2}", weights[0]);
    for (name, weight) in SIGN_NAMES.iter().zip(&weights[1..]) {
        println!("{weight:>6.2} {name}");
    }
}
