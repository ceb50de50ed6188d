//! Process types and model files of the command line.

use std::path::Path;

use anyhow::Context as _;
use clap::builder::PossibleValuesParser;
use perigee_engine::Classes;
use perigee_model::{ProcessType, process_type};
use perigee_understand::learn::Model;

/// Larger files are no models: 626 receipts make two megabytes.
const MAX_BYTES: u64 = 512 << 20;

/// The short names of all process types, for `--type`.
pub fn types() -> PossibleValuesParser {
    PossibleValuesParser::new(process_type::list().iter().map(|kind| kind.short_name.as_str()))
}

/// The same, and one word more.
pub fn types_and(more: &'static str) -> PossibleValuesParser {
    PossibleValuesParser::new(process_type::list().iter().map(|kind| kind.short_name.as_str()).chain([more]))
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
