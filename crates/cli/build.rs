//! Exports the functions that take the place of some that Tesseract calls: see `perigee-ocr`, `tesseract/ambiguities.rs`,
//! `tesseract/one_thread.rs` and `tesseract/unpacked.rs`.

use std::path::Path;

/// Their names there.
const SYMBOLS: [&str; 8] = [
    "_ZN9tesseract13UnicharAmbigs13LoadUniversalERKNS_10UNICHARSETEPS1_",
    "GOMP_parallel",
    "GOMP_parallel_sections",
    "GOMP_sections_end",
    "GOMP_sections_end_nowait",
    "GOMP_sections_next",
    "GOMP_sections_start",
    "pixWriteMem",
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("linux") {
        return;
    }
    let folder = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    let list = Path::new(&folder).join("exported.list");
    let names: String = SYMBOLS.iter().map(|symbol| format!("{symbol}; ")).collect();
    std::fs::write(&list, format!("{{ {names}}};\n")).expect("OUT_DIR can be written");
    for symbol in SYMBOLS {
        // Nothing in the program refers to it, so that it must be asked for.
        println!("cargo::rustc-link-arg-bins=-Wl,--undefined={symbol}");
    }
    println!("cargo::rustc-link-arg-bins=-Wl,--dynamic-list={}", list.display());
}
