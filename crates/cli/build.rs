//! Exports the one function that takes the place of one of Tesseract's: see `perigee-ocr`, `tesseract/ambiguities.rs`.

use std::path::Path;

/// Its name there.
const SYMBOL: &str = "_ZN9tesseract13UnicharAmbigs13LoadUniversalERKNS_10UNICHARSETEPS1_";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("linux") {
        return;
    }
    let folder = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    let list = Path::new(&folder).join("exported.list");
    std::fs::write(&list, format!("{{ {SYMBOL}; }};\n")).expect("OUT_DIR can be written");
    // Nothing in the program refers to it, so that it must be asked for.
    println!("cargo::rustc-link-arg-bins=-Wl,--undefined={SYMBOL}");
    println!("cargo::rustc-link-arg-bins=-Wl,--dynamic-list={}", list.display());
}
