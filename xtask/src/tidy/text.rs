//! Words that must not stand in the code: open ends, silenced lints, paths of one machine, tests that do not test.

use regex::Regex;

use super::Remark;
use super::source::SourceFile;

/// Every line with such words.
pub fn check(files: &[SourceFile]) -> Vec<Remark> {
    let rules = [open_end(), silenced_lint(), machine_path(), idle_test()];
    files
        .iter()
        .filter(|file| {
            !file.is_generated() && !file.path.ends_with(".lock") && !file.path.ends_with("-lock.json")
        })
        .flat_map(|file| rules.iter().flat_map(move |rule| rule.remarks(file)))
        .collect()
}

struct Rule {
    pattern: Regex,
    /// A line that also matches this is fine.
    unless: Option<Regex>,
    endings: &'static [&'static str],
    only_tests: bool,
    message: &'static str,
}

impl Rule {
    fn remarks<'a>(&'a self, file: &'a SourceFile) -> impl Iterator<Item = Remark> + 'a {
        let concerned = self.endings.is_empty() || self.endings.contains(&file.ending());
        let lines: Box<dyn Iterator<Item = (usize, &str)>> = match (concerned, self.only_tests) {
            (false, _) => Box::new(std::iter::empty()),
            (true, true) => Box::new(file.test_lines()),
            (true, false) => Box::new(file.numbered()),
        };
        lines
            .filter(|(_, line)| self.pattern.is_match(line))
            .filter(|(_, line)| !self.unless.as_ref().is_some_and(|unless| unless.is_match(line)))
            .map(|(number, _)| Remark::stop(file.at(number), self.message))
    }
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns of the rules are tested")
}

// The patterns below are written so that they do not match themselves.

fn open_end() -> Rule {
    Rule {
        pattern: regex(r"\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b"),
        unless: Some(regex(r"#\d+")),
        endings: &["rs", "ts", "tsx", "sh", "toml", "yml", "css"],
        only_tests: false,
        message: "an open end needs the number of its issue",
    }
}

fn silenced_lint() -> Rule {
    Rule {
        pattern: regex(r"#!?\[(cfg_attr\([^\]]*,\s*)?al[l]ow\("),
        // In a macro nobody knows whether the lint will speak, so that an expectation could fail.
        unless: Some(regex(r"reason = ")),
        endings: &["rs"],
        only_tests: false,
        message: "lints are silenced by `#[expect(lint, reason = \"…\")]`, which ends when its cause ends",
    }
}

fn machine_path() -> Rule {
    Rule {
        pattern: regex(r#"(^|[\s"'`(=:])/(wor[k]|hom[e]|roo[t]|User[s])/[A-Za-z0-9._-]"#),
        unless: None,
        endings: &[],
        only_tests: false,
        message: "a path of one machine: other machines do not have it",
    }
}

fn idle_test() -> Rule {
    Rule {
        pattern: regex(r"#\[igno[r]e|should_pani[c]|thread::slee[p]\("),
        unless: None,
        endings: &["rs"],
        only_tests: true,
        message: "tests run, assert and do not sleep",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks(path: &str, text: &str) -> usize {
        check(&[SourceFile::new(path, text)]).len()
    }

    #[test]
    fn an_open_end_needs_an_issue() {
        assert_eq!(remarks("a.rs", concat!("// TO", "DO: later\n")), 1);
        assert_eq!(remarks("a.rs", concat!("// TO", "DO(#12): later\n")), 0);
        assert_eq!(remarks("a.md", concat!("TO", "DO\n")), 0);
    }

    #[test]
    fn a_bare_permission_is_refused() {
        assert_eq!(remarks("a.rs", concat!("#[all", "ow(dead_code)]\n")), 1);
        assert_eq!(remarks("a.rs", concat!("#![all", "ow(dead_code)]\n")), 1);
        assert_eq!(remarks("a.rs", concat!("#[cfg_attr(test, all", "ow(dead_code))]\n")), 1);
        assert_eq!(remarks("a.rs", concat!("#[all", "ow(unused_imports, reason = \"in a macro\")]\n")), 0);
        assert_eq!(remarks("a.rs", "#[expect(dead_code, reason = \"used by the tests\")]\n"), 0);
    }

    #[test]
    fn a_path_of_one_machine_is_refused_wherever_it_stands() {
        assert_eq!(remarks("docs/a.md", concat!("see `/ho", "me/ann/perigee`\n")), 1);
        assert_eq!(remarks("script/run", concat!("cd /wo", "rk/main\n")), 1);
        assert_eq!(remarks("web/a.ts", concat!("href=\"https://x.example/ho", "me/a\"\n")), 0);
    }

    #[test]
    fn tests_do_not_sleep_but_the_program_may() {
        let line = concat!("std::thread::sle", "ep(pause);\n");
        assert_eq!(remarks("crates/a/src/b.rs", line), 0);
        assert_eq!(remarks("crates/a/tests/b.rs", line), 1);
        assert_eq!(remarks("crates/a/src/b.rs", &format!("#[cfg(test)]\n{line}")), 1);
    }
}
