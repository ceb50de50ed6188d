//! What cargo knows about the packages of the workspace and their dependencies.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};
use serde_json::Value;

/// A package.
#[derive(Debug, Clone, Default)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SPDX expression, if it states one.
    pub license: Option<String>,
    /// Where it comes from; `None` for a package of the workspace.
    pub source: Option<String>,
    /// What it names in its own manifest.
    pub dependencies: Vec<Dependency>,
}

/// A line of a manifest's dependencies.
#[derive(Debug, Clone)]
pub struct Dependency {
    /// Name of the package.
    pub name: String,
    /// Only for its tests and examples.
    pub dev: bool,
}

/// The packages of the workspace, and with `all` those they depend on. Never uses the network.
pub fn read(root: &Path, all: bool) -> anyhow::Result<Vec<Package>> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).args(["metadata", "--format-version", "1", "--locked", "--offline"]);
    if !all {
        command.arg("--no-deps");
    }
    let output = command.output().context("cannot run cargo metadata")?;
    if !output.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")?;
    Ok(array(&metadata, "packages").iter().map(package).collect())
}

fn package(value: &Value) -> Package {
    Package {
        name: text(value, "name").unwrap_or_default(),
        version: text(value, "version").unwrap_or_default(),
        license: text(value, "license"),
        source: text(value, "source"),
        dependencies: array(value, "dependencies")
            .iter()
            .map(|dependency| Dependency {
                name: text(dependency, "name").unwrap_or_default(),
                dev: text(dependency, "kind").is_some_and(|kind| kind == "dev"),
            })
            .collect(),
    }
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn array<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
