//! What the engine finds on this machine.

use std::path::{Path, PathBuf};

use crate::Converters;

/// What the engine finds on this machine, for `perigee admin doctor`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Doctor {
    /// Version of Tesseract, e.g. `5.3.0`; `None` when it is missing.
    pub tesseract_version: Option<String>,
    /// Languages that can be recognized, e.g. `eng`; sorted.
    pub languages: Vec<String>,
    /// Where their data lies.
    pub language_data: Option<PathBuf>,
    /// LibreOffice, which shows Office documents with their looks.
    pub office_converter: Option<PathBuf>,
    /// The converter of libheif, which opens HEIC photos.
    pub heic_converter: Option<PathBuf>,
    /// What could be installed to read more, a sentence each.
    pub optional: Vec<String>,
    /// Where the models of the second recognizer lie; `None` when they are missing.
    pub models: Option<PathBuf>,
    /// What is missing and how to install it, a sentence each; empty when nothing is.
    pub missing: Vec<String>,
}

/// Languages that a full installation has; `osd` tells which way is up.
const WANTED: [&str; 4] = ["eng", "deu", "pol", "osd"];

/// What more could be read.
fn optional(converters: &Converters) -> Vec<String> {
    let mut optional = Vec::new();
    if converters.office.is_none() {
        optional.push(
            "LibreOffice is not installed, so Office documents are read as text without their looks, and those from \
             before 2007 not at all: apt install libreoffice"
                .to_owned(),
        );
    }
    if converters.heic.is_none() {
        optional.push(
            "heif-convert is not installed, so HEIC photos cannot be read: apt install libheif-examples"
                .to_owned(),
        );
    }
    optional
}

pub(crate) fn examine(converters: &Converters, models: Option<&Path>) -> Doctor {
    let installation = perigee_ocr::installation();
    let mut missing = Vec::new();
    if installation.version.is_none() {
        missing.push(
            "Tesseract 5 is missing, so scans and photos cannot be read: apt install tesseract-ocr"
                .to_owned(),
        );
    }
    for language in WANTED {
        if !installation.languages.iter().any(|installed| installed == language) {
            missing.push(format!(
                "the Tesseract data '{language}' is missing: apt install tesseract-ocr-{language}"
            ));
        }
    }
    let models = models.filter(|folder| perigee_ocr::find_models(folder).is_some());
    if models.is_none() {
        missing.push(
            "the models of the second recognizer are missing, so poor print is read less well: script/bootstrap \
             fetches them"
                .to_owned(),
        );
    }
    Doctor {
        tesseract_version: installation.version,
        languages: installation.languages,
        language_data: installation.data_dir,
        office_converter: converters.office.clone(),
        heic_converter: converters.heic.clone(),
        optional: optional(converters),
        models: models.map(Path::to_owned),
        missing,
    }
}
