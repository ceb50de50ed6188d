//! Process types and model files of the command line.

use std::ffi::OsStr;
use std::path::Path;

use anyhow::Context as _;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command};
use perigee_engine::Classes;
use perigee_model::{ProcessType, process_type};
use perigee_understand::learn::Model;

/// Larger files are no models: 626 receipts make two megabytes.
const MAX_BYTES: u64 = 512 << 20;

/// Takes the short name of a process type, for `--type`.
///
/// The types are looked up when a name is given or asked for: every command line knows them, few need them, and reading
/// them takes a quarter of the steps of a start.
#[derive(Debug, Clone)]
pub struct TypeParser {
    /// A word that is taken as well.
    more: Option<&'static str>,
}

/// The short names of all process types.
pub fn types() -> TypeParser {
    TypeParser { more: None }
}

/// The same, and one word more.
pub fn types_and(more: &'static str) -> TypeParser {
    TypeParser { more: Some(more) }
}

impl TypeParser {
    fn names(&self) -> impl Iterator<Item = &'static str> {
        process_type::list().iter().map(|kind| kind.short_name.as_str()).chain(self.more)
    }
}

impl TypedValueParser for TypeParser {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        PossibleValuesParser::new(self.names()).parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.names().map(PossibleValue::new)))
    }
}

/// Reads a file of classes.
pub fn load_classes(path: &Path) -> anyhow::Result<Classes> {
    let place = path.display();
    let classes = Classes::from_bytes(&bytes_of(path)?).with_context(|| {
        format!("{place} cannot be used; perigee train --type classes makes what is needed")
    })?;
    Ok(classes)
}

/// Reads a model file, which must be of this process type.
pub fn load(path: &Path, kind: &str) -> anyhow::Result<Model> {
    let place = path.display();
    let model = Model::from_bytes(&bytes_of(path)?).with_context(|| format!("{place} cannot be used"))?;
    anyhow::ensure!(
        model.process_type == kind,
        "{place} has learned {}, but --type says {kind}",
        model.process_type
    );
    Ok(model)
}

/// A process type, with the data points of a model where it has none of its own.
pub fn kind(short_name: &str, model: Option<&Model>) -> anyhow::Result<ProcessType> {
    let mut kind =
        process_type::find_by_short_name(short_name).context("there is no such process type")?.clone();
    if let Some(model) = model.filter(|_| kind.data_points.is_empty()) {
        kind.data_points.clone_from(&model.data_points);
    }
    anyhow::ensure!(
        !kind.data_points.is_empty(),
        "--type {short_name} has no data points of its own: name a model of it with --model"
    );
    Ok(kind)
}

fn bytes_of(path: &Path) -> anyhow::Result<Vec<u8>> {
    let place = path.display();
    let size = std::fs::metadata(path).with_context(|| format!("{place} cannot be read"))?.len();
    anyhow::ensure!(size <= MAX_BYTES, "{place} is too large for a model");
    std::fs::read(path).with_context(|| format!("{place} cannot be read"))
}
