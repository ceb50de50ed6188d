//! Every Rust file says what it does; every crate has a README; every crate takes the lints of the workspace.

use super::Remark;
use super::source::SourceFile;

/// Every file and crate that says nothing about itself.
pub fn check(files: &[SourceFile]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for file in files.iter().filter(|file| file.ending() == "rs" && !file.is_generated()) {
        if !file.text.starts_with("//! ") {
            remarks.push(Remark::stop(
                file.at(1),
                "begins with `//!`: what it does, and what it leaves to others",
            ));
        }
    }
    for manifest in files.iter().filter(|file| is_manifest(&file.path)) {
        remarks.extend(of_crate(manifest, files));
    }
    remarks
}

/// `crates/<name>/Cargo.toml`, or that of xtask.
fn is_manifest(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    matches!(parts[..], ["crates", _, "Cargo.toml"] | ["xtask", "Cargo.toml"])
}

fn of_crate(manifest: &SourceFile, files: &[SourceFile]) -> Vec<Remark> {
    let folder = manifest.path.trim_end_matches("Cargo.toml");
    let name = manifest.text.lines().find_map(|line| line.strip_prefix("name = ")).unwrap_or_default();
    let title = format!("# {}", name.trim_matches('"'));
    let readme = files.iter().find(|file| file.path == format!("{folder}README.md"));
    let mut remarks = Vec::new();
    match readme {
        None => remarks.push(Remark::stop(folder, "has no README.md: what the crate is for, in a few lines")),
        Some(readme) if readme.text.lines().next() != Some(&title) => {
            remarks.push(Remark::stop(readme.at(1), format!("begins with `{title}`")));
        }
        Some(_) => {}
    }
    if !manifest.text.contains("[lints]\nworkspace = true") {
        remarks.push(Remark::stop(
            &manifest.path,
            "takes the lints of the workspace: `[lints]`, `workspace = true`",
        ));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_module_docs_is_refused() {
        assert_eq!(check(&[SourceFile::new("crates/a/src/b.rs", "fn a() {}\n")]).len(), 1);
        assert_eq!(check(&[SourceFile::new("crates/a/src/b.rs", "//! Does this.\n")]), []);
    }

    #[test]
    fn a_crate_has_a_readme_under_its_name_and_the_lints() {
        let manifest = "[package]\nname = \"perigee-a\"\n\n[lints]\nworkspace = true\n";
        let readme = SourceFile::new("crates/a/README.md", "# perigee-a\n");
        assert_eq!(check(&[SourceFile::new("crates/a/Cargo.toml", manifest), readme.clone()]), []);
        assert_eq!(check(&[SourceFile::new("crates/a/Cargo.toml", manifest)]).len(), 1);
        let bare = SourceFile::new("crates/a/Cargo.toml", "[package]\nname = \"perigee-b\"\n");
        assert_eq!(check(&[bare, readme]).len(), 2);
    }
}
