//! Prints how well borders of documents are told, on folders of `*.words.json` files, each file a document.
//!
//! `cargo run --release -p perigee-understand --example splitting -- FOLDER…`: pairs of pages of one document against pairs
//! of the last page of one and the first page of another; `FIT=1` fits weights to them and prints those;
//! `SPLIT=1` takes each file for a stream and prints its parts.

use std::error::Error;
use std::fs;

use perigee_model::Page;
use perigee_understand::evaluation::{WordsFile, shuffled};
use perigee_understand::splitting::{SIGN_NAMES, SIGNS, signs_between, split};

/// A pair of pages: its signs, the probability of a border, and whether there is one.
type Pair = ([f32; SIGNS], f32, bool);

fn main() -> Result<(), Box<dyn Error>> {
    let mut all: Vec<Pair> = Vec::new();
    for folder in std::env::args().skip(1) {
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
