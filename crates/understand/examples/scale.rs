//! Prints what many confirmed documents cost: seconds of training, memory, milliseconds a page.
//!
//! `cargo run --release -p perigee-understand --example scale -- COUNTS FOLDER…`, e.g. `100,1000,10000 sroie`: the
//! documents of the folders are confirmed in turn, again and again with other digits in their amounts, until there are
//! as many. Folders are those of the example `learning`. One count a run where the peak of the memory is of interest.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use indexmap::IndexMap;
use perigee_model::Page;
use perigee_understand::evaluation::shuffled;
use perigee_understand::learn::{self, Confirmed, Options};

mod measured;
use measured::{Document, load, processor_seconds};

/// Documents that are read to see how long a page takes.
const TRIED: usize = 100;
/// Times that they are read; the quickest tells what reading takes where nothing else disturbs it.
const ROUNDS: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [counts, first, others @ ..] = &arguments[..] else {
        return Err("usage: scale COUNTS FOLDER…".into());
    };
    let (kind, mut documents) = load(Path::new(first))?;
    for folder in others {
        documents.extend(load(Path::new(folder))?.1);
    }
    // Not all of one folder first.
    let mut documents: Vec<Option<Document>> = documents.into_iter().map(Some).collect();
    let documents: Vec<Document> =
        shuffled(documents.len(), 7).into_iter().filter_map(|at| documents[at].take()).collect();
    println!("documents  train s  cpu s  peak MB  model kB  judged  ms/page");
    for count in counts.split(',').map(str::parse::<usize>) {
        let count = count?;
        let many: Vec<Copy> = (0..count).map(|number| copy(&documents, number)).collect();
        let before = peak_megabytes();
        let confirmed: Vec<Confirmed<'_>> =
            many.iter().map(|(pages, fields)| Confirmed::new(pages, fields)).collect();
        let (start, busy) = (Instant::now(), processor_seconds());
        let model = learn::train(&kind, &confirmed, &Options::default())?;
        let (seconds, busy) = (start.elapsed().as_secs_f64(), processor_seconds() - busy);
        let tried: Vec<Copy> = (count..count + TRIED).map(|number| copy(&documents, number)).collect();
        let pages: usize = tried.iter().map(|(pages, _)| pages.len()).sum();
        let rounds = (0..ROUNDS).map(|_| {
            let begun = processor_seconds();
            for (pages, _) in &tried {
                std::hint::black_box(perigee_understand::extract_with(pages, &kind, None, Some(&model)));
            }
            processor_seconds() - begun
        });
        let each = rounds.fold(f64::INFINITY, f64::min) / pages.max(1) as f64 * 1e3;
        println!(
            "{count:>9}  {seconds:>7.2}  {busy:>5.2}  {:>7}  {:>8}  {:.3}   {each:.2}   ({before} MB before)",
            peak_megabytes(),
            model.to_bytes().len() / 1000,
            model.scores.accuracy(),
        );
    }
    Ok(())
}

/// Pages, and what is confirmed of them.
type Copy = (Vec<Page>, IndexMap<String, Vec<String>>);

/// The document whose turn it is; from the second turn on with other amounts.
fn copy(documents: &[Document], number: usize) -> Copy {
    let (labels, pages) = &documents[number % documents.len()];
    let turn = number / documents.len();
    let (mut pages, mut fields) = (pages.clone(), labels.fields.clone());
    let words = pages.iter_mut().flat_map(|page| &mut page.words).map(|word| &mut word.text);
    for text in words.chain(fields.values_mut().flatten()) {
        if is_amount(text) {
            *text = text.chars().map(|c| turned(c, turn)).collect();
        }
    }
    (pages, fields)
}

fn is_amount(text: &str) -> bool {
    text.split_once('.').is_some_and(|(whole, cents)| {
        cents.len() == 2
            && !whole.is_empty()
            && (whole.bytes().chain(cents.bytes())).all(|b| b.is_ascii_digit())
    })
}

/// Another digit; 0 stays, as no number begins with it.
fn turned(digit: char, turn: usize) -> char {
    match digit.to_digit(10) {
        Some(value @ 1..) => char::from_digit((value - 1 + turn as u32) % 9 + 1, 10).unwrap_or(digit),
        _ => digit,
    }
}

/// The most memory that the process has held.
fn peak_megabytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()).unwrap_or(0) / 1024
}
