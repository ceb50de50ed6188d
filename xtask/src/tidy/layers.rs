//! Which crate may use which: the layer table of ARCHITECTURE.md.

use super::Remark;
use crate::metadata::Package;

const PREFIX: &str = "perigee-";

/// A crate with what it may use of our own, and what it must never link.
struct Layer {
    name: &'static str,
    may_use: &'static [&'static str],
    never: &'static [&'static str],
}

/// No network, no database, no async run time below the platform.
const ENGINE_NEVER: &[&str] = &["axum", "object_store", "reqwest", "sea-orm", "sqlx", "tokio", "tower-http"];
/// Only the store and the queue speak to the database, only the edges speak HTTP.
const PLATFORM_NEVER: &[&str] = &["axum", "reqwest", "sqlx", "tower-http"];
const USE_CASES_NEVER: &[&str] = &["axum", "sqlx", "tower-http", "utoipa-axum"];
const EDGE_NEVER: &[&str] = &["object_store", "sea-orm", "sqlx"];

const LAYERS: &[Layer] = &[
    Layer { name: "model", may_use: &[], never: ENGINE_NEVER },
    Layer { name: "render", may_use: &["model"], never: ENGINE_NEVER },
    Layer { name: "ocr", may_use: &["model"], never: ENGINE_NEVER },
    Layer { name: "layout", may_use: &["model"], never: ENGINE_NEVER },
    Layer { name: "values", may_use: &["model"], never: ENGINE_NEVER },
    Layer { name: "understand", may_use: &["model", "layout", "values"], never: ENGINE_NEVER },
    Layer { name: "synth", may_use: &["model"], never: ENGINE_NEVER },
    Layer {
        name: "engine",
        may_use: &["model", "render", "ocr", "layout", "values", "understand", "synth"],
        never: ENGINE_NEVER,
    },
    Layer { name: "store", may_use: &["model"], never: PLATFORM_NEVER },
    Layer { name: "blobs", may_use: &["model"], never: PLATFORM_NEVER },
    Layer { name: "queue", may_use: &["model"], never: PLATFORM_NEVER },
    // Converting and checking typed values is a step of the pipeline of its own, hence `values` beside the facade.
    Layer {
        name: "app",
        may_use: &["model", "engine", "values", "store", "blobs", "queue"],
        never: USE_CASES_NEVER,
    },
    Layer { name: "api", may_use: &["model", "app"], never: EDGE_NEVER },
    Layer { name: "connect", may_use: &["model", "app"], never: EDGE_NEVER },
    Layer {
        name: "cli",
        may_use: &[
            "model",
            "render",
            "ocr",
            "layout",
            "values",
            "understand",
            "synth",
            "engine",
            "store",
            "blobs",
            "queue",
            "app",
            "api",
            "connect",
        ],
        never: &["sqlx"],
    },
    Layer {
        name: "testkit",
        may_use: &[
            "model",
            "render",
            "ocr",
            "layout",
            "values",
            "understand",
            "synth",
            "engine",
            "store",
            "blobs",
            "queue",
            "app",
            "api",
            "connect",
        ],
        never: &["sqlx"],
    },
];

/// Tests may also draw documents, read what they drew, lay down a database, and start the whole application.
const FOR_TESTS: &[&str] = &["synth", "render", "ocr", "engine", "store", "blobs", "queue", "app", "testkit"];

/// Every dependency that leads upwards or outwards.
pub fn check(packages: &[Package]) -> Vec<Remark> {
    packages
        .iter()
        .filter_map(|package| package.name.strip_prefix(PREFIX).map(|name| (name, package)))
        .flat_map(of)
        .collect()
}

fn of((name, package): (&str, &Package)) -> Vec<Remark> {
    let place = format!("crates/{name}/Cargo.toml");
    let Some(layer) = LAYERS.iter().find(|layer| layer.name == name) else {
        return vec![Remark::stop(
            place,
            "the crate has no layer: add it to the table in xtask/src/tidy/layers.rs",
        )];
    };
    let objection = |used: &str, dev: bool| match used.strip_prefix(PREFIX) {
        Some(own) if layer.may_use.contains(&own) || (dev && FOR_TESTS.contains(&own)) => None,
        Some(own) => Some(format!("{name} may not use {own}; it may use {}", layer.may_use.join(", "))),
        None if !dev && layer.never.contains(&used) => Some(format!("{name} must never link {used}")),
        None => None,
    };
    package
        .dependencies
        .iter()
        .filter_map(|dependency| objection(&dependency.name, dependency.dev))
        .map(|message| Remark::stop(&place, message))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Dependency;

    fn package(name: &str, dependencies: &[(&str, bool)]) -> Package {
        Package {
            name: format!("{PREFIX}{name}"),
            dependencies: dependencies
                .iter()
                .map(|(name, dev)| Dependency { name: (*name).to_owned(), dev: *dev })
                .collect(),
            ..Package::default()
        }
    }

    #[test]
    fn a_dependency_upwards_is_refused() {
        assert_eq!(check(&[package("store", &[("perigee-app", false)])]).len(), 1);
        assert_eq!(check(&[package("understand", &[("perigee-values", false)])]), []);
    }

    #[test]
    fn the_engine_links_no_run_time() {
        assert_eq!(check(&[package("ocr", &[("tokio", false)])]).len(), 1);
        assert_eq!(check(&[package("blobs", &[("tokio", false)])]), []);
    }

    #[test]
    fn tests_may_draw_documents() {
        assert_eq!(check(&[package("layout", &[("perigee-synth", true)])]), []);
        assert_eq!(check(&[package("layout", &[("perigee-synth", false)])]).len(), 1);
    }

    #[test]
    fn a_crate_without_a_layer_is_refused() {
        assert_eq!(check(&[package("novelty", &[])]).len(), 1);
    }

    #[test]
    fn the_table_itself_never_leads_upwards() {
        for (i, layer) in LAYERS.iter().enumerate() {
            for used in layer.may_use {
                assert!(LAYERS[..i].iter().any(|lower| lower.name == *used), "{} uses {used}", layer.name);
            }
        }
    }
}
