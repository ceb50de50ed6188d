//! `cargo xtask tidy`: the rules of the house that a machine can check. Each rule lives in its own file.

mod docs;
mod layers;
mod links;
mod names;
mod security;
mod sizes;
mod source;
mod text;

use std::fmt;
use std::path::Path;

use crate::metadata;
use source::SourceFile;

/// Something that does not follow the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where: a path, with a line where one line is meant.
    pub place: String,
    /// What, and what to do.
    pub message: String,
    /// Whether it fails the check; otherwise it is worth a talk.
    pub stop: bool,
}

impl Remark {
    /// A remark that fails the check.
    pub fn stop(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), stop: true }
    }

    /// A remark that is worth a talk.
    pub fn talk(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { stop: false, ..Self::stop(place, message) }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let weight = if self.stop { "error" } else { "warning" };
        write!(f, "{weight}: {}: {}", self.place, self.message)
    }
}

/// What looks at all files.
type Rule = fn(&[SourceFile]) -> Vec<Remark>;

/// Prints every remark; true when none of them fails the check.
pub fn run(root: &Path) -> anyhow::Result<bool> {
    let files = source::read(root)?;
    let packages = metadata::read(root, false)?;
    let mut remarks = layers::check(&packages);
    let rules: [Rule; 6] =
        [sizes::check, names::check, docs::check, text::check, links::check, security::check];
    remarks.extend(rules.iter().flat_map(|rule| rule(&files)));
    remarks.sort_by(|a, b| (a.stop, &a.place).cmp(&(b.stop, &b.place)));
    for remark in &remarks {
        println!("{remark}");
    }
    let stops = remarks.iter().filter(|remark| remark.stop).count();
    println!("tidy: {} files, {stops} errors, {} warnings", files.len(), remarks.len() - stops);
    Ok(stops == 0)
}
