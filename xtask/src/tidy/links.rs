//! Links between the papers of the repository lead somewhere.

use std::collections::BTreeSet;

use regex::Regex;

use super::Remark;
use super::source::SourceFile;

/// Every relative link, in a Markdown file, to a file or heading that is not there.
pub fn check(files: &[SourceFile]) -> Vec<Remark> {
    let link = Regex::new(r"\]\(([^)\s]+)\)").expect("the pattern is tested");
    let paths = places(files);
    let mut remarks = Vec::new();
    for file in files.iter().filter(|file| file.ending() == "md") {
        for (number, line) in outside_fences(file) {
            let targets = link.captures_iter(line).filter_map(|found| found.get(1));
            remarks.extend(
                targets
                    .filter_map(|target| objection(file, target.as_str(), files, &paths))
                    .map(|message| Remark::stop(file.at(number), message)),
            );
        }
    }
    remarks
}

/// Every file with all its folders.
fn places(files: &[SourceFile]) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    for file in files {
        let mut path = file.path.as_str();
        places.insert(path.to_owned());
        while let Some((folder, _)) = path.rsplit_once('/') {
            places.insert(folder.to_owned());
            path = folder;
        }
    }
    places
}

/// The lines that are not code.
fn outside_fences(file: &SourceFile) -> impl Iterator<Item = (usize, &str)> {
    let mut inside = false;
    file.numbered().filter(move |(_, line)| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        !inside && !fence
    })
}

fn objection(
    file: &SourceFile,
    target: &str,
    files: &[SourceFile],
    places: &BTreeSet<String>,
) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let resolved = if path.is_empty() { file.path.clone() } else { resolve(&file.path, path)? };
    if !places.contains(&resolved) {
        return Some(format!("links to {target}, which is not there"));
    }
    let page = files.iter().find(|file| file.path == resolved && file.ending() == "md")?;
    let anchor = anchor?;
    let known = page.text.lines().filter(|line| line.starts_with('#')).any(|line| slug(line) == anchor);
    (!known).then(|| format!("links to {target}, but no heading there has that name"))
}

/// A relative path seen from the folder of a file; `None` when it leaves the repository.
fn resolve(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

/// A heading as it stands in links to it.
fn slug(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Vec<SourceFile> {
        vec![
            SourceFile::new("docs/a.md", text),
            SourceFile::new("docs/adr/0001-x.md", "# 1. Record decisions\n"),
            SourceFile::new("README.md", "# Perigee\n"),
        ]
    }

    #[test]
    fn links_that_lead_somewhere_are_fine() {
        let text =
            "[a](adr/0001-x.md) [b](../README.md#perigee) [c](https://example.org) [d](adr/) [e](#f)\n# F\n";
        assert_eq!(check(&files(text)), []);
        assert_eq!(check(&files("[a](adr/0001-x.md#1-record-decisions)\n")), []);
    }

    #[test]
    fn links_that_lead_nowhere_are_refused() {
        for text in ["[a](adr/0002.md)\n", "[a](../README.md#other)\n", "[a](#none)\n"] {
            assert_eq!(check(&files(text)).len(), 1, "{text}");
        }
    }

    #[test]
    fn code_holds_no_links() {
        assert_eq!(check(&files("```\n[a](nowhere.md)\n```\n")), []);
    }
}
