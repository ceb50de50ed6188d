//! Prints how well classes are told, on folders of `*.words.json` files, each folder a class and each file a document.
//!
//! `cargo run --release -p perigee-understand --example classes -- FOLDER…`: accuracy and calibration after so many
//! confirmed documents of each class (`SHOTS=0,1,3,10,50`), and how many papers of a class that nobody confirmed are
//! kept as unknown. A folder that is called like the class of a process type is that class; others are classes of an
//! organization's own. `FIT=1` fits the weights of the signs to the folders and prints them; `STREAMS=1` strings documents
//! that were not confirmed together, ten at a time and of any class, and prints how their borders and classes are told.

use std::error::Error;
use std::fs;
use std::path::Path;

use perigee_model::{Page, process_type};
use perigee_understand::classes::{Classes, Confirmed, OTHER, SIGN_NAMES, SIGNS, View};
use perigee_understand::evaluation::{WordsFile, shuffled};
use perigee_understand::splitting::{Known, split_with};

/// Documents of a class that are told in each draw.
const TOLD: usize = 30;
/// Draws.
const SEEDS: [u64; 3] = [7, 8, 9];

/// Classes that look alike: where one of them is unknown, so are the others.
const FAMILIES: [&str; 6] = [
    "own receipt",
    "own invoice purchase_order utility_bill",
    "own passport driving_license",
    "nda",
    "ad-buy",
    "fara",
];

/// How strongly weights are pulled to 0: drawn layouts are too alike to be trusted wholly.
const PULL: f32 = 3e-3;

/// Documents of a stream that is made of documents that were not confirmed.
const STRUNG: usize = 10;

/// The documents of a class.
struct Folder {
    class: String,
    views: Vec<View>,
    pages: Vec<Vec<Page>>,
}

/// What was told of a document, and what it is.
struct Told {
    is: String,
    told: String,
    confidence: f32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folders: Vec<Folder> = std::env::args().skip(1).map(|path| load(&path)).collect::<Result<_, _>>()?;
    for folder in &folders {
        println!("{:<28} {} documents", folder.class, folder.views.len());
    }
    let shots = std::env::var("SHOTS").unwrap_or_else(|_| "0,1,3,10,50".to_owned());
    let shots: Vec<usize> = shots.split(',').map(str::parse).collect::<Result<_, _>>()?;
    if std::env::var_os("FIT").is_some() {
        fit(&folders, &shots);
        return Ok(());
    }
    if std::env::var_os("STREAMS").is_some() {
        shots.iter().for_each(|count| streams(&folders, *count));
        return Ok(());
    }
    for count in shots {
        let told: Vec<Told> = SEEDS.iter().flat_map(|seed| draw(&folders, count, *seed, None)).collect();
        print(&format!("{count} confirmed"), &told);
        if std::env::var_os("EACH").is_some() {
            for folder in &folders {
                let own: Vec<&Told> = told.iter().filter(|one| one.is == folder.class).collect();
                let right = own.iter().filter(|one| one.told == one.is).count();
                let mut others: Vec<&str> =
                    own.iter().filter(|one| one.told != one.is).map(|one| one.told.as_str()).collect();
                others.sort_unstable();
                others.dedup();
                println!("    {:<28} {right} of {}, else {}", folder.class, own.len(), others.join(", "));
            }
        }
        let unknown: Vec<Told> = FAMILIES
            .iter()
            .flat_map(|left| {
                let draws = SEEDS.iter().flat_map(|seed| draw(&folders, count, *seed, Some(left)));
                draws.filter(|one| one.is == OTHER).collect::<Vec<_>>()
            })
            .collect();
        print(&format!("{count}, of no class"), &unknown);
        within(&folders, count);
    }
    Ok(())
}

/// Prints how documents are told in a process that expects a known class: its own, and those that strayed into it.
fn within(folders: &[Folder], shots: usize) {
    let (mut own, mut kept, mut strays, mut found) = (0, 0, 0, 0);
    for seed in SEEDS {
        let (confirmed, asked) = chosen(folders, shots, seed, None);
        let classes = Classes::learn(&confirmed);
        for expected in folders.iter().map(|folder| folder.class.as_str()).filter(|class| is_known(class)) {
            for (class, view) in &asked {
                let is_kept = classes.tell(view, Some(expected)).class == expected;
                if *class == expected {
                    (own, kept) = (own + 1, kept + usize::from(is_kept));
                } else {
                    (strays, found) = (strays + 1, found + usize::from(!is_kept));
                }
            }
        }
    }
    println!(
        "{shots} in a process: {kept} of {own} that it expects keep its class, {found} of {strays} strays are found"
    );
}

fn load(path: &str) -> Result<Folder, Box<dyn Error>> {
    let class = Path::new(path).file_name().ok_or("a folder without a name")?.to_string_lossy().into_owned();
    let mut files: Vec<_> =
        fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?.iter().map(|entry| entry.path()).collect();
    files.retain(|file| file.to_string_lossy().ends_with(".words.json"));
    files.sort();
    let read = |file: &std::path::PathBuf| -> Result<Vec<Page>, Box<dyn Error>> {
        Ok(serde_json::from_str::<WordsFile>(&fs::read_to_string(file)?)?.into_pages())
    };
    let pages: Vec<Vec<Page>> = files.iter().take(200).map(read).collect::<Result<_, _>>()?;
    Ok(Folder { class, views: pages.iter().map(|pages| View::of(pages)).collect(), pages })
}

/// Prints how borders and classes of strung documents are told, without and with so many confirmed of each class.
fn streams(folders: &[Folder], shots: usize) {
    for (name, is_taught) in [("nothing known", false), ("classes", true)] {
        let (mut found, mut all, mut common, mut streams, mut whole, mut classes_right) = (0, 0, 0, 0, 0, 0);
        for seed in SEEDS {
            let (confirmed, others) = chosen_pages(folders, shots, seed);
            let classes = Classes::learn(&confirmed);
            let known = Known { model: None, classes: is_taught.then_some(&classes) };
            for stream in others.chunks(STRUNG) {
                let pages: Vec<Page> = stream.iter().flat_map(|(_, pages)| pages.to_vec()).collect();
                let mut end = 0;
                let ends: Vec<(u32, &str)> = stream
                    .iter()
                    .map(|(class, pages)| {
                        end += pages.len() as u32;
                        (end, *class)
                    })
                    .collect();
                let parts = split_with(&pages, known);
                let told: Vec<(u32, &str)> =
                    parts.iter().map(|part| (part.last_page + 1, part.document_class.as_str())).collect();
                let is_end = |end: u32| told.iter().any(|(other, _)| *other == end);
                (found, all) = (found + told.len() - 1, all + ends.len() - 1);
                common += ends.iter().filter(|(end, _)| is_end(*end)).count() - 1;
                classes_right += ends.iter().filter(|one| told.contains(one)).count();
                whole += usize::from(told.len() == ends.len() && ends.iter().all(|(end, _)| is_end(*end)));
                streams += 1;
            }
        }
        let f1 = 2.0 * common as f64 / (found + all).max(1) as f64;
        let documents = all + streams;
        println!(
            "{shots} confirmed, {name:<14} borders F1 {f1:.3}, {whole} of {streams} streams without error, \
             {classes_right} of {documents} documents with their end and class"
        );
    }
}

/// Some documents of each class are confirmed; the others, some of each class, come in any order.
fn chosen_pages(folders: &[Folder], shots: usize, seed: u64) -> (Vec<Confirmed<'_>>, Vec<(&str, &[Page])>) {
    let (confirmed, _) = chosen(folders, shots, seed, None);
    let mut others: Vec<(&str, &[Page])> = Vec::new();
    for folder in folders {
        let order = shuffled(folder.views.len(), seed);
        let rest = &order[shots.min(order.len() * 2 / 3)..];
        let class = folder.class.as_str();
        others.extend(rest.iter().take(TOLD).map(|at| (class, folder.pages[*at].as_slice())));
    }
    let mixed = shuffled(others.len(), seed + 100).into_iter().map(|at| others[at]).collect();
    (confirmed, mixed)
}

fn is_known(class: &str) -> bool {
    process_type::list().iter().any(|kind| kind.document_class == class)
}

/// Whether a class is one of a family.
fn is_of(class: &str, family: Option<&str>) -> bool {
    let Some(family) = family else { return false };
    match (class.strip_prefix("own "), family.strip_prefix("own ")) {
        (Some(class), Some(family)) => family.split(' ').any(|one| one == class),
        (None, None) => class.starts_with(family),
        _ => false,
    }
}

/// Some documents of each class are confirmed, others are told; `left` is a family that nobody confirmed.
fn draw(folders: &[Folder], shots: usize, seed: u64, left: Option<&str>) -> Vec<Told> {
    let (confirmed, asked) = chosen(folders, shots, seed, left);
    let classes = Classes::learn(&confirmed);
    let tell = |(class, view): &(&str, &View)| {
        let told = classes.tell(view, None);
        let is = if is_of(class, left) || (shots == 0 && !is_known(class)) { OTHER } else { class };
        Told { is: is.to_owned(), told: told.class, confidence: told.confidence.get() }
    };
    asked.iter().map(tell).collect()
}

type Asked<'f> = Vec<(&'f str, &'f View)>;

fn chosen<'f>(
    folders: &'f [Folder],
    shots: usize,
    seed: u64,
    left: Option<&str>,
) -> (Vec<Confirmed<'f>>, Asked<'f>) {
    let (mut confirmed, mut asked) = (Vec::new(), Vec::new());
    for folder in folders {
        let order = shuffled(folder.views.len(), seed);
        let shots = shots.min(order.len() * 2 / 3);
        let (first, rest) = order.split_at(shots);
        if !is_of(&folder.class, left) {
            confirmed
                .extend(first.iter().map(|at| Confirmed { class: &folder.class, view: &folder.views[*at] }));
        }
        asked.extend(rest.iter().take(TOLD).map(|at| (folder.class.as_str(), &folder.views[*at])));
    }
    (confirmed, asked)
}

fn print(name: &str, told: &[Told]) {
    if told.is_empty() {
        return;
    }
    let right =
        |told: &[&Told]| told.iter().filter(|one| one.told == one.is).count() as f32 / told.len() as f32;
    let sure = |told: &[&Told]| told.iter().map(|one| one.confidence).sum::<f32>() / told.len() as f32;
    let all: Vec<&Told> = told.iter().collect();
    let mut apart = 0.0;
    for bin in 0..10 {
        let within = |one: &&&Told| ((one.confidence * 10.0) as usize).min(9) == bin;
        let own: Vec<&Told> = all.iter().filter(within).copied().collect();
        if !own.is_empty() {
            apart += (right(&own) - sure(&own)).abs() * own.len() as f32 / all.len() as f32;
        }
    }
    println!(
        "{name:<18} {:>5} told, accuracy {:.3}, confidence {:.3}, ECE {apart:.3}",
        all.len(),
        right(&all),
        sure(&all)
    );
}

/// How a document stands to each class, and which of them it is; none for an unknown paper.
type Case = (Vec<[f32; SIGNS]>, Option<usize>);

/// Gradient descent on the weights, and on what it says that no class fits, which is 0.
fn fit(folders: &[Folder], shots: &[usize]) {
    let mut cases: Vec<Case> = Vec::new();
    for count in shots {
        for seed in SEEDS {
            cases.extend(cases_of(folders, *count, seed, None));
            // The same papers as classes of an organization's own, of which nobody knows the names.
            let own = as_own(folders);
            cases.extend(cases_of(&own, *count, seed, None));
            for family in FAMILIES.iter().filter(|_| *count > 0) {
                let all = cases_of(&own, *count, seed, Some(family));
                cases.extend(all.into_iter().filter(|(_, is)| is.is_none()));
            }
        }
    }
    let mut weights = [0.0_f32; SIGNS];
    let mut slopes = [0.0_f32; SIGNS];
    for step in 0..3000 {
        let mut gradient = [0.0_f32; SIGNS];
        let mut loss = 0.0;
        for (candidates, is) in &cases {
            let scores: Vec<f32> =
                candidates.iter().map(|signs| signs.iter().zip(weights).map(|(s, w)| s * w).sum()).collect();
            let most = scores.iter().copied().fold(0.0, f32::max);
            let total: f32 = (-most).exp() + scores.iter().map(|score| (score - most).exp()).sum::<f32>();
            let right = is.map_or(0.0, |at| scores[at]);
            loss += total.ln() + most - right;
            for (at, signs) in candidates.iter().enumerate() {
                let wrong = (scores[at] - most).exp() / total - if *is == Some(at) { 1.0 } else { 0.0 };
                gradient.iter_mut().zip(signs).for_each(|(sum, sign)| *sum += wrong * sign);
            }
        }
        let count = cases.len() as f32;
        for ((weight, gradient), slope) in weights.iter_mut().zip(gradient).zip(&mut slopes) {
            *slope = 0.9 * *slope + gradient / count + PULL * *weight;
            *weight -= 0.3 * *slope;
        }
        if step % 1000 == 0 {
            println!("{step:>5} {:.4}", loss / count);
        }
    }
    for (name, weight) in SIGN_NAMES.iter().zip(weights) {
        println!("{weight:>7.2} {name}");
    }
}

/// The same folders under names that nobody knows, without the words that name known classes.
fn as_own(folders: &[Folder]) -> Vec<Folder> {
    let own = |folder: &Folder| Folder {
        class: format!("own {}", folder.class),
        views: folder.views.iter().map(View::without_names).collect(),
        pages: Vec::new(),
    };
    folders.iter().map(own).collect()
}

fn cases_of(folders: &[Folder], shots: usize, seed: u64, left: Option<&str>) -> Vec<Case> {
    let (confirmed, asked) = chosen(folders, shots, seed, left);
    let classes = Classes::learn(&confirmed);
    let case = |(class, view): &(&str, &View)| {
        let candidates = classes.candidates(view, None);
        let is = candidates.iter().position(|candidate| candidate.class == *class);
        (candidates.into_iter().map(|candidate| candidate.signs).collect(), is)
    };
    asked.iter().map(case).collect()
}
