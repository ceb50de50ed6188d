//! The files of the repository, without what is fetched, built or drawn.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// Folders that hold nothing hand-written.
const SKIPPED: [&str; 10] = [
    ".git",
    ".tools",
    "dist",
    "fonts",
    "node_modules",
    "perigee-data",
    "playwright-report",
    "shared",
    "target",
    "test-results",
];

/// A file; one that is not text is empty here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// From the root, with slashes.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl SourceFile {
    /// A file for the tests of a rule.
    #[cfg(test)]
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The part of the name after the last dot.
    pub fn ending(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// Written by a program.
    pub fn is_generated(&self) -> bool {
        let head: String = self.text.chars().take(300).collect();
        head.contains("auto-generated") || head.contains("@generated")
    }

    /// Nothing but tests.
    pub fn is_test(&self) -> bool {
        let path = &self.path;
        let name = path.rsplit('/').next().unwrap_or(path);
        path.contains("/tests/")
            || path.contains("/e2e/")
            || path.starts_with("crates/testkit/")
            || name == "tests.rs"
            || name.contains(".test.")
    }

    /// The lines before the tests at the end of a Rust file, numbered from 1.
    pub fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.numbered().take_while(|(_, line)| *line != "#[cfg(test)]")
    }

    /// The lines of the tests at the end of a Rust file, or all lines of a test file.
    pub fn test_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let all = self.is_test();
        self.numbered().skip_while(move |(_, line)| !all && *line != "#[cfg(test)]")
    }

    /// All lines, numbered from 1.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(i, line)| (i + 1, line))
    }

    /// `path:line`.
    pub fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.path)
    }
}

/// Every file under the root, sorted by path.
pub fn read(root: &Path) -> anyhow::Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    let walk = WalkDir::new(root).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| {
        !(entry.file_type().is_dir()
            && entry.file_name().to_str().is_some_and(|name| SKIPPED.contains(&name)))
    }) {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        // Of pictures and other bytes only the place matters, for links to them.
        let text = String::from_utf8(fs::read(entry.path())?).unwrap_or_default();
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        files.push(SourceFile { path: parts.join("/"), text });
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_ends_where_the_tests_begin() {
        let file = SourceFile::new("crates/a/src/lib.rs", "fn a() {}\n#[cfg(test)]\nmod tests {}\n");
        assert_eq!(file.code_lines().collect::<Vec<_>>(), [(1, "fn a() {}")]);
        assert_eq!(file.test_lines().count(), 2);
    }

    #[test]
    fn test_files_are_known_by_their_place() {
        for path in ["crates/a/tests/b.rs", "web/e2e/flow.ts", "web/src/a.test.ts", "crates/a/src/b/tests.rs"]
        {
            assert!(SourceFile::new(path, "").is_test(), "{path}");
        }
        assert!(!SourceFile::new("crates/a/src/latest.rs", "").is_test());
    }
}
