//! Prints learning curves on a labelled folder with words: documents × F1, seconds of training, processor milliseconds a document.
//!
//! `cargo run --release -p perigee-understand --example learning -- FOLDER SHOTS SEEDS [TEST]`, e.g. `receipts 1,10,100 7,8 200`:
//! for each seed the documents are shuffled, the last TEST (all others where it is left out) are tried, and the first
//! SHOTS confirmed. Folders come from `perigee convert-dataset … --with-words`. `SHOW=1` prints every wrong value.
//!
//! `TEMPLATES=FILE`, lines of a document's id and its template, tries every template by itself, SHOTS of its own documents
//! being confirmed; `BASE=FILE` hears the opinion of a model that `train_base` made, and that must be the embedded one to be heard in reading too; with `POOLED=1` those of all other templates are confirmed as well.
//!
//! `TEST=FOLDER` tries the documents of another folder, as the same papers read from pixels, SHOTS of the first being confirmed.
//!
//! `FOLDS=5` tries every document, trained on those of the other folds, SHOTS at most; `BY=company` tells how it went by
//! how many confirmed documents had the same value, or nearly the same, and with `UNSEEN=1` all of those are in one fold.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use perigee_model::{Extraction, Page, ProcessType};
use perigee_understand::evaluation::score::is_right;
use perigee_understand::evaluation::{LabelledDocument, Report, Scorer, calibration, shuffled};
use perigee_understand::learn::{self, Base, Confirmed, Guarantee, Model, Options};
use perigee_values::fold;
use rapidfuzz::fuzz;

mod measured;
use measured::{Document, load, processor_seconds};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, shots, seeds, rest @ ..] = &arguments[..] else {
        return Err("usage: learning FOLDER SHOTS SEEDS [TEST]".into());
    };
    let (kind, mut documents) = load(Path::new(folder))?;
    let own = documents.len();
    if let Some(others) = std::env::var_os("TEST") {
        documents.extend(load(Path::new(&others))?.1);
    }
    let numbers = |list: &str| list.split(',').map(str::parse).collect::<Result<Vec<u64>, _>>();
    let tested = match rest.first() {
        Some(count) => count.parse()?,
        None => documents.len(),
    };
    let base = match std::env::var_os("BASE") {
        Some(path) => Some(Model::from_bytes(&fs::read(path)?)?),
        None => None,
    };
    let groups = groups(&documents)?;
    let kin = std::env::var("BY").ok().map(|name| kin(&documents, &name));
    let folds: Option<usize> = std::env::var("FOLDS").ok().map(|folds| folds.parse()).transpose()?;
    println!("documents seed  strict  loose  right  ece   judged  train s  ms/doc  size kB");
    for shots in numbers(shots)? {
        for seed in numbers(seeds)? {
            if own < documents.len() {
                let confirmed = shuffled(own, seed).into_iter().take(shots as usize).collect();
                let draw: Draw = (confirmed, (own..documents.len()).collect());
                curve(&kind, &documents, &[draw], (seed, base.as_ref()), kin.as_deref())?;
                continue;
            }
            let order = shuffled(documents.len(), seed);
            let draws: Vec<Draw> = match folds {
                Some(folds) => cross_validation(&order, folds, shots as usize, kin.as_deref()),
                None => groups.iter().map(|group| draw(&order, group, shots as usize, tested)).collect(),
            };
            curve(&kind, &documents, &draws, (seed, base.as_ref()), kin.as_deref())?;
        }
    }
    Ok(())
}

/// Documents that are confirmed, and documents that are tried.
type Draw = (Vec<usize>, Vec<usize>);

/// Which documents belong to each template; one group of all where nothing is told.
fn groups(documents: &[Document]) -> Result<Vec<Vec<usize>>, Box<dyn Error>> {
    let Some(path) = std::env::var_os("TEMPLATES") else { return Ok(vec![(0..documents.len()).collect()]) };
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for line in fs::read_to_string(path)?.lines() {
        let (id, group) = line.split_once(' ').ok_or("a line without a template")?;
        let at = documents.iter().position(|(labels, _)| labels.id == id).ok_or("an unknown document")?;
        groups.entry(group.to_owned()).or_default().push(at);
    }
    Ok(groups.into_values().collect())
}

fn draw(order: &[usize], group: &[usize], shots: usize, tested: usize) -> Draw {
    let own: Vec<usize> = order.iter().copied().filter(|at| group.contains(at)).collect();
    let (train, others) = own.split_at(shots.min(own.len()));
    let mut train = train.to_vec();
    if std::env::var_os("POOLED").is_some() {
        train.extend(order.iter().copied().filter(|at| !group.contains(at)));
    }
    (train, others[others.len().saturating_sub(tested)..].to_vec())
}

/// Which documents share a value, by the first of them: spellings that are nine tenths alike count as one.
fn kin(documents: &[Document], data_point: &str) -> Vec<usize> {
    let value = |at: usize| {
        documents[at]
            .0
            .fields
            .get(data_point)
            .and_then(|values| values.first())
            .map_or(String::new(), |v| fold(v))
    };
    let values: Vec<String> = (0..documents.len()).map(value).collect();
    (0..documents.len())
        .map(|at| {
            (0..at).find(|other| fuzz::ratio(values[*other].chars(), values[at].chars()) >= 0.9).unwrap_or(at)
        })
        .collect()
}

/// Every document is tried once; with `UNSEEN` its kin are never confirmed.
fn cross_validation(order: &[usize], folds: usize, shots: usize, kin: Option<&[usize]>) -> Vec<Draw> {
    let kin = kin.filter(|_| std::env::var_os("UNSEEN").is_some());
    let mut of_first: BTreeMap<usize, usize> = BTreeMap::new();
    let mut turn = 0;
    let mut fold = |at: usize| {
        let first = kin.map_or(at, |kin| kin[at]);
        *of_first.entry(first).or_insert_with(|| {
            turn += 1;
            (turn - 1) % folds
        })
    };
    let of: Vec<(usize, usize)> = order.iter().map(|at| (*at, fold(*at))).collect();
    let part =
        |fold: usize, is_own: bool| of.iter().filter(move |(_, f)| (*f == fold) == is_own).map(|(at, _)| *at);
    (0..folds).map(|fold| (part(fold, false).take(shots).collect(), part(fold, true).collect())).collect()
}

/// How many confirmed documents are told apart when it is asked how well known a document was.
const SEEN: [(&str, std::ops::RangeInclusive<usize>); 3] =
    [("never seen", 0..=0), ("seen 1 to 3 times", 1..=3), ("seen 4 times and more", 4..=usize::MAX)];

/// Trains on some documents, tries others, and prints a line.
fn curve(
    kind: &ProcessType,
    documents: &[Document],
    draws: &[Draw],
    (seed, base): (u64, Option<&Model>),
    kin: Option<&[usize]>,
) -> Result<(), Box<dyn Error>> {
    let options = Options { base: base.map_or(Base::Nothing, Base::Other), ..Options::default() };

    let mut scorer = Scorer::new(kind);
    let mut by_seen = SEEN.map(|_| Scorer::new(kind));
    let (mut sure, mut right) = (Vec::new(), Vec::new());
    let (mut signs, mut promises) = (Vec::new(), Vec::new());
    let (mut training, mut reading, mut tried, mut size, mut cross) = (0.0, 0.0, 0, 0, 0.0);
    for (train, test) in draws {
        let confirmed: Vec<Confirmed<'_>> = train.iter().map(|at| confirmed(&documents[*at])).collect();
        let start = Instant::now();
        let model = if train.is_empty() { None } else { Some(learn::train(kind, &confirmed, &options)?) };
        training += start.elapsed().as_secs_f64();
        let start = processor_seconds();
        let read: Vec<Extraction> =
            test.iter().map(|at| extract(&documents[*at].1, kind, model.as_ref().or(base))).collect();
        promises = model.as_ref().map(promises_of).unwrap_or_default();
        signs = model.as_ref().or(base).map(Model::weights_of_signs).unwrap_or_default();
        reading += processor_seconds() - start;
        tried += test.len();
        for (at, extraction) in test.iter().zip(&read) {
            let labels = &documents[*at].0;
            scorer.add(labels, Some(extraction));
            if let Some(kin) = kin {
                let seen = train.iter().filter(|other| kin[**other] == kin[*at]).count();
                let class = SEEN.iter().position(|(_, range)| range.contains(&seen)).unwrap_or(0);
                by_seen[class].add(labels, Some(extraction));
            }
            judge(kind, labels, extraction, &mut sure, &mut right);
        }
        size = size.max(model.as_ref().map_or(0, |model| model.to_bytes().len() / 1000));
        cross += model.as_ref().map_or(0.0, |model| model.scores.accuracy()) / draws.len() as f64;
    }
    let each = reading / tried.max(1) as f64;
    let report = scorer.report(each);
    println!(
        "{:>9} {seed:>4}  {:.3}   {:.3}  {:.3}  {:.3}  {cross:.3}  {:>7.2}  {:>6.2}  {size:>7}",
        draws.iter().map(|(train, _)| train.len()).max().unwrap_or(0),
        report.micro.f1,
        report.micro_loose.f1,
        report.documents_fully_right as f64 / report.documents.max(1) as f64,
        calibration::calibration_error(&sure, &right),
        training / draws.len() as f64,
        each * 1e3,
    );
    print_fields(&report);
    for ((name, _), scorer) in SEEN.iter().zip(by_seen) {
        print_seen(name, &scorer.report(0.0));
    }
    print_accepted(&promises, &sure, &right);
    if std::env::var_os("SIGNS").is_some() {
        println!("    signs {signs:.2?}");
    }
    Ok(())
}

fn confirmed((labels, pages): &Document) -> Confirmed<'_> {
    Confirmed { pages, fields: &labels.fields, tables: &labels.tables }
}

/// Values by a model, or by the rules alone.
fn extract(pages: &[Page], kind: &ProcessType, model: Option<&Model>) -> Extraction {
    match model {
        Some(model) => perigee_understand::extract_with(pages, kind, None, Some(model)),
        None => perigee_understand::extract_by_rules(pages, kind),
    }
}

/// Collects the confidence of each value, and whether it is right; prints wrong ones where that is wanted.
fn judge(
    kind: &ProcessType,
    labels: &LabelledDocument,
    extraction: &Extraction,
    sure: &mut Vec<f32>,
    right: &mut Vec<bool>,
) {
    let show = std::env::var_os("SHOW").is_some();
    for point in &kind.data_points {
        let Some(expected) = labels.fields.get(&point.name) else { continue };
        let Some(reading) = extraction.readings.iter().find(|r| r.data_point == point.name) else { continue };
        let found = reading.value.as_deref().unwrap_or(&reading.raw_value);
        let is_right = expected.iter().any(|expected| is_right(point, expected, found));
        sure.push(reading.confidence.get());
        right.push(is_right);
        if show && !is_right {
            println!(
                "  {} {} {:.2}: {found:?} is {expected:?}",
                labels.id,
                point.name,
                reading.confidence.get()
            );
        }
    }
}

/// A target, the guarantee for it, and how often such guarantees break for simulated tenants.
type Promise = (f64, Guarantee, f64);

/// Tenants that are simulated.
const TENANTS: u64 = 300;

fn promises_of(model: &Model) -> Vec<Promise> {
    [0.01, 0.02, 0.05]
        .map(|target| (target, model.guarantee(target), broken(model.judged(), target)))
        .to_vec()
}

/// Share of tenants that calibrate on one half of the decisions and find more errors in the accepted of the other half;
/// those that are refused accept nothing.
fn broken(judged: &[(f32, bool)], target: f64) -> f64 {
    let mut broken = 0;
    for tenant in 0..TENANTS {
        let order = shuffled(judged.len(), tenant);
        let half = |from: usize, to: usize| order[from..to].iter().map(|at| judged[*at]).collect::<Vec<_>>();
        let (own, others) = (half(0, order.len() / 2), half(order.len() / 2, order.len()));
        let Guarantee::Granted { threshold, .. } = learn::certify(&own, target) else { continue };
        let accepted: Vec<bool> =
            others.iter().filter(|(sure, _)| *sure >= threshold).map(|(_, right)| *right).collect();
        let wrong = accepted.iter().filter(|right| !**right).count();
        broken += u32::from(wrong as f64 > target * accepted.len() as f64);
    }
    f64::from(broken) / TENANTS as f64
}

/// What guarantees accept of the tried documents, and how much of that is wrong.
fn print_accepted(promises: &[Promise], sure: &[f32], right: &[bool]) {
    for (target, guarantee, broken) in promises {
        let Guarantee::Granted { threshold, coverage, .. } = guarantee else {
            println!("    at most {target} wrong: {guarantee:?}");
            continue;
        };
        let accepted: Vec<bool> = sure
            .iter()
            .zip(right)
            .filter(|(sure, _)| **sure >= *threshold)
            .map(|(_, right)| *right)
            .collect();
        let wrong = accepted.iter().filter(|right| !**right).count();
        println!(
            "    at most {target} wrong: {coverage:.2} accepted in cross-validation, {:.2} of the tried with {wrong} of {} \
             wrong; broken for {broken:.3} of simulated tenants",
            accepted.len() as f64 / sure.len().max(1) as f64,
            accepted.len()
        );
    }
}

fn print_seen(name: &str, report: &Report) {
    if report.documents > 0 {
        println!(
            "    {name:<22} {:>4} documents  {:.3} {:.3}  fully right {:.3}",
            report.documents,
            report.micro.f1,
            report.micro_loose.f1,
            report.documents_fully_right as f64 / report.documents as f64
        );
    }
}

fn print_fields(report: &Report) {
    for (name, (strict, loose)) in &report.counts {
        println!("    {name:<20} {:.3} {:.3}", strict.measure().f1, loose.measure().f1);
    }
    if let Some(tables) = &report.tables {
        println!("    rows of tables       {:.3}, cells {:.3}", tables.rows.f1, tables.cells.f1);
    }
}
