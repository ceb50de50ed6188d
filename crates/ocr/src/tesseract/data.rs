//! The language data on this machine.

use std::path::{Path, PathBuf};

use crate::OcrError;

/// Of these, the first one that is installed begins when no languages are asked for: those of the documents that the
/// engine understands. The page's own language takes over where it can be told.
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

/// The data that tells which way is up; it is no language.
pub(super) const ORIENTATION: &str = "osd";

/// The languages to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wish {
    /// All of these, joined by `+`, on every page.
    Asked(String),
    /// The language of each page; this one until it is known.
    ByPage(String),
}

impl Wish {
    /// What the first page is read in.
    pub(super) fn first(&self) -> &str {
        match self {
            Self::Asked(languages) | Self::ByPage(languages) => languages,
        }
    }
}

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

    fn has(&self, language: &str) -> bool {
        self.languages.iter().any(|installed| installed == language)
    }

    /// What a wish for languages (`eng+deu`) comes to here; none, or an empty one, leaves it to the page.
    pub(super) fn choose(&self, wanted: Option<&str>) -> Result<Wish, OcrError> {
        let missing = |languages: &[&str]| OcrError::NoLanguage { languages: languages.join("+") };
        let Some(wanted) = wanted.filter(|wanted| !wanted.trim().is_empty()) else {
            let first = DEFAULT_LANGUAGES.into_iter().find(|language| self.has(language));
            let first =
                first.or_else(|| self.languages.iter().map(String::as_str).find(|&name| name != ORIENTATION));
            return first
                .map(|first| Wish::ByPage(first.to_owned()))
                .ok_or_else(|| missing(&DEFAULT_LANGUAGES));
        };
        let wanted: Vec<&str> = wanted.split('+').map(str::trim).collect();
        let absent: Vec<&str> = wanted.iter().copied().filter(|language| !self.has(language)).collect();
        if absent.is_empty() { Ok(Wish::Asked(wanted.join("+"))) } else { Err(missing(&absent)) }
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
    fn without_a_wish_the_page_decides_and_an_installed_language_begins() {
        let begins = |installed: &[&str]| data(installed).choose(None);
        assert_eq!(begins(&["deu", "eng", "fra", "osd"]), Ok(Wish::ByPage("eng".to_owned())));
        assert_eq!(begins(&["deu", "osd"]), Ok(Wish::ByPage("deu".to_owned())));
        assert_eq!(begins(&["fra", "osd"]), Ok(Wish::ByPage("fra".to_owned())));
        assert!(begins(&["osd"]).is_err());
    }

    #[test]
    fn a_wish_stands_as_it_is() {
        assert_eq!(data(&["deu", "eng"]).choose(Some("deu + eng")), Ok(Wish::Asked("deu+eng".to_owned())));
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
