//! The matrix of `docs/security.md`: each requirement names tests that exist, or says why there is none.

use std::collections::BTreeSet;

use regex::Regex;

use super::Remark;
use super::source::SourceFile;

/// Where the matrix stands.
const PAPER: &str = "docs/security.md";

/// How a cell begins that names no test; after it comes the reason.
const WITHOUT_TEST: [&str; 4] = ["not applicable: ", "not met: ", "documented: ", "untested: "];

/// A reason shorter than this says nothing.
const REASON_LENGTH: usize = 12;

/// Every row of the matrix that is out of order, or whose last cell names a test that is nowhere.
pub fn check(files: &[SourceFile]) -> Vec<Remark> {
    let Some(paper) = files.iter().find(|file| file.path == PAPER) else { return Vec::new() };
    let tests = names(files);
    let mut remarks = Vec::new();
    let mut before = [0; 3];
    for (line, row) in rows(paper) {
        if row.number <= before {
            remarks.push(Remark::stop(
                paper.at(line),
                "requirements stand in the order of their numbers, once each",
            ));
        }
        before = row.number;
        let objections = objections(&row, &tests);
        remarks.extend(objections.into_iter().map(|message| Remark::stop(paper.at(line), message)));
    }
    remarks
}

/// A requirement.
struct Row<'a> {
    number: [u32; 3],
    level: &'a str,
    proof: &'a str,
}

/// The lines `| 6.2.1 | 1 | what | proof |`.
fn rows(paper: &SourceFile) -> impl Iterator<Item = (usize, Row<'_>)> {
    paper.numbered().filter_map(|(line, text)| {
        let mut cells = text.strip_prefix('|')?.trim_end().strip_suffix('|')?.split('|').map(str::trim);
        let parts: Vec<u32> = cells.next()?.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
        let number = parts.try_into().ok()?;
        let level = cells.next()?;
        Some((line, Row { number, level, proof: cells.next_back()? }))
    })
}

fn objections(row: &Row<'_>, tests: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    if !["1", "2"].contains(&row.level) {
        found.push(format!("the level is 1 or 2, not {}", row.level));
    }
    let named: Vec<&str> = row.proof.split('`').skip(1).step_by(2).collect();
    if let Some(reason) = WITHOUT_TEST.iter().find_map(|start| row.proof.strip_prefix(start)) {
        if reason.chars().count() < REASON_LENGTH {
            found.push("say why no test is named".to_owned());
        }
        // A reason may name things of code as well; the names of tests are sentences.
        let sentences = named.into_iter().filter(|name| name.contains(['_', ' ']));
        found.extend(sentences.filter(|name| !tests.contains(*name)).map(no_test));
        return found;
    }
    if named.is_empty() {
        found.push(format!("name a test, or begin with one of {WITHOUT_TEST:?}"));
    }
    let missing = named.into_iter().filter(|name| !tests.contains(*name));
    found.extend(missing.map(no_test));
    found
}

fn no_test(name: &str) -> String {
    format!("there is no test `{name}`")
}

/// The names of every test: functions of Rust tests, titles of tests in the browser.
fn names(files: &[SourceFile]) -> BTreeSet<String> {
    let function = Regex::new(r"^\s*(?:pub )?(?:async )?fn (\w+)").expect("the pattern is tested");
    let title = Regex::new(r#"\b(?:test|it)\(\s*['"`]([^'"`]+)['"`]"#).expect("the pattern is tested");
    let mut names = BTreeSet::new();
    for file in files {
        match file.ending() {
            "rs" => {
                let found = file.test_lines().filter_map(|(_, line)| function.captures(line));
                names.extend(found.map(|found| found[1].to_owned()));
            }
            "ts" | "tsx" if file.is_test() => {
                names.extend(title.captures_iter(&file.text).map(|found| found[1].to_owned()));
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks_on(matrix: &str) -> Vec<String> {
        let files = [
            SourceFile::new(PAPER, matrix),
            SourceFile::new(
                "crates/a/tests/b.rs",
                "both! {\n    async fn a_wrong_key_is_refused(app: TestApp) {}\n}\n",
            ),
            SourceFile::new(
                "crates/a/src/c.rs",
                "fn not_a_test() {}\n#[cfg(test)]\nmod tests {\n    fn a_unit() {}\n}\n",
            ),
            SourceFile::new("web/e2e/d.spec.ts", "test('an invitation is accepted', async () => {})\n"),
        ];
        check(&files).into_iter().map(|remark| remark.message).collect()
    }

    #[test]
    fn tests_of_every_kind_are_found() {
        let matrix = "| 6.2.1 | 1 | x | `a_wrong_key_is_refused`, `a_unit` |\n\
            | 6.10.1 | 2 | x | `an invitation is accepted` |\n\
            | 7.1.1 | 2 | x | not applicable: there is no such thing |\n\
            | request | x |\n";
        assert_eq!(remarks_on(matrix), Vec::<String>::new());
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(remarks_on("| 6.2.1 | 1 | x | `not_a_test` |\n"), ["there is no test `not_a_test`"]);
        let reason = "| 6.2.1 | 1 | x | not met: `Field` is not in `another_test` |\n";
        assert_eq!(remarks_on(reason), ["there is no test `another_test`"]);
        assert_eq!(remarks_on("| 6.2.1 | 3 | x | `a_unit` |\n"), ["the level is 1 or 2, not 3"]);
        assert_eq!(remarks_on("| 6.2.1 | 1 | x | not met: later |\n"), ["say why no test is named"]);
        assert!(remarks_on("| 6.2.1 | 1 | x | trust us |\n")[0].starts_with("name a test"));
        let twice = "| 6.2.1 | 1 | x | `a_unit` |\n| 6.2.1 | 1 | x | `a_unit` |\n";
        assert!(remarks_on(twice)[0].starts_with("requirements stand in the order"));
    }
}
