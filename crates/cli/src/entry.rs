//! A file of the call, and the files that came out of it, each as an entry of the answer.

use std::ops::ControlFlow;
use std::path::Path;

use perigee_engine::{Engine, ReadOptions, ReadOutput, ResultIds};
use perigee_model::FileFault;
use perigee_model::fault::codes;

use crate::source;

/// Entries that one file of the call may have: archives in archives in archives could hold a thousand million.
const MAX_ENTRIES: usize = 10_000;

/// What came of one file.
#[derive(Debug)]
pub struct Entry {
    /// Its name; that of a file inside another one begins with the other's name and a slash.
    pub name: String,
    /// Where it is, for messages.
    pub place: String,
    /// What was read, with ids made from its bytes.
    pub outcome: Result<(ResultIds, ReadOutput), FileFault>,
}

/// Reads a file and everything inside it; the file itself comes first.
///
/// `then` is called with the file itself when it could be read.
pub fn read_all(
    engine: &Engine,
    path: &Path,
    options: &ReadOptions,
    then: impl FnOnce(&ReadOutput) -> Result<(), FileFault>,
) -> Vec<Entry> {
    let (name, place) = (source::file_name(path), path.display().to_string());
    let outcome = read(engine, path, options).and_then(|(ids, output)| {
        then(&output)?;
        Ok((ids, output))
    });
    let mut entries = Vec::new();
    add(engine, Entry { name, place, outcome }, options, &mut entries);
    entries
}

/// Adds an entry and those of the files inside it.
fn add(engine: &Engine, mut entry: Entry, options: &ReadOptions, entries: &mut Vec<Entry>) {
    let members = match &mut entry.outcome {
        Ok((_, output)) => std::mem::take(&mut output.members),
        Err(_) => Vec::new(),
    };
    let (name, place) = (entry.name.clone(), entry.place.clone());
    entries.push(entry);
    let options = ReadOptions { depth: options.depth + 1, ..options.clone() };
    for member in members {
        let (name, place) = (format!("{name}/{}", member.name), format!("{place}/{}", member.name));
        if entries.len() >= MAX_ENTRIES {
            entries.push(Entry { name, place, outcome: Err(too_many()) });
            return;
        }
        let outcome = read(engine, member.path(), &options);
        add(engine, Entry { name, place, outcome }, &options, entries);
    }
}

fn read(engine: &Engine, path: &Path, options: &ReadOptions) -> Result<(ResultIds, ReadOutput), FileFault> {
    let output = engine.read(path, options, &mut |_| ControlFlow::Continue(()))?;
    // Hashed after reading: a file that cannot be opened already has its fault.
    let ids = ResultIds::of_file(path).map_err(|_| vanished())?;
    Ok((ids, output))
}

fn vanished() -> FileFault {
    FileFault::new(
        codes::FILE_UNREADABLE,
        "the file vanished while it was read",
        "check that it exists and may be read",
    )
}

fn too_many() -> FileFault {
    FileFault::new(
        codes::TOO_MANY_MEMBERS,
        format!(
            "there are more than {MAX_ENTRIES} files inside each other; this one and those after it were not read"
        ),
        "give the files in several smaller archives or one by one",
    )
}
