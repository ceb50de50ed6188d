//! The language data on this machine.

use std::path::{Path, PathBuf};

use crate::OcrError;

/// Languages that are read when none are asked for: those of the documents that the engine understands.
///
/// All three cost about 1.5 times one of them, but a missing pack costs umlauts and names.
pub(super) const DEFAULT_LANGUAGES: [&str; 3] = ["eng", "deu", "pol"];

/// Where packages put the data (Debian and Ubuntu, Fedora, a source build, Homebrew on both machines).
const FOLDERS: [&str; 7] = [
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
];

/// A folder of language data.
#[derive(Debug, Clone)]
pub(super) struct Data {
    dir: PathBuf,
    languages: Vec<String>,
}

impl Data {
    /// The folder named by `TESSDATA_PREFIX`, or else the first usual one that has data.
    pub(super) fn find() -> Option<Self> {
        let named = std::env::var_os("TESSDATA_PREFIX").map(PathBuf::from);
        let with_subfolder = named.iter().map(|dir| dir.join("tessdata"));
        named
            .iter()
            .cloned()
            .chain(with_subfolder)
            .chain(FOLDERS.iter().map(PathBuf::from))
            .find_map(|dir| Self::at(&dir))
    }

    pub(super) fn at(dir: &Path) -> Option<Self> {
        let mut languages: Vec<String> = std::fs::read_dir(dir)
            .ok()?
            .filter_map(Result::ok)
            .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".traineddata").map(str::to_owned))
            .collect();
        languages.sort();
        (!languages.is_empty()).then(|| Self { dir: dir.to_owned(), languages })
    }

    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    pub(super) fn languages(&self) -> &[String] {
        &self.languages
    }

    /// The languages to start with, joined by `+`.
    pub(super) fn choose(&self, wanted: Option<&str>) -> Result<String, OcrError> {
        let has = |language: &str| self.languages.iter().any(|installed| installed == language);
        let missing = |languages: &[&str]| OcrError::NoLanguage { languages: languages.join("+") };
        let Some(wanted) = wanted.filter(|wanted| !wanted.trim().is_empty()) else {
            let chosen: Vec<&str> = DEFAULT_LANGUAGES.into_iter().filter(|language| has(language)).collect();
            return if chosen.is_empty() { Err(missing(&DEFAULT_LANGUAGES)) } else { Ok(chosen.join("+")) };
        };
        let wanted: Vec<&str> = wanted.split('+').map(str::trim).collect();
        let absent: Vec<&str> = wanted.iter().copied().filter(|language| !has(language)).collect();
        if absent.is_empty() { Ok(wanted.join("+")) } else { Err(missing(&absent)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(languages: &[&str]) -> Data {
        Data {
            dir: PathBuf::new(),
            languages: languages.iter().map(|&language| language.to_owned()).collect(),
        }
    }

    #[test]
    fn without_a_wish_the_installed_default_languages_are_read() {
        assert_eq!(data(&["deu", "eng", "fra", "osd"]).choose(None), Ok("eng+deu".to_owned()));
    }

    #[test]
    fn a_missing_language_is_named() {
        let error = data(&["eng"]).choose(Some("eng+xyz")).unwrap_err();
        assert_eq!(error, OcrError::NoLanguage { languages: "xyz".to_owned() });
    }

    #[test]
    fn a_language_is_a_name_and_never_a_path() {
        assert!(data(&["eng"]).choose(Some("../eng")).is_err());
    }
}
