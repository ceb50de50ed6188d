//! Every dependency has a licence, and a source, that `deny.toml` allows.
//!
//! `deny.toml` is also what cargo-deny reads, so there is one list. Unlike cargo-deny this needs nothing installed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Context as _;

use crate::metadata::{self, Package};

/// Prints what is not allowed; true when everything is.
pub fn run(root: &Path) -> anyhow::Result<bool> {
    let file = fs::read_to_string(root.join("deny.toml")).context("cannot read deny.toml")?;
    let rules = Rules::read(&file);
    let packages = metadata::read(root, true)?;
    let remarks: Vec<String> = packages.iter().filter_map(|package| rules.objection(package)).collect();
    for remark in &remarks {
        println!("{remark}");
    }
    let outside = packages.iter().filter(|package| package.source.is_some()).count();
    println!("licenses: {outside} dependencies, {} not allowed", remarks.len());
    Ok(remarks.is_empty())
}

/// What `deny.toml` says.
#[derive(Debug, Default)]
struct Rules {
    licenses: BTreeSet<String>,
    banned: BTreeSet<String>,
    registries: BTreeSet<String>,
}

impl Rules {
    fn read(file: &str) -> Self {
        Self {
            licenses: list(file, "licenses", "allow"),
            banned: list(file, "bans", "deny"),
            registries: list(file, "sources", "allow-registry"),
        }
    }

    /// Why this package may not be used, if it may not.
    fn objection(&self, package: &Package) -> Option<String> {
        let source = package.source.as_deref()?;
        let Package { name, version, license, .. } = package;
        if self.banned.contains(name) {
            return Some(format!("{name} {version}: banned, see deny.toml"));
        }
        let registry = source.split_once('+').map_or(source, |(_, url)| url);
        if !self.registries.contains(registry) {
            return Some(format!("{name} {version}: comes from {registry}, which deny.toml does not allow"));
        }
        match license {
            None => Some(format!("{name} {version}: states no licence")),
            Some(license) if !self.allows(license) => {
                Some(format!("{name} {version}: {license} is not allowed"))
            }
            Some(_) => None,
        }
    }

    /// Whether an SPDX expression can be satisfied with allowed licences.
    fn allows(&self, expression: &str) -> bool {
        // Older manifests write a slash for OR.
        let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
        let mut tokens = spaced.split_whitespace().peekable();
        let allowed = self.any_of(&mut tokens);
        allowed && tokens.next().is_none()
    }

    fn any_of<'a>(&self, tokens: &mut Tokens<'a, impl Iterator<Item = &'a str>>) -> bool {
        let mut allowed = self.all_of(tokens);
        while tokens.next_if_eq(&"OR").is_some() {
            allowed |= self.all_of(tokens);
        }
        allowed
    }

    fn all_of<'a>(&self, tokens: &mut Tokens<'a, impl Iterator<Item = &'a str>>) -> bool {
        let mut allowed = self.single(tokens);
        while tokens.next_if_eq(&"AND").is_some() {
            allowed &= self.single(tokens);
        }
        allowed
    }

    fn single<'a>(&self, tokens: &mut Tokens<'a, impl Iterator<Item = &'a str>>) -> bool {
        match tokens.next() {
            Some("(") => {
                let allowed = self.any_of(tokens);
                tokens.next_if_eq(&")").is_some() && allowed
            }
            Some(license) => {
                // An exception only ever permits more.
                if tokens.next_if_eq(&"WITH").is_some() {
                    tokens.next();
                }
                self.licenses.contains(license)
            }
            None => false,
        }
    }
}

type Tokens<'a, I> = std::iter::Peekable<I>;

/// The strings of a list under a heading of a TOML file; enough TOML for `deny.toml`.
fn list(file: &str, heading: &str, key: &str) -> BTreeSet<String> {
    let section = file.split(&format!("[{heading}]")).nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    let lines = section.lines().map(|line| line.split('#').next().unwrap_or_default());
    let body: String = lines.collect::<Vec<_>>().join("\n");
    let Some(start) = body.find(&format!("\n{key} = [")) else { return BTreeSet::new() };
    let values = body[start..].split('[').nth(1).and_then(|rest| rest.split(']').next()).unwrap_or_default();
    values.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
[licenses]
# A comment with "quotes".
allow = [
    "MIT", # short
    "Apache-2.0",
    "ISC",
]

[bans]
multiple-versions = "allow"
deny = ["openssl-sys"]

[sources]
allow-registry = ["https://github.com/rust-lang/crates.io-index"]
"#;

    fn package(name: &str, license: Option<&str>, source: &str) -> Package {
        Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: license.map(str::to_owned),
            source: Some(source.to_owned()),
            dependencies: Vec::new(),
        }
    }

    const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

    #[test]
    fn the_lists_are_read_without_comments() {
        let rules = Rules::read(FILE);
        assert_eq!(rules.licenses.iter().collect::<Vec<_>>(), ["Apache-2.0", "ISC", "MIT"]);
        assert_eq!(rules.banned.len(), 1);
        assert_eq!(rules.registries.len(), 1);
    }

    #[test]
    fn expressions_are_weighed_as_they_bind() {
        let rules = Rules::read(FILE);
        for good in [
            "MIT",
            "MIT OR GPL-3.0",
            "MIT/Apache-2.0",
            "ISC AND (GPL-2.0 OR MIT)",
            "Apache-2.0 WITH LLVM-exception",
            "GPL-3.0 OR MIT AND ISC",
        ] {
            assert!(rules.allows(good), "{good}");
        }
        for bad in ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR ISC) AND LGPL-2.1", "(MIT", "", "MIT ISC"] {
            assert!(!rules.allows(bad), "{bad}");
        }
    }

    #[test]
    fn a_package_is_refused_for_its_name_its_source_and_its_licence() {
        let rules = Rules::read(FILE);
        assert_eq!(rules.objection(&package("good", Some("MIT"), CRATES_IO)), None);
        for bad in [
            package("openssl-sys", Some("MIT"), CRATES_IO),
            package("forked", Some("MIT"), "git+https://example.org/forked"),
            package("copyleft", Some("AGPL-3.0"), CRATES_IO),
            package("silent", None, CRATES_IO),
        ] {
            assert!(rules.objection(&bad).is_some(), "{}", bad.name);
        }
    }

    #[test]
    fn the_packages_of_the_workspace_need_no_permission() {
        let own = Package { name: "perigee".to_owned(), ..Package::default() };
        assert_eq!(Rules::read(FILE).objection(&own), None);
    }
}
