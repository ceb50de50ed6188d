//! How long a file and a crate may be; tests and generated files count apart.

use std::collections::BTreeMap;

use super::Remark;
use super::source::SourceFile;

/// Lines of a Rust file that are worth a talk.
const RUST_TALK: usize = 400;
/// Lines of a Rust file that fail.
const RUST_STOP: usize = 700;
/// Lines of a TypeScript file that fail.
const SCRIPT_STOP: usize = 400;
/// Lines of a crate that are worth a talk.
const CRATE_TALK: usize = 8_000;

/// Every file and crate that is too long.
pub fn check(files: &[SourceFile]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut crates: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files.iter().filter(|file| !file.is_test() && !file.is_generated()) {
        match file.ending() {
            "rs" => {
                let lines = file.code_lines().count();
                remarks.extend(rust(&file.path, lines));
                if let Some(name) = file.path.strip_prefix("crates/").and_then(|rest| rest.split('/').next())
                {
                    *crates.entry(name).or_default() += lines;
                }
            }
            "ts" | "tsx" if file.text.lines().count() > SCRIPT_STOP => {
                remarks.push(Remark::stop(&file.path, format!("more than {SCRIPT_STOP} lines: split it")));
            }
            _ => {}
        }
    }
    let long = crates.into_iter().filter(|(_, lines)| *lines > CRATE_TALK);
    remarks.extend(
        long.map(|(name, lines)| {
            Remark::talk(format!("crates/{name}"), format!("{lines} lines: two crates?"))
        }),
    );
    remarks
}

fn rust(path: &str, lines: usize) -> Option<Remark> {
    match lines {
        0..=RUST_TALK => None,
        _ if lines <= RUST_STOP => Some(Remark::talk(path, format!("{lines} lines, usual are 60 to 300"))),
        _ => Some(Remark::stop(path, format!("{lines} lines, more than {RUST_STOP}: split it"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, lines: usize) -> SourceFile {
        SourceFile::new(path, &"let a = 1;\n".repeat(lines))
    }

    #[test]
    fn a_long_file_is_talked_about_and_a_very_long_one_refused() {
        assert_eq!(check(&[file("crates/a/src/b.rs", 400)]), []);
        assert!(!check(&[file("crates/a/src/b.rs", 401)])[0].stop);
        assert!(check(&[file("crates/a/src/b.rs", 701)])[0].stop);
        assert!(check(&[file("web/src/b.tsx", 401)])[0].stop);
    }

    #[test]
    fn tests_and_generated_files_do_not_count() {
        let tests = SourceFile::new("a.rs", &format!("//! A.\n#[cfg(test)]\n{}", "x\n".repeat(900)));
        let generated = SourceFile::new("web/a.ts", &format!("/** auto-generated */\n{}", "x\n".repeat(900)));
        assert_eq!(check(&[tests, generated, file("crates/a/tests/b.rs", 900)]), []);
    }

    #[test]
    fn a_large_crate_is_talked_about() {
        let files: Vec<SourceFile> = (0..25).map(|i| file(&format!("crates/a/src/f{i}.rs"), 350)).collect();
        assert_eq!(check(&files).len(), 1);
    }
}
