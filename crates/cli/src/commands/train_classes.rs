//! `perigee train --type classes`: a folder with a folder of documents for each class to a file for `split --model`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use perigee_engine::{ClassView, Classes, ConfirmedClass, Engine, ReadOptions};
use perigee_model::FileFault;

use super::train::{Args, Trained, peak_memory, write};
use crate::exit::Done;
use crate::{batch, labelled, source};

/// What `--type` says for classes.
pub const TYPE: &str = "classes";

/// A file of a class.
struct Labelled {
    class: String,
    path: PathBuf,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    let files = files(&args.dataset)?;
    let engine = source::engine(&[])?;
    let (seen, failed) = see(&engine, &files)?;
    anyhow::ensure!(!seen.is_empty(), "no document of {} can be read", args.dataset.display());
    let start = Instant::now();
    let confirmed: Vec<ConfirmedClass<'_>> =
        seen.iter().map(|(class, view)| ConfirmedClass { class, view }).collect();
    let classes = Classes::learn(&confirmed);
    let trained = Trained {
        documents: seen.len(),
        seconds: start.elapsed().as_secs_f64(),
        peak_memory_bytes: peak_memory(),
        model: &args.out,
    };
    write(&args.out, &classes.to_bytes())?;
    if args.json {
        println!("{}", serde_json::to_string(&trained)?);
    } else {
        print(&trained, &classes);
    }
    Ok(if failed == 0 { Done::All } else { Done::SomeFailed })
}

/// The files of every folder, in the order of the names of folders and files.
fn files(dataset: &Path) -> anyhow::Result<Vec<Labelled>> {
    let mut found = Vec::new();
    for folder in sorted(dataset)?.into_iter().filter(|path| path.is_dir()) {
        let class = source::file_name(&folder);
        for path in sorted(&folder)?.into_iter().filter(|path| path.is_file()) {
            found.push(Labelled { class: class.clone(), path });
        }
    }
    let place = dataset.display();
    anyhow::ensure!(!found.is_empty(), "{place} has no folders of documents; make one for each class");
    Ok(found)
}

fn sorted(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let place = || format!("{} cannot be read", folder.display());
    let entries: std::io::Result<Vec<PathBuf>> =
        std::fs::read_dir(folder).with_context(place)?.map(|entry| Ok(entry?.path())).collect();
    let mut paths = entries.with_context(place)?;
    paths.sort();
    Ok(paths)
}

/// Reads the files, showing progress; those that cannot be read are told and left out.
fn see(engine: &Engine, files: &[Labelled]) -> anyhow::Result<(Vec<(String, ClassView)>, usize)> {
    let bar = labelled::progress(files.len())?;
    let options = ReadOptions::default();
    let view = |file: &Labelled| -> Result<ClassView, FileFault> {
        Ok(ClassView::of(&source::read(engine, &file.path, &options)?.pages))
    };
    let (mut seen, mut failed) = (Vec::new(), 0);
    batch::in_order(files, view, |index, outcome| {
        bar.inc(1);
        match outcome {
            Ok(view) => seen.push((files[index].class.clone(), view)),
            Err(fault) => {
                failed += 1;
                let place = files[index].path.display();
                bar.suspend(|| eprintln!("perigee: {place}: {fault}; {}", fault.action));
            }
        }
        Ok(())
    })?;
    bar.finish_and_clear();
    Ok((seen, failed))
}

fn print(trained: &Trained<'_>, classes: &Classes) {
    println!("{} documents in {:.2} s, {}", trained.documents, trained.seconds, trained.model.display());
    for (class, documents) in classes.counts() {
        println!("  {class:<24} {documents} remembered");
    }
    if let (told, tried @ 1..) = classes.score(200) {
        println!("told by the others: {told} of {tried}");
    }
}
