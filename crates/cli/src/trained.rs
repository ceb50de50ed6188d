//! Process types and model files of the command line.

use std::path::Path;

use anyhow::Context as _;
use clap::builder::PossibleValuesParser;
use perigee_model::{ProcessType, process_type};
use perigee_understand::learn::Model;

/// Larger files are no models: 626 receipts make two megabytes.
const MAX_BYTES: u64 = 512 << 20;

/// The short names of all process types, for `--type`.
pub fn types() -> PossibleValuesParser {
    PossibleValuesParser::new(process_type::list().iter().map(|kind| kind.short_name.as_str()))
}

/// Reads a model file, which must be of this process type.
pub fn load(path: &Path, kind: &str) -> anyhow::Result<Model> {
    let place = path.display();
    let size = std::fs::metadata(path).with_context(|| format!("{place} cannot be read"))?.len();
    anyhow::ensure!(size <= MAX_BYTES, "{place} is too large for a model");
    let bytes = std::fs::read(path).with_context(|| format!("{place} cannot be read"))?;
    let model = Model::from_bytes(&bytes).with_context(|| format!("{place} cannot be used"))?;
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
