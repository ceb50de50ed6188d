//! Names that say the pattern instead of the thing.

use super::Remark;
use super::source::SourceFile;

/// File and folder names that tell nobody what is inside.
const EMPTY_NAMES: [&str; 13] = [
    "common",
    "helper",
    "helpers",
    "manager",
    "managers",
    "misc",
    "service",
    "services",
    "shared",
    "types",
    "util",
    "utilities",
    "utils",
];

/// Every source file, or folder of source files, with an empty name.
pub fn check(files: &[SourceFile]) -> Vec<Remark> {
    let sources = files.iter().filter(|file| matches!(file.ending(), "rs" | "ts" | "tsx"));
    sources.filter_map(|file| empty_part(&file.path).map(|part| remark(file, part))).collect()
}

fn empty_part(path: &str) -> Option<&str> {
    path.split('/').map(|part| part.split('.').next().unwrap_or(part)).find(|stem| EMPTY_NAMES.contains(stem))
}

fn remark(file: &SourceFile, part: &str) -> Remark {
    Remark::stop(&file.path, format!("`{part}` says nothing: name the noun or the verb inside"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_names_are_refused_for_files_and_folders() {
        for path in ["crates/a/src/utils.rs", "web/src/helpers/date.ts", "web/src/types.d.ts"] {
            assert_eq!(check(&[SourceFile::new(path, "")]).len(), 1, "{path}");
        }
    }

    #[test]
    fn names_that_only_contain_such_a_word_are_fine() {
        for path in ["crates/a/src/process_type.rs", "web/tools/api-types/run.ts", "docs/types.md"] {
            assert_eq!(check(&[SourceFile::new(path, "")]), [], "{path}");
        }
    }
}
